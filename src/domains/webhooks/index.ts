export { type AttemptRecord, type FailingEndpoint, hastenPending, recordAttempts } from './attempts.ts';
export {
  DELIVERY_RETENTION_MONTHS,
  DELIVERY_STATES,
  DeliveryAttemptEntity,
  DeliveryEntity,
  type DeliveryState,
  ReplayEntity,
} from './delivery.entity.ts';
export { type DueDelivery, listDueDeliveries, listDueEndpoints } from './due-deliveries.ts';
export { DISABLED_REASONS, type DisabledReason, ENDPOINT_STATES, type EndpointState } from './endpoint.states.ts';
export { assertEndpointScopes, FORBIDDEN_SCOPE } from './endpoint-scopes.ts';
export {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  ENDPOINTS_MAX,
  type EndpointChoice,
  type EndpointTables,
  enableEndpoint,
  endpointDisabled,
  getEndpoint,
  listEndpoints,
  lockEndpoint,
  stopEndpoint,
  type WebhookEndpoint,
} from './endpoints.ts';
export { assertEventPatterns, EVENT_PATTERNS_MAX, eventTypesOf, wantsEvent } from './event-patterns.ts';
export { fanOutEvents } from './fan-out.ts';
export { findFirstWebhooks } from './first-webhooks.ts';
export {
  type Delivery,
  type DeliveryAttempt,
  type DeliveryFilter,
  deliveryCursor,
  getDelivery,
  type HistoryTables,
  listAttempts,
  listDeliveries,
} from './history.ts';
export {
  freeLeases,
  type LeasedEndpoint,
  leaseEndpoints,
  openLease,
  releaseEndpoints,
  type SealedLease,
} from './leases.ts';
export { payloadOf, type ToldEvent } from './payload.ts';
export { type NotEligible, type PlannedReplay, planReplay } from './plan-replay.ts';
export {
  REPLAY_DAYS_MAX,
  REPLAY_EVENT_IDS_MAX,
  REPLAY_EVENTS_MAX,
  REPLAY_REFUSALS,
  type ReplayRange,
  type ReplayRefusal,
  type ReplaySelection,
} from './replay-plan.ts';
export {
  assertReplayRoom,
  getReplay,
  listReplayProgress,
  listReplays,
  REPLAYS_RUNNING_MAX,
  type Replay,
  type ReplayProgress,
  replayCursor,
  startReplay,
  stepReplay,
} from './replays.ts';
export { webhookRequest } from './request.ts';
export { ATTEMPTS_MAX, FAILING_MS_MAX, RETRY_DELAYS_MS, retryAt } from './retry.ts';
export {
  listSigningKeys,
  type NewSecret,
  openSecrets,
  resealSecrets,
  rotateSecret,
  SECRET_OVERLAP_HOURS_DEFAULT,
  SECRET_OVERLAP_HOURS_MAX,
  type SigningKey,
} from './secrets.ts';
export {
  ATTEMPT_FAILURES,
  ATTEMPT_MS_MAX,
  type AttemptFailure,
  type AttemptOutcome,
  type WebhookRequest,
  type WebhookSender,
} from './sender.ts';
export { beginTest, recordForgedTest, recordTest, type TestAttempt, testPing } from './test-deliveries.ts';
export { checkWebhookUrl } from './url.ts';
export {
  EventFanOutEntity,
  type Signature,
  WebhookEndpointEntity,
  WebhookLeaseEntity,
  WebhookSecretEntity,
} from './webhook.entity.ts';
