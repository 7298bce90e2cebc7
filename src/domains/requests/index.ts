export { type DeprecatedUseFilter, listDeprecatedUses } from './deprecated-uses.ts';
export { REQUEST_RETENTION_DAYS, type RequestRecord, turnRequestDays, writeRequests } from './record.ts';
export { RequestEntity, RequestSightingEntity } from './request.entity.ts';
export {
  listRequests,
  type RecordedRequest,
  type RequestFilter,
  type RequestTables,
  requestCursor,
} from './requests.ts';
