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
  listOverdueEsims,
  lockEsim,
  moveEsim,
} from './esims.ts';
export {
  DEFAULT_THRESHOLDS,
  getThresholds,
  setThresholds,
  THRESHOLDS_MAX,
  type ThresholdTables,
} from './thresholds.ts';
export { UsageCrossingEntity, UsageReportEntity, UsageThresholdsEntity } from './usage.entity.ts';
export {
  REPORT_INTERVAL_MINUTES,
  REPORTS_MISSING_MAX,
  USAGE_STATES,
  type Usage,
  type UsageState,
  type UsedEsim,
  usageOf,
} from './usage.states.ts';
export { type AbsorbedReports, absorbReports, REPORTS_MAX, type UsageCrossing, type UsageReport } from './usage.ts';
export { usageEvent } from './usage-event.ts';
