export type { CredentialSource } from './credential.ts';
export type { DeprecatedUse, OnDeprecated } from './deprecations.ts';
export type { Download } from './download.ts';
export type { ArgumentProblem, DetailsOf, ErrorDetails } from './error-details.ts';
export * from './generated/errors.ts';
export type {
  CredentialFieldsFragment as Credential,
  DeliveryFieldsFragment as Delivery,
  DisputeFieldsFragment as Dispute,
  EsimFieldsFragment as Esim,
  EventFieldsFragment as LoggedEvent,
  InstallLinkFieldsFragment as InstallLink,
  InvoiceFieldsFragment as Invoice,
  LedgerEntryFieldsFragment as LedgerEntry,
  MoneyFieldsFragment as Money,
  OrderFieldsFragment as Order,
  PackageFieldsFragment as Package,
  RefundFieldsFragment as Refund,
  ReplayFieldsFragment as Replay,
  WalletFieldsFragment as Wallet,
  WebhookEndpointFieldsFragment as WebhookEndpoint,
} from './generated/graphql.ts';
export * from './generated/graphql.ts';
export * from './generated/webhook-events.ts';
export { LedgerProofError, type LedgerProofReason } from './ledger-proof-error.ts';
export type { LedgerProof } from './ledger-proof-format.ts';
export { OnyxClient } from './onyx-client.ts';
export {
  AbortedError,
  NetworkError,
  type OnyxCode,
  OnyxError,
  type Refusal,
  type RefusalContext,
  type RetryAdvice,
} from './onyx-error.ts';
export type { FollowedOrder, WaitOptions } from './order-watch.ts';
export type { ComparedList, ListDifference, ListedMonth, ListedOrder } from './partner-list.ts';
export type { ChangeOptions } from './requests.ts';
export type { RetryOptions } from './retry-rules.ts';
export type { Runtime } from './runtime.ts';
export type { Answer, ClientOptions, RequestOptions, TypedDocument } from './transport.ts';
export {
  type PinnedKey,
  type ProvenEntry,
  type VerifyLedgerProofOptions,
  verifyLedgerProof,
} from './verify-ledger-proof.ts';
export { type VerifyWebhookOptions, verifyWebhook } from './verify-webhook.ts';
export type {
  AnyWebhookEvent,
  ShapedWebhookEvent,
  UnknownWebhookEvent,
  WebhookEvent,
  WebhookPayloadError,
} from './webhook-event.ts';
export type { WebhookHeaders } from './webhook-headers.ts';
export { WebhookVerificationError, type WebhookVerificationReason } from './webhook-verification-error.ts';
