export type { ActivationMaterial, Carrier, CarrierAnswer, PreparationRequest } from './carrier.ts';
export { EsimEntity } from './esim.entity.ts';
export { ESIM_STATES, ESIM_TRANSITIONS, type EsimState } from './esim.states.ts';
export { allocateEsim, type Esim, type EsimTables, listEsimsOfOrders } from './esims.ts';
