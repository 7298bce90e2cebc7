export {
  androidInstallUrl,
  appleInstallUrl,
  isInstallable,
  lpaCode,
  openActivation,
  qrPng,
  qrSvg,
  resealActivations,
} from './activation.ts';
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
  findOrderIdOfIccid,
  getEsim,
  listEsims,
  listEsimsOfOrders,
  lockEsim,
  moveEsim,
} from './esims.ts';
export { InstallLinkEntity } from './install-link.entity.ts';
export {
  addInstallLink,
  endInstallLink,
  INSTALL_PATH,
  type InstallLink,
  type InstallLinkState,
  LINK_DAYS_DEFAULT,
  LINK_DAYS_MAX,
  LINKS_LISTED_MAX,
  linkStateOf,
  listInstallLinks,
  lockInstallLink,
  noteOpening,
} from './install-links.ts';
export { FIRST_OVERDUE, listOverdueEsims, type OverduePosition } from './overdue.ts';
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
  type UsedEsim,
  usageOf,
} from './usage.states.ts';
export {
  absorbReports,
  pruneReports,
  REPORTS_MAX,
  type UsageCrossing,
  type UsageReport,
} from './usage.ts';
export { usageEvent } from './usage-event.ts';
export { readUsageFile, USAGE_FILE_BYTES_MAX, type UsageFile } from './usage-file.ts';
export { type GivenReport, readUsageReport } from './usage-report.ts';
