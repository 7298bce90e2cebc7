export type {
  ActivationMaterial,
  CancellationAnswer,
  CancellationRequest,
  Carrier,
  CarrierAnswer,
  PreparationRequest,
} from './carrier.ts';
export { EsimEntity } from './esim.entity.ts';
export { ESIM_STATES, ESIM_TRANSITIONS, type EsimState } from './esim.states.ts';
export { esimEvent } from './esim-event.ts';
export {
  allocateEsim,
  type Esim,
  type EsimFilter,
  type EsimTables,
  esimCursor,
  getEsim,
  listEsims,
  listEsimsOfOrders,
  lockEsim,
  moveEsim,
} from './esims.ts';
export { UsageCrossingEntity, UsageReportEntity, UsageThresholdsEntity } from './usage.entity.ts';
