// Made from schema/codes.json by `npm run generate`.
import { AbortedError, NetworkError, OnyxError } from '../onyx-error.ts';

/** Activation material is a secret, and stands in no list. Ask for one eSIM at a time, with `esim(iccid:)` or `order(by:)`. */
export class ActivationInListError extends OnyxError<'ACTIVATION_IN_LIST'> {
  override readonly name = 'ActivationInListError';
}

/** This eSIM cannot be installed now. Read its `status`: it is installed already, over, or not ready yet. */
export class ActivationNotAvailableError extends OnyxError<'ACTIVATION_NOT_AVAILABLE'> {
  override readonly name = 'ActivationNotAvailableError';
}

/** The request is not a well-formed GraphQL request. Send a JSON object with `query` and, where needed, `variables` and `operationName`. */
export class BadRequestError extends OnyxError<'BAD_REQUEST'> {
  override readonly name = 'BadRequestError';
}

/** An argument is outside its bounds. Read `problems`: each names the field and its bound. Correct it and send again. */
export class BadUserInputError extends OnyxError<'BAD_USER_INPUT'> {
  override readonly name = 'BadUserInputError';
}

/** The document cannot shape a payload. Send one fragment on `Event`, with fields that the scopes of the endpoint allow; `problems` says what is wrong. */
export class BadWebhookQueryError extends OnyxError<'BAD_WEBHOOK_QUERY'> {
  override readonly name = 'BadWebhookQueryError';
}

/** The catalogue version that the order names is not the current one. Read the package again in the current version, then order with that version. */
export class CatalogueVersionRetiredError extends OnyxError<'CATALOGUE_VERSION_RETIRED'> {
  override readonly name = 'CatalogueVersionRetiredError';
}

/** The credential is not active any more. Use another credential; the operator issues new ones. */
export class CredentialNotActiveError extends OnyxError<'CREDENTIAL_NOT_ACTIVE'> {
  override readonly name = 'CredentialNotActiveError';
}

/** There is no such credential. Check the id and the mode: `credentials` lists those of the organisation. */
export class CredentialNotFoundError extends OnyxError<'CREDENTIAL_NOT_FOUND'> {
  override readonly name = 'CredentialNotFoundError';
}

/** The credential was rotated before, and its replacement is in use. Rotate the replacement: `credentials` names it as `replacedBy`. */
export class CredentialReplacedError extends OnyxError<'CREDENTIAL_REPLACED'> {
  override readonly name = 'CredentialReplacedError';
}

/** The organisation has no wallet in this currency. Choose a package of another currency, or ask the operator for a wallet in this one; nothing is ever converted. */
export class CurrencyNotApprovedError extends OnyxError<'CURRENCY_NOT_APPROVED'> {
  override readonly name = 'CurrencyNotApprovedError';
}

/** The dispute was decided before. Read `invoice { disputes { status } }` to see how it ended. */
export class DisputeDecidedError extends OnyxError<'DISPUTE_DECIDED'> {
  override readonly name = 'DisputeDecidedError';
}

/** There is no such dispute. Read `invoice { disputes { id } }`. */
export class DisputeNotFoundError extends OnyxError<'DISPUTE_NOT_FOUND'> {
  override readonly name = 'DisputeNotFoundError';
}

/** A dispute of this invoice is open already. Read `invoice { disputes { status } }`; the operator decides it, and an event tells you. */
export class DisputeOpenError extends OnyxError<'DISPUTE_OPEN'> {
  override readonly name = 'DisputeOpenError';
}

/** There is no such ledger entry. Check the id, and that the credential belongs to the same organisation and mode. */
export class EntryNotFoundError extends OnyxError<'ENTRY_NOT_FOUND'> {
  override readonly name = 'EntryNotFoundError';
}

/** There is no such eSIM. Check the ICCID; eSIMs of the other mode are not visible. */
export class EsimNotFoundError extends OnyxError<'ESIM_NOT_FOUND'> {
  override readonly name = 'EsimNotFoundError';
}

/** There is no such event. Check the id; events of other modes and organisations are not visible, and old ones are removed. */
export class EventNotFoundError extends OnyxError<'EVENT_NOT_FOUND'> {
  override readonly name = 'EventNotFoundError';
}

/** This credential does not have the scope that the field needs. Ask the operator for the missing scope, or leave the field out. */
export class ForbiddenError extends OnyxError<'FORBIDDEN'> {
  override readonly name = 'ForbiddenError';
}

/** The document is not valid GraphQL syntax. Correct the document where `why` says. */
export class GraphqlParseFailedError extends OnyxError<'GRAPHQL_PARSE_FAILED'> {
  override readonly name = 'GraphqlParseFailedError';
}

/** The document does not fit the schema. Compare the document with the printed schema. */
export class GraphqlValidationFailedError extends OnyxError<'GRAPHQL_VALIDATION_FAILED'> {
  override readonly name = 'GraphqlValidationFailedError';
}

/** This idempotency key was used with another input. Use a new key for a new order; use `idempotencyKey` to see what this one did. */
export class IdempotencyConflictError extends OnyxError<'IDEMPOTENCY_CONFLICT'> {
  override readonly name = 'IdempotencyConflictError';
}

/** A request with this idempotency key is still in progress. Wait a moment and send the same request with the same key. */
export class IdempotencyInProgressError extends OnyxError<'IDEMPOTENCY_IN_PROGRESS'> {
  override readonly name = 'IdempotencyInProgressError';
}

/** This mutation needs an idempotency key. Put `@idempotent(key:)` on the field, or send the header `Idempotency-Key`. */
export class IdempotencyKeyRequiredError extends OnyxError<'IDEMPOTENCY_KEY_REQUIRED'> {
  override readonly name = 'IdempotencyKeyRequiredError';
}

/** There is no such install link. Check the id: `installLinks(iccid:)` lists those of an eSIM. */
export class InstallLinkNotFoundError extends OnyxError<'INSTALL_LINK_NOT_FOUND'> {
  override readonly name = 'InstallLinkNotFoundError';
}

/** The available balance does not cover the net price. Fund the wallet, by the `shortfall` that comes with this refusal where the credential has `ledger:read`; then send the same request with the same key. */
export class InsufficientBalanceError extends OnyxError<'INSUFFICIENT_BALANCE'> {
  override readonly name = 'InsufficientBalanceError';
}

/** Something went wrong on our side. Send the same request again with the same key; quote the request id if it stays. */
export class InternalError extends OnyxError<'INTERNAL'> {
  override readonly name = 'InternalError';
}

/** The signature of this request is not that of a known key over its body. Sign the body as it is sent, with a key that this server knows. */
export class InvalidSignatureError extends OnyxError<'INVALID_SIGNATURE'> {
  override readonly name = 'InvalidSignatureError';
}

/** There is no such invoice. Check the id, and that the credential belongs to the same organisation and mode. */
export class InvoiceNotFoundError extends OnyxError<'INVOICE_NOT_FOUND'> {
  override readonly name = 'InvoiceNotFoundError';
}

/** The invoice is a draft. Wait until it is issued, at the end of its period; `invoice.issued` tells you. */
export class InvoiceNotIssuedError extends OnyxError<'INVOICE_NOT_ISSUED'> {
  override readonly name = 'InvoiceNotIssuedError';
}

/** The invoice is paid. A paid invoice stays as it is; dispute lines of it where they are wrong. */
export class InvoicePaidError extends OnyxError<'INVOICE_PAID'> {
  override readonly name = 'InvoicePaidError';
}

/** The invoice is void. Read the invoice that took its place, of the same period. */
export class InvoiceVoidError extends OnyxError<'INVOICE_VOID'> {
  override readonly name = 'InvoiceVoidError';
}

/** Live access can be requested once every check has passed in the sandbox. Read `missing`, and `launchReadiness { checks { check state say } }` for how each is shown; then ask again. */
export class LaunchChecksMissingError extends OnyxError<'LAUNCH_CHECKS_MISSING'> {
  override readonly name = 'LaunchChecksMissingError';
}

/** This link has expired, or is not one of this credential. Read the field that gave it again, and fetch it with the same credential. */
export class LinkExpiredError extends OnyxError<'LINK_EXPIRED'> {
  override readonly name = 'LinkExpiredError';
}

/** This organisation is not eligible to sell in the market of this package. Choose a package of another market, or ask the operator to open this one. */
export class MarketNotEligibleError extends OnyxError<'MARKET_NOT_ELIGIBLE'> {
  override readonly name = 'MarketNotEligibleError';
}

/** This method is not allowed here; GET serves queries only. Use POST. */
export class MethodNotAllowedError extends OnyxError<'METHOD_NOT_ALLOWED'> {
  override readonly name = 'MethodNotAllowedError';
}

/** The answer cannot be given in a media type that the request accepts. Accept `application/graphql-response+json` or `application/json`. */
export class NotAcceptableError extends OnyxError<'NOT_ACCEPTABLE'> {
  override readonly name = 'NotAcceptableError';
}

/** There is nothing at this path. The API is at POST /graphql. */
export class NotFoundError extends OnyxError<'NOT_FOUND'> {
  override readonly name = 'NotFoundError';
}

/** The document is larger, deeper or costlier than an operation may be. Read `limit` and `actual`, then ask for less in one operation. */
export class OperationTooLargeError extends OnyxError<'OPERATION_TOO_LARGE'> {
  override readonly name = 'OperationTooLargeError';
}

/** The price of this order was given back before. Read its `ledgerEntries` and the dispute of its invoice: a price is given back once. */
export class OrderCreditedError extends OnyxError<'ORDER_CREDITED'> {
  override readonly name = 'OrderCreditedError';
}

/** This order cannot be cancelled any more. Read its `status`: an eSIM that a device has is given back with `requestRefund`, a failed or refunded order costs nothing. */
export class OrderNotCancellableError extends OnyxError<'ORDER_NOT_CANCELLABLE'> {
  override readonly name = 'OrderNotCancellableError';
}

/** There is no such order. Check the id and the mode of the credential. */
export class OrderNotFoundError extends OnyxError<'ORDER_NOT_FOUND'> {
  override readonly name = 'OrderNotFoundError';
}

/** This order does not wait for a check by hand. Read its `status`: the carrier, or somebody else, settled it first, or it is still being prepared. */
export class OrderNotInReviewError extends OnyxError<'ORDER_NOT_IN_REVIEW'> {
  override readonly name = 'OrderNotInReviewError';
}

/** This order has no price that can be asked back now. Read its `status`: before the eSIM is ready use `cancelOrder`; wait where a cancellation is under way; a failed or refunded order costs nothing. */
export class OrderNotRefundableError extends OnyxError<'ORDER_NOT_REFUNDABLE'> {
  override readonly name = 'OrderNotRefundableError';
}

/** This organisation is suspended and cannot place orders. Contact the operator; reading goes on working. */
export class OrganisationSuspendedError extends OnyxError<'ORGANISATION_SUSPENDED'> {
  override readonly name = 'OrganisationSuspendedError';
}

/** This package cannot be had at the moment. Send the same request with the same key later, or offer the customer another package. */
export class PackageUnavailableError extends OnyxError<'PACKAGE_UNAVAILABLE'> {
  override readonly name = 'PackageUnavailableError';
}

/** Another order already has this partnerOrderId. Read `orderId` and `status`, which say what that order is, or look it up with `order(by: { partnerOrderId })`, before you order again. */
export class PartnerOrderIdTakenError extends OnyxError<'PARTNER_ORDER_ID_TAKEN'> {
  override readonly name = 'PartnerOrderIdTakenError';
}

/** The request body is too large. Send a smaller body: `limit` is how many bytes it may have. */
export class PayloadTooLargeError extends OnyxError<'PAYLOAD_TOO_LARGE'> {
  override readonly name = 'PayloadTooLargeError';
}

/** The net price is not the one that was expected, or listed. Read the `netPrice` that comes with this refusal; order again with it as `expectedNetPrice` if it suits you. */
export class PriceChangedError extends OnyxError<'PRICE_CHANGED'> {
  override readonly name = 'PriceChangedError';
}

/** There were too many requests in a short time. Wait for the seconds that `Retry-After` names, then send the same request again. */
export class RateLimitedError extends OnyxError<'RATE_LIMITED'> {
  override readonly name = 'RateLimitedError';
}

/** The refund was decided otherwise before. Read `order { refund { status } }` to see how it ended. */
export class RefundDecidedError extends OnyxError<'REFUND_DECIDED'> {
  override readonly name = 'RefundDecidedError';
}

/** There is no such refund. Read `order { refund { id } }`. */
export class RefundNotFoundError extends OnyxError<'REFUND_NOT_FOUND'> {
  override readonly name = 'RefundNotFoundError';
}

/** A refund of this order is open already. Read `order { refund { status } }`; the operator decides it, and `refund.completed` or `refund.rejected` tells you. */
export class RefundOpenError extends OnyxError<'REFUND_OPEN'> {
  override readonly name = 'RefundOpenError';
}

/** There is no such replay. Check the id that `replayEvents` gave. */
export class ReplayNotFoundError extends OnyxError<'REPLAY_NOT_FOUND'> {
  override readonly name = 'ReplayNotFoundError';
}

/** This is for the sandbox alone. Use a sandbox credential. */
export class SandboxOnlyError extends OnyxError<'SANDBOX_ONLY'> {
  override readonly name = 'SandboxOnlyError';
}

/** Credentials are for servers, and this request came from a browser. Call from your server. A live credential that reached a browser is exposed: revoke it and use a new one. */
export class ServerSideOnlyError extends OnyxError<'SERVER_SIDE_ONLY'> {
  override readonly name = 'ServerSideOnlyError';
}

/** The organisation has as many replays running in this mode as it may have. Read `replays { nodes { id status } }` and ask again when one is COMPLETED. */
export class TooManyReplaysError extends OnyxError<'TOO_MANY_REPLAYS'> {
  override readonly name = 'TooManyReplaysError';
}

/** The organisation has as many webhook endpoints in this mode as it may have. Delete one that is not needed, or have one endpoint receive more event types. */
export class TooManyWebhookEndpointsError extends OnyxError<'TOO_MANY_WEBHOOK_ENDPOINTS'> {
  override readonly name = 'TooManyWebhookEndpointsError';
}

/** A valid credential is required. Send `Authorization: Bearer` with an active credential of this server. */
export class UnauthenticatedError extends OnyxError<'UNAUTHENTICATED'> {
  override readonly name = 'UnauthenticatedError';
}

/** The service cannot answer right now. Send the same request again, with the same key, after a pause. */
export class UnavailableError extends OnyxError<'UNAVAILABLE'> {
  override readonly name = 'UnavailableError';
}

/** There is no published catalogue of this version. Read `catalogue { version }`. */
export class UnknownCatalogueVersionError extends OnyxError<'UNKNOWN_CATALOGUE_VERSION'> {
  override readonly name = 'UnknownCatalogueVersionError';
}

/** There is no registered document of this hash. Have the operator register the document, or send its text in `query`. */
export class UnknownDocumentError extends OnyxError<'UNKNOWN_DOCUMENT'> {
  override readonly name = 'UnknownDocumentError';
}

/** This package is not in the approved catalogue. Choose a package that the `packages` query lists. */
export class UnknownPackageError extends OnyxError<'UNKNOWN_PACKAGE'> {
  override readonly name = 'UnknownPackageError';
}

/** The request body has an unsupported content type. Send `Content-Type: application/json` in UTF-8. */
export class UnsupportedMediaTypeError extends OnyxError<'UNSUPPORTED_MEDIA_TYPE'> {
  override readonly name = 'UnsupportedMediaTypeError';
}

/** This credential runs registered documents only, and this is none of them. Send a document exactly as it was registered, or its hash; the operator registers new ones. */
export class UntrustedDocumentError extends OnyxError<'UNTRUSTED_DOCUMENT'> {
  override readonly name = 'UntrustedDocumentError';
}

/** There is no such webhook endpoint. Check the id with `webhookEndpoints`; endpoints of the other mode are not visible. */
export class WebhookEndpointNotFoundError extends OnyxError<'WEBHOOK_ENDPOINT_NOT_FOUND'> {
  override readonly name = 'WebhookEndpointNotFoundError';
}

/** The webhook endpoint is being tested. Wait until that test is over: it takes 15 seconds at most. */
export class WebhookTestInProgressError extends OnyxError<'WEBHOOK_TEST_IN_PROGRESS'> {
  override readonly name = 'WebhookTestInProgressError';
}

/** The class of each code that this version of the client knows. */
export const ERROR_CLASSES = {
  ABORTED: AbortedError,
  NETWORK: NetworkError,
  ACTIVATION_IN_LIST: ActivationInListError,
  ACTIVATION_NOT_AVAILABLE: ActivationNotAvailableError,
  BAD_REQUEST: BadRequestError,
  BAD_USER_INPUT: BadUserInputError,
  BAD_WEBHOOK_QUERY: BadWebhookQueryError,
  CATALOGUE_VERSION_RETIRED: CatalogueVersionRetiredError,
  CREDENTIAL_NOT_ACTIVE: CredentialNotActiveError,
  CREDENTIAL_NOT_FOUND: CredentialNotFoundError,
  CREDENTIAL_REPLACED: CredentialReplacedError,
  CURRENCY_NOT_APPROVED: CurrencyNotApprovedError,
  DISPUTE_DECIDED: DisputeDecidedError,
  DISPUTE_NOT_FOUND: DisputeNotFoundError,
  DISPUTE_OPEN: DisputeOpenError,
  ENTRY_NOT_FOUND: EntryNotFoundError,
  ESIM_NOT_FOUND: EsimNotFoundError,
  EVENT_NOT_FOUND: EventNotFoundError,
  FORBIDDEN: ForbiddenError,
  GRAPHQL_PARSE_FAILED: GraphqlParseFailedError,
  GRAPHQL_VALIDATION_FAILED: GraphqlValidationFailedError,
  IDEMPOTENCY_CONFLICT: IdempotencyConflictError,
  IDEMPOTENCY_IN_PROGRESS: IdempotencyInProgressError,
  IDEMPOTENCY_KEY_REQUIRED: IdempotencyKeyRequiredError,
  INSTALL_LINK_NOT_FOUND: InstallLinkNotFoundError,
  INSUFFICIENT_BALANCE: InsufficientBalanceError,
  INTERNAL: InternalError,
  INVALID_SIGNATURE: InvalidSignatureError,
  INVOICE_NOT_FOUND: InvoiceNotFoundError,
  INVOICE_NOT_ISSUED: InvoiceNotIssuedError,
  INVOICE_PAID: InvoicePaidError,
  INVOICE_VOID: InvoiceVoidError,
  LAUNCH_CHECKS_MISSING: LaunchChecksMissingError,
  LINK_EXPIRED: LinkExpiredError,
  MARKET_NOT_ELIGIBLE: MarketNotEligibleError,
  METHOD_NOT_ALLOWED: MethodNotAllowedError,
  NOT_ACCEPTABLE: NotAcceptableError,
  NOT_FOUND: NotFoundError,
  OPERATION_TOO_LARGE: OperationTooLargeError,
  ORDER_CREDITED: OrderCreditedError,
  ORDER_NOT_CANCELLABLE: OrderNotCancellableError,
  ORDER_NOT_FOUND: OrderNotFoundError,
  ORDER_NOT_IN_REVIEW: OrderNotInReviewError,
  ORDER_NOT_REFUNDABLE: OrderNotRefundableError,
  ORGANISATION_SUSPENDED: OrganisationSuspendedError,
  PACKAGE_UNAVAILABLE: PackageUnavailableError,
  PARTNER_ORDER_ID_TAKEN: PartnerOrderIdTakenError,
  PAYLOAD_TOO_LARGE: PayloadTooLargeError,
  PRICE_CHANGED: PriceChangedError,
  RATE_LIMITED: RateLimitedError,
  REFUND_DECIDED: RefundDecidedError,
  REFUND_NOT_FOUND: RefundNotFoundError,
  REFUND_OPEN: RefundOpenError,
  REPLAY_NOT_FOUND: ReplayNotFoundError,
  SANDBOX_ONLY: SandboxOnlyError,
  SERVER_SIDE_ONLY: ServerSideOnlyError,
  TOO_MANY_REPLAYS: TooManyReplaysError,
  TOO_MANY_WEBHOOK_ENDPOINTS: TooManyWebhookEndpointsError,
  UNAUTHENTICATED: UnauthenticatedError,
  UNAVAILABLE: UnavailableError,
  UNKNOWN_CATALOGUE_VERSION: UnknownCatalogueVersionError,
  UNKNOWN_DOCUMENT: UnknownDocumentError,
  UNKNOWN_PACKAGE: UnknownPackageError,
  UNSUPPORTED_MEDIA_TYPE: UnsupportedMediaTypeError,
  UNTRUSTED_DOCUMENT: UntrustedDocumentError,
  WEBHOOK_ENDPOINT_NOT_FOUND: WebhookEndpointNotFoundError,
  WEBHOOK_TEST_IN_PROGRESS: WebhookTestInProgressError,
} as const;

/** The codes that pass by themselves within moments; of any other code the server says so in `isTransient`. */
export const TRANSIENT_CODES: readonly string[] = ['IDEMPOTENCY_IN_PROGRESS', 'INTERNAL', 'RATE_LIMITED', 'UNAVAILABLE', 'WEBHOOK_TEST_IN_PROGRESS'];

/** An error of a code that this version of the client knows, told apart by its `code`. */
export type KnownOnyxError = InstanceType<(typeof ERROR_CLASSES)[keyof typeof ERROR_CLASSES]>;

/** Whether it is an OnyxError of a known code, so that `switch (error.code)` narrows its details. */
export const isKnownOnyxError = (error: unknown): error is KnownOnyxError =>
  error instanceof OnyxError && Object.hasOwn(ERROR_CLASSES, error.code);
