/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '../typed-document.ts';
/** What a page of activity is narrowed to. Everything given must hold. */
export type ActivityFilter = {
  /** Over before this moment. */
  readonly before?: string | null | undefined;
  /** A code that they were refused with. */
  readonly code?: string | null | undefined;
  /** The credential that sent them. */
  readonly credentialId?: string | null | undefined;
  /** Only those that used something of the schema that is deprecated. */
  readonly deprecatedOnly?: boolean | null | undefined;
  /** Over at this moment or later. */
  readonly from?: string | null | undefined;
  /** Only those whose address or first field was new for their credential. */
  readonly newOnly?: boolean | null | undefined;
  /** The name of their operation, or its first field. */
  readonly operation?: string | null | undefined;
};

/** Which order to cancel: one of the two, not both. */
export type CancelOrderInput = {
  /** Our id, `ord_…`. */
  readonly orderId?: string | null | undefined;
  /** The partner's own id. */
  readonly partnerOrderId?: string | null | undefined;
};

/** How wide a package covers. */
export type CoverageType =
  /** One country. */
  | 'COUNTRY'
  /** Countries of several regions. */
  | 'GLOBAL'
  /** Several countries of one region. */
  | 'REGION';

/** Which eSIM a link shows, and for how long. */
export type CreateInstallLinkInput = {
  /** Days for which it works, 1 to 30. */
  readonly days?: number;
  /** The ICCID of an eSIM that can be installed now. */
  readonly iccid: string;
  /** Whether it shows the eSIM once and never again. What only fetches the link does not use it up. */
  readonly oneTime?: boolean;
};

/** What to order. The whole of it is what the idempotency key is bound to. */
export type CreateOrderInput = {
  /** The catalogue version in which the package was read; the order is refused where it is not the current one any more. */
  readonly catalogueVersion?: string | null | undefined;
  /** A reference to the customer, given back as it came: 1 to 255 characters. Never put personal data in it. */
  readonly customerReference?: string | null | undefined;
  /** The net price that is expected; the order is refused where it is another one. */
  readonly expectedNetPrice?: MoneyInput | null | undefined;
  /** The package: 1 to 80 of a–z, 0–9 and -. */
  readonly packageId: string;
  /** The partner's own id, unique for the organisation and mode: 1 to 128 of A–Z a–z 0–9 . _ : / # -, the first one a letter or a digit. */
  readonly partnerOrderId: string;
};

/** Where events are to be sent, and which. */
export type CreateWebhookEndpointInput = {
  /** What it is for, in your words: 1 to 200 characters. */
  readonly description?: string | null | undefined;
  /** What to send: event types, areas such as `order.*`, or `*` for all; 1 to 50 of them. */
  readonly eventTypes: ReadonlyArray<string>;
  /** What shapes the payloads: one GraphQL fragment on `Event`, at most 8,192 bytes, such as `fragment Payload on Event { order { status } }`. Null gives the standard payload; `webhookDryRun` shows what one gives. */
  readonly query?: string | null | undefined;
  /** The scopes that `query` is resolved with, beside `events:replay` for the event itself. The calling credential must hold each of them; `activation:read` is never given, for a payload holds no secret. */
  readonly scopes?: ReadonlyArray<string>;
  /** How deliveries are signed, for good. */
  readonly signature?: WebhookSignature;
  /** Where to send: an absolute https URL of at most 2,048 characters with a public host, without user name, password or fragment. In the sandbox also http on the loopback of the server, where its ONYX_WEBHOOK_LOOPBACK is on. */
  readonly url: string;
};

/** Whether a credential is accepted. */
export type CredentialState =
  /** Accepted; also beside its replacement, until the overlap ends. */
  | 'ACTIVE'
  /** Ended for good. */
  | 'REVOKED'
  /** Replaced by another one, and the overlap is over. */
  | 'ROTATED';

/** Why an attempt failed, or a delivery was given up. */
export type DeliveryFailure =
  /** The host is, or its name leads to, an address that is not public. */
  | 'ADDRESS'
  /** No connection was made in time: the host did not answer, or did not finish the TLS handshake. */
  | 'CONNECT_TIMEOUT'
  /** The host name has no address. */
  | 'DNS'
  /** The endpoint was deleted while the delivery waited. */
  | 'ENDPOINT_DELETED'
  /** The endpoint was disabled while the delivery waited. */
  | 'ENDPOINT_DISABLED'
  /** The receiver answered 410 Gone: it wants no more. */
  | 'GONE'
  /** The URL is not https. */
  | 'INSECURE'
  /** It was not sent, for a fault of this server; it does not count against the endpoint. */
  | 'INTERNAL'
  /** The answer is not HTTP/1.1, or its header is larger than 16 KiB. */
  | 'PROTOCOL'
  /** The receiver answered with a redirect (300 to 399). Redirects are not followed: set the URL that it leads to. */
  | 'REDIRECT'
  /** The host refused the connection: nothing listens on that port. */
  | 'REFUSED'
  /** The connection ended before the answer was complete. */
  | 'RESET'
  /** The receiver answered with a status that is not 200 to 299. */
  | 'STATUS'
  /** The receiver had not answered in full when its time was up. */
  | 'TIMEOUT'
  /** TLS failed: the certificate is not trusted, not valid now or not for this host, or the port does not speak TLS. */
  | 'TLS'
  /** The network knows no way to the host. */
  | 'UNREACHABLE';

/** What a page of deliveries is narrowed to. Everything given must hold. */
export type DeliveryFilter = {
  /** Made before this moment. */
  readonly createdBefore?: string | null | undefined;
  /** Made at this moment or later. */
  readonly createdFrom?: string | null | undefined;
  /** The endpoint that they are for; also one that was deleted. */
  readonly endpointId?: string | null | undefined;
  /** The event that they bring. */
  readonly eventId?: string | null | undefined;
  /** Any of these: event types, areas such as `order.*`, or `*`; 1 to 50 of them. */
  readonly eventTypes?: ReadonlyArray<string> | null | undefined;
  /** The order that their events are about. */
  readonly orderId?: string | null | undefined;
  /** The replay that made them. */
  readonly replayId?: string | null | undefined;
  /** Any of these; at most 3. */
  readonly statuses?: ReadonlyArray<DeliveryStatus> | null | undefined;
};

/** Where a delivery stands. */
export type DeliveryStatus =
  /** The endpoint answered 200 to 299. */
  | 'DELIVERED'
  /** It was given up: its attempts are used up, or its endpoint wants nothing more. It can be replayed. */
  | 'FAILED'
  /** An attempt is due, now or at `nextAttemptAt`. */
  | 'PENDING';

/** Which lines of which invoice are wrong, and why. */
export type DisputeInvoiceInput = {
  /** The invoice, `inv_…`. */
  readonly invoiceId: string;
  /** The ledger entries of the lines, `ent_…`: captures or the true-up, 1 to 100, each of them once. */
  readonly lines: ReadonlyArray<string>;
  /** What the operator should know: 1 to 500 characters. Never put personal data in it. */
  readonly note?: string | null | undefined;
  /** Why. */
  readonly reason: DisputeReason;
};

/** Why lines of an invoice are disputed. */
export type DisputeReason =
  /** The eSIM never came, or never worked. */
  | 'NOT_DELIVERED'
  /** It was never ordered. */
  | 'NOT_ORDERED'
  /** None of these; `note` says more. */
  | 'OTHER'
  /** The price is not the one that was agreed. */
  | 'WRONG_PRICE'
  /** The true-up is not what was agreed. */
  | 'WRONG_TRUE_UP';

/** Where a dispute stands. */
export type DisputeStatus =
  /** The operator agreed; `credit` is in the wallet. */
  | 'ACCEPTED'
  /** Said; the operator decides. */
  | 'OPEN'
  /** The operator did not agree; `answer` says why. */
  | 'REJECTED';

/** What a page of eSIMs is narrowed to. Everything given must hold. */
export type EsimFilter = {
  /** Allocated before this moment. */
  readonly createdBefore?: string | null | undefined;
  /** Allocated at this moment or later. */
  readonly createdFrom?: string | null | undefined;
  /** The order that bought them. */
  readonly orderId?: string | null | undefined;
  /** The package that they carry. */
  readonly packageId?: string | null | undefined;
  /** Any of these; at most 6. */
  readonly status?: ReadonlyArray<EsimStatus> | null | undefined;
};

/** Where an eSIM stands. */
export type EsimStatus =
  /** Reserved for the order. */
  | 'ALLOCATED'
  /** Fetched by a device. */
  | 'DOWNLOADED'
  /** Its validity is over. */
  | 'EXPIRED'
  /** Cannot be used. */
  | 'FAILED'
  /** Installed on a device. */
  | 'INSTALLED'
  /** Can be installed. */
  | 'READY';

/** What a page of events is narrowed to. Everything given must hold. */
export type EventFilter = {
  /** Events behind this place in the log: pass the last `sequence` that was handled to get what it missed. */
  readonly afterSequence?: number | null | undefined;
  /** The ICCID of the eSIM that they are about. */
  readonly iccid?: string | null | undefined;
  /** Happened before this moment. */
  readonly occurredBefore?: string | null | undefined;
  /** Happened at this moment or later. */
  readonly occurredFrom?: string | null | undefined;
  /** The order that they are about. */
  readonly orderId?: string | null | undefined;
  /** Any of these: event types, areas such as `order.*`, or `*`; 1 to 50 of them. */
  readonly types?: ReadonlyArray<string> | null | undefined;
};

/** A part of the log: from a place or a moment on, up to another one or to its end. Everything given must hold. */
export type EventRange = {
  /** The `sequence` of the first event. */
  readonly fromSequence?: number | null | undefined;
  /** Happened before this moment. */
  readonly occurredBefore?: string | null | undefined;
  /** Happened at this moment or later. */
  readonly occurredFrom?: string | null | undefined;
  /** The `sequence` of the last event. */
  readonly toSequence?: number | null | undefined;
  /** Any of these: event types, areas such as `order.*`, or `*`; 1 to 50 of them. */
  readonly types?: ReadonlyArray<string> | null | undefined;
};

/** What became of an idempotency key. */
export type IdempotencyKeyState =
  /** The first request succeeded: `operation` says which one, `order` and `refund` what it made or changed. */
  | 'COMPLETED'
  /** The first request with this key has not ended: wait and ask again. */
  | 'IN_PROGRESS'
  /** Nothing was done under this key: it is safe to send the request with it. */
  | 'NEVER_SEEN';

/** An inclusive range of whole numbers; an end left out is open. */
export type IntRange = {
  /** The greatest value, 0 to 1048576. */
  readonly max?: number | null | undefined;
  /** The least value, 0 to 1048576. */
  readonly min?: number | null | undefined;
};

/** What a page of invoices is narrowed to. Everything given must hold. */
export type InvoiceFilter = {
  /** The currency of their wallet as an ISO 4217 code. */
  readonly currency?: string | null | undefined;
  /** Their month, such as `2026-11`. */
  readonly month?: string | null | undefined;
  /** Any of these; at most 4. */
  readonly status?: ReadonlyArray<InvoiceStatus> | null | undefined;
};

/** What a line of an invoice is about. */
export type InvoiceLineType =
  /** The net price of an order, taken from the wallet. */
  | 'CAPTURE'
  /** What the month's gross profit lacks of the agreed minimum, taken from the wallet. */
  | 'MONTHLY_MINIMUM_TRUE_UP'
  /** The net price of an order, given back to the wallet: below zero. */
  | 'REFUND';

/** Where an invoice stands. */
export type InvoiceStatus =
  /** Its period is open, or it was not issued yet: the figures are those of now. */
  | 'DRAFT'
  /** It has its number, and what it says never changes; the true-up was taken from the wallet. */
  | 'ISSUED'
  /** Nothing is due on it any more. */
  | 'PAID'
  /** It does not count; its true-up was given back, and another invoice takes its place. */
  | 'VOID';

/** A mutation that takes an idempotency key. A key is bound to one of them. */
export type KeyedOperation =
  /** `cancelOrder`: `order` is the one whose end was asked for. */
  | 'CANCEL_ORDER'
  /** `createOrder`: `order` is what it made. */
  | 'CREATE_ORDER'
  /** `requestRefund`: `refund` is what it made, `order` the one that it is of. */
  | 'REQUEST_REFUND';

/** What the operator approves. */
export type LaunchApprovalKind =
  /** The checks of the launch were shown in the sandbox. */
  | 'LAUNCH_CHECKLIST'
  /** Customer data is handled as it has to be. */
  | 'PRIVACY_REVIEW'
  /** Customers get help, and the operator reaches the support. */
  | 'SUPPORT_PATH'
  /** Webhooks are verified and handled once each. */
  | 'WEBHOOK_HANDLING';

/** What a partner shows in the sandbox before live access. */
export type LaunchCheck =
  /** The operator approves packages of the catalogue version in effect; the evidence is the version. */
  | 'CATALOGUE_APPROVED'
  /** Send a createOrder with a used key and another input, and handle IDEMPOTENCY_CONFLICT; the evidence is the request. */
  | 'CONFLICT_SEEN'
  /** Order a package that fails in the sandbox, and look the failed order up; the evidence is its id. */
  | 'FAILURE_SEEN'
  /** Read an invoice, for the reconciliation of a month; the evidence is the request. */
  | 'INVOICE_READ'
  /** Read the wallet or its ledger entries, for the reconciliation of a month; the evidence is the request. */
  | 'LEDGER_READ'
  /** Create an order; the evidence is its id. */
  | 'ORDER_CREATED'
  /** Look an order up after it was created; the evidence is its id. */
  | 'PROVISIONING_VISIBLE'
  /** Send a createOrder again with the same key and the same input, and read `replayed`; the evidence is the order. */
  | 'REPLAY_SEEN'
  /** Look the usage of an eSIM up; the evidence is the request. */
  | 'USAGE_READ'
  /** Have a webhook delivered to an endpoint of the sandbox, and answer it with 200 to 299; the evidence is the endpoint. */
  | 'WEBHOOK_DELIVERED'
  /** Ask sendTestEvent for a bad signature, and refuse the delivery with 400, 401 or 403; the evidence is the endpoint. */
  | 'WEBHOOK_SIGNATURE_REFUSED';

/** Whether a check was shown. */
export type LaunchCheckState =
  /** Not seen yet; `say` tells how it is shown. */
  | 'MISSING'
  /** Seen in the sandbox; `seenAt` and `evidence` say when and in what. */
  | 'PASSED';

/** What a ledger entry does. */
export type LedgerEntryType =
  /** Takes a held price as paid. */
  | 'CAPTURE'
  /** Adds a payment to the available balance. */
  | 'CREDIT'
  /** Takes what the month's gross profit lacks of the agreed minimum. */
  | 'MONTHLY_MINIMUM_TRUE_UP'
  /** Gives a captured price back to the available balance. */
  | 'REFUND'
  /** Gives a held price back: from reserved to available. */
  | 'RELEASE'
  /** Holds the net price of an order: from available to reserved. */
  | 'RESERVE';

/** What a page of ledger entries is narrowed to. Everything given must hold. */
export type LedgerFilter = {
  /** Booked before this moment. */
  readonly createdBefore?: string | null | undefined;
  /** Booked at this moment or later. */
  readonly createdFrom?: string | null | undefined;
  /** The invoice that they are about: its true-up, payments, credits. */
  readonly invoiceId?: string | null | undefined;
  /** The order that they are about. */
  readonly orderId?: string | null | undefined;
  /** Any of these; at most 6. */
  readonly type?: ReadonlyArray<LedgerEntryType> | null | undefined;
};

/** How live access stands. */
export type LiveAccessState =
  /** All four approvals stand: live credentials can be issued. */
  | 'APPROVED'
  /** Not asked for yet. */
  | 'NONE'
  /** Refused, or taken back; `reason` says why. It can be requested again. */
  | 'REFUSED'
  /** Asked for; the operator decides. */
  | 'REQUESTED';

/** Which of two separate worlds a credential belongs to. */
export type Mode =
  /** Real orders of real customers. */
  | 'LIVE'
  /** For building and testing: nothing is charged and no real eSIM is prepared. */
  | 'SANDBOX';

/** An exact amount with its currency. */
export type MoneyInput = {
  /** The amount, with at most the currency's decimals. */
  readonly amount: string;
  /** The currency as an ISO 4217 code. */
  readonly currency: string;
};

/** An inclusive range of amounts in one currency; an end left out is open. */
export type MoneyRange = {
  /** The currency as an ISO 4217 code; packages in another one are left out. */
  readonly currency: string;
  /** The greatest amount. */
  readonly max?: string | null | undefined;
  /** The least amount. */
  readonly min?: string | null | undefined;
};

/** Why an event is not sent again. */
export type NotEligibleReason =
  /** Every endpoint that wants its type is disabled: enable one first. */
  | 'ENDPOINT_DISABLED'
  /** The organisation has no such event. */
  | 'NOT_FOUND'
  /** It is the organisation's, in the other mode: use a credential of that mode. */
  | 'OTHER_MODE'
  /** It was a test: send another one with `sendTestEvent`. */
  | 'TEST_EVENT'
  /** It happened more than 30 days ago. */
  | 'TOO_OLD'
  /** None of the endpoints wants its type: change their event types first. */
  | 'TYPE_NOT_SUBSCRIBED';

/** How an order is named: exactly one of the two. */
export type OrderBy =
  {   /** Our id, `ord_…`. */
  readonly id: string; readonly partnerOrderId?: never; }
  |  { readonly id?: never;   /** The partner's own id. */
  readonly partnerOrderId: string; };

/** What a page of orders is narrowed to. Everything given must hold. */
export type OrderFilter = {
  /** Placed before this moment. */
  readonly createdBefore?: string | null | undefined;
  /** Placed at this moment or later. */
  readonly createdFrom?: string | null | undefined;
  /** The reference to the customer, exactly. */
  readonly customerReference?: string | null | undefined;
  /** The package. */
  readonly packageId?: string | null | undefined;
  /** Any of these; at most 8. */
  readonly status?: ReadonlyArray<OrderStatus> | null | undefined;
};

/** Where an order stands. */
export type OrderStatus =
  /** Accepted; the price is not held yet. */
  | 'CREATED'
  /** The eSIM can be installed; the net price is captured. */
  | 'ESIM_READY'
  /** No eSIM was prepared; the held price was released. `statusReason` says why. */
  | 'FAILED'
  /** The eSIM is on a device. */
  | 'INSTALLED'
  /** Nobody knows yet; the price stays held until the operator settles the order. */
  | 'MANUAL_REVIEW'
  /** The carrier prepares the eSIM. This is not a failure: wait until `expectedReadyBy`. */
  | 'PROVISIONING'
  /** The net price was given back to the wallet. */
  | 'REFUNDED'
  /** The net price is held in the wallet; provisioning starts next. */
  | 'RESERVED';

/** Whether an organisation may place orders. */
export type OrganisationState =
  /** May place orders. */
  | 'ACTIVE'
  /** Orders are refused; reading goes on. */
  | 'SUSPENDED';

/** What a page of packages is narrowed to. Everything given must hold. */
export type PackageFilter = {
  /** How wide they cover. */
  readonly coverageType?: CoverageType | null | undefined;
  /** Data in megabytes. */
  readonly dataMb?: IntRange | null | undefined;
  /** Packages that cover this country (ISO 3166-1 alpha-2), regional and global ones too. */
  readonly iso2?: string | null | undefined;
  /** What an order costs the organisation. */
  readonly netPrice?: MoneyRange | null | undefined;
  /** The region, spelt as packages show it: 1 to 64 characters. */
  readonly region?: string | null | undefined;
  /** Whether they can be sold freely. */
  readonly status?: PackageStatus | null | undefined;
  /** Text within the display name or the packageId, in any case: 1 to 64 characters. */
  readonly text?: string | null | undefined;
  /** Validity in days. */
  readonly validityDays?: IntRange | null | undefined;
};

/** The order of a page of packages; equal ones go by packageId. */
export type PackageSort =
  /** Least data first. */
  | 'DATA_ASC'
  /** Most data first. */
  | 'DATA_DESC'
  /** By display name, by Unicode code unit. */
  | 'NAME_ASC'
  /** Cheapest first, by net price in minor units. */
  | 'NET_PRICE_ASC'
  /** Dearest first, by net price in minor units. */
  | 'NET_PRICE_DESC';

/** Whether a package can be sold freely. */
export type PackageStatus =
  /** Can be sold. */
  | 'ACTIVE'
  /** Can be sold within what `policyNotes` says. */
  | 'LIMITED';

/** What a package carries. */
export type PackageType =
  /** Mobile data only: no calls and no text messages. */
  | 'DATA';

/** An invoice and the partner's own number for it. */
export type PurchaseOrderInput = {
  /** The invoice, `inv_…`. */
  readonly invoiceId: string;
  /** The purchase-order number: 1 to 64 characters without control characters; null takes it away. */
  readonly purchaseOrder?: string | null | undefined;
};

/** What would be ordered. */
export type QuoteInput = {
  /** The catalogue version in which the package was read; the order is refused where it is not the current one any more. */
  readonly catalogueVersion?: string | null | undefined;
  /** A reference to the customer, given back as it came: 1 to 255 characters. Never put personal data in it. */
  readonly customerReference?: string | null | undefined;
  /** The net price that is expected; the order is refused where it is another one. */
  readonly expectedNetPrice?: MoneyInput | null | undefined;
  /** The package: 1 to 80 of a–z, 0–9 and -. */
  readonly packageId: string;
  /** The partner's own id, unique for the organisation and mode: 1 to 128 of A–Z a–z 0–9 . _ : / # -, the first one a letter or a digit. */
  readonly partnerOrderId: string;
};

/** Why an order failed, waits for a review, or goes on though it was to be cancelled. */
export type ReasonCode =
  /** A device had the eSIM before the order was cancelled: the order goes on. */
  | 'CANCELLATION_TOO_LATE'
  /** The carrier gave no clear answer to the cancellation within a day: the order goes on. */
  | 'CANCELLATION_UNANSWERED'
  /** The order was cancelled before its eSIM was used. Its price is available again. */
  | 'CANCELLED'
  /** The carrier prepared an eSIM that another order has already. The amount stays held. */
  | 'CARRIER_ICCID_TAKEN'
  /** The carrier has no eSIM left for this package. The held amount was released. */
  | 'CARRIER_OUT_OF_STOCK'
  /** The carrier refused to prepare an eSIM for this package. The held amount was released. */
  | 'CARRIER_REJECTED'
  /** The carrier asked for a check by hand. The amount stays held. */
  | 'CARRIER_REVIEW'
  /** The carrier gave no clear answer within the provisioning window. The amount stays held. */
  | 'CARRIER_UNREACHABLE'
  /** After a check by hand no eSIM was prepared. The held amount was released. */
  | 'NOT_PREPARED';

/** What does not match. */
export type ReconciliationDifferenceCode =
  /** The ledger moved another amount than the price. */
  | 'AMOUNT_DIFFERS'
  /** The eSIM is ready, and its price was not captured. */
  | 'CAPTURE_MISSING'
  /** The price was captured, and the order has no eSIM that is ready. */
  | 'CAPTURE_UNEXPECTED'
  /** The price was captured, and the carrier has prepared no eSIM. */
  | 'ESIM_MISSING'
  /** The carrier has prepared an eSIM, and its price was not captured. */
  | 'ESIM_UNEXPECTED'
  /** The ledger never held the price of this order. */
  | 'HOLD_MISSING'
  /** The order is settled, and its price is still held. */
  | 'HOLD_NOT_SETTLED'
  /** The invoice says another total than its lines come to. */
  | 'INVOICE_TOTAL_DIFFERS'
  /** Entries of the ledger are on no invoice, or on two. */
  | 'PERIOD_GAP'
  /** The order is refunded, and its price was not given back. */
  | 'REFUND_MISSING'
  /** The price was given back, and the order is not refunded. */
  | 'REFUND_UNEXPECTED'
  /** The price was released, and the order has not failed. */
  | 'RELEASE_UNEXPECTED';

/** Why a refund is asked for. */
export type RefundReason =
  /** The customer does not want it any more. */
  | 'CUSTOMER_REQUEST'
  /** It was bought twice. */
  | 'DUPLICATE'
  /** The eSIM does not work as it should. */
  | 'NOT_WORKING'
  /** None of these; `note` says more. */
  | 'OTHER';

/** Where a refund stands. */
export type RefundStatus =
  /** The operator agreed; the money is not given back yet. */
  | 'APPROVED'
  /** The price is in the wallet again, and the order is REFUNDED. */
  | 'COMPLETED'
  /** The operator did not agree; `rejection` says why. */
  | 'REJECTED'
  /** Asked for; the operator decides. */
  | 'REQUESTED';

/** Why a request is refused: the codes of `extensions.code`, listed with their remedies in schema/codes.json. */
export type RefusalCode =
  /** Activation material is a secret, and stands in no list. */
  | 'ACTIVATION_IN_LIST'
  /** This eSIM cannot be installed now. */
  | 'ACTIVATION_NOT_AVAILABLE'
  /** The request is not a well-formed GraphQL request. */
  | 'BAD_REQUEST'
  /** An argument is outside its bounds. */
  | 'BAD_USER_INPUT'
  /** The document cannot shape a payload. */
  | 'BAD_WEBHOOK_QUERY'
  /** The catalogue version that the order names is not the current one. */
  | 'CATALOGUE_VERSION_RETIRED'
  /** The credential is not active any more. */
  | 'CREDENTIAL_NOT_ACTIVE'
  /** There is no such credential. */
  | 'CREDENTIAL_NOT_FOUND'
  /** The credential was rotated before, and its replacement is in use. */
  | 'CREDENTIAL_REPLACED'
  /** The organisation has no wallet in this currency. */
  | 'CURRENCY_NOT_APPROVED'
  /** The dispute was decided before. */
  | 'DISPUTE_DECIDED'
  /** There is no such dispute. */
  | 'DISPUTE_NOT_FOUND'
  /** A dispute of this invoice is open already. */
  | 'DISPUTE_OPEN'
  /** There is no such ledger entry. */
  | 'ENTRY_NOT_FOUND'
  /** There is no such eSIM. */
  | 'ESIM_NOT_FOUND'
  /** There is no such event. */
  | 'EVENT_NOT_FOUND'
  /** This credential does not have the scope that the field needs. */
  | 'FORBIDDEN'
  /** The document is not valid GraphQL syntax. */
  | 'GRAPHQL_PARSE_FAILED'
  /** The document does not fit the schema. */
  | 'GRAPHQL_VALIDATION_FAILED'
  /** This idempotency key was used with another input. */
  | 'IDEMPOTENCY_CONFLICT'
  /** A request with this idempotency key is still in progress. */
  | 'IDEMPOTENCY_IN_PROGRESS'
  /** This mutation needs an idempotency key. */
  | 'IDEMPOTENCY_KEY_REQUIRED'
  /** There is no such install link. */
  | 'INSTALL_LINK_NOT_FOUND'
  /** The available balance does not cover the net price. */
  | 'INSUFFICIENT_BALANCE'
  /** Something went wrong on our side. */
  | 'INTERNAL'
  /** The signature of this request is not that of a known key over its body. */
  | 'INVALID_SIGNATURE'
  /** There is no such invoice. */
  | 'INVOICE_NOT_FOUND'
  /** The invoice is a draft. */
  | 'INVOICE_NOT_ISSUED'
  /** The invoice is paid. */
  | 'INVOICE_PAID'
  /** The invoice is void. */
  | 'INVOICE_VOID'
  /** Live access can be requested once every check has passed in the sandbox. */
  | 'LAUNCH_CHECKS_MISSING'
  /** This link has expired, or is not one of this credential. */
  | 'LINK_EXPIRED'
  /** This organisation is not eligible to sell in the market of this package. */
  | 'MARKET_NOT_ELIGIBLE'
  /** This method is not allowed here; GET serves queries only. */
  | 'METHOD_NOT_ALLOWED'
  /** The answer cannot be given in a media type that the request accepts. */
  | 'NOT_ACCEPTABLE'
  /** There is nothing at this path. */
  | 'NOT_FOUND'
  /** The document is larger, deeper or costlier than an operation may be. */
  | 'OPERATION_TOO_LARGE'
  /** The price of this order was given back before. */
  | 'ORDER_CREDITED'
  /** This order cannot be cancelled any more. */
  | 'ORDER_NOT_CANCELLABLE'
  /** There is no such order. */
  | 'ORDER_NOT_FOUND'
  /** This order does not wait for a check by hand. */
  | 'ORDER_NOT_IN_REVIEW'
  /** This order has no price that can be asked back now. */
  | 'ORDER_NOT_REFUNDABLE'
  /** This organisation is suspended and cannot place orders. */
  | 'ORGANISATION_SUSPENDED'
  /** This package cannot be had at the moment. */
  | 'PACKAGE_UNAVAILABLE'
  /** Another order already has this partnerOrderId. */
  | 'PARTNER_ORDER_ID_TAKEN'
  /** The request body is too large. */
  | 'PAYLOAD_TOO_LARGE'
  /** The net price is not the one that was expected, or listed. */
  | 'PRICE_CHANGED'
  /** There were too many requests in a short time. */
  | 'RATE_LIMITED'
  /** The refund was decided otherwise before. */
  | 'REFUND_DECIDED'
  /** There is no such refund. */
  | 'REFUND_NOT_FOUND'
  /** A refund of this order is open already. */
  | 'REFUND_OPEN'
  /** There is no such replay. */
  | 'REPLAY_NOT_FOUND'
  /** This is for the sandbox alone. */
  | 'SANDBOX_ONLY'
  /** Credentials are for servers, and this request came from a browser. */
  | 'SERVER_SIDE_ONLY'
  /** The organisation has as many replays running in this mode as it may have. */
  | 'TOO_MANY_REPLAYS'
  /** The organisation has as many webhook endpoints in this mode as it may have. */
  | 'TOO_MANY_WEBHOOK_ENDPOINTS'
  /** A valid credential is required. */
  | 'UNAUTHENTICATED'
  /** The service cannot answer right now. */
  | 'UNAVAILABLE'
  /** There is no published catalogue of this version. */
  | 'UNKNOWN_CATALOGUE_VERSION'
  /** There is no registered document of this hash. */
  | 'UNKNOWN_DOCUMENT'
  /** This package is not in the approved catalogue. */
  | 'UNKNOWN_PACKAGE'
  /** The request body has an unsupported content type. */
  | 'UNSUPPORTED_MEDIA_TYPE'
  /** This credential runs registered documents only, and this is none of them. */
  | 'UNTRUSTED_DOCUMENT'
  /** There is no such webhook endpoint. */
  | 'WEBHOOK_ENDPOINT_NOT_FOUND'
  /** The webhook endpoint is being tested. */
  | 'WEBHOOK_TEST_IN_PROGRESS';

/** What to send again, and to whom. */
export type ReplayEventsInput = {
  /** The one endpoint to send to, `whe_…`; each that wants an event where it is left out. */
  readonly endpointId?: string | null | undefined;
  /** Which events. */
  readonly selection: ReplaySelection;
};

/** Which events to send again: exactly one of the three, and at most 200,000 events. */
export type ReplaySelection =
  {   /** These events; 1 to 1000 of them. */
  readonly eventIds: ReadonlyArray<string>; readonly failedSince?: never; readonly range?: never; }
  |  { readonly eventIds?: never;   /** Every delivery that was given up at this moment or later and whose event its endpoint did not get since: after its last attempt, or because the endpoint was disabled. One that still waits for another attempt is PENDING and not among them: right after an outage take `range`. */
  readonly failedSince: string; readonly range?: never; }
  |  { readonly eventIds?: never; readonly failedSince?: never;   /** A part of the log. */
  readonly range: EventRange; };

/** Whether the deliveries of a replay are being made. */
export type ReplayStatus =
  /** All of its deliveries were made; `pending` says how many still wait for an attempt. */
  | 'COMPLETED'
  /** Its deliveries are being made, and sent as they are. */
  | 'RUNNING';

/** What the operator reads before approving live access. */
export type RequestLiveAccessInput = {
  /** Anything else that the operator should know: 1 to 500 characters. */
  readonly note?: string | null | undefined;
  /** How customers get help and how the operator reaches the partner's support: 1 to 500 characters. */
  readonly supportPath: string;
};

/** Which order to refund, by one of the two ids, and why. */
export type RequestRefundInput = {
  /** What the operator should know: 1 to 500 characters. Never put personal data in it. */
  readonly note?: string | null | undefined;
  /** Our id, `ord_…`. */
  readonly orderId?: string | null | undefined;
  /** The partner's own id. */
  readonly partnerOrderId?: string | null | undefined;
  /** Why. */
  readonly reason: RefundReason;
};

/** Whether to send a refused request again, and with which idempotency key. */
export type Retry =
  /** Send it again with the same key once the cause is gone. */
  | 'LATER'
  /** The same request cannot succeed. */
  | 'NEVER'
  /** Send it with a new key. */
  | 'NEW_KEY'
  /** Correct it where it says so, and send it again with the same key. */
  | 'SAME_KEY';

/** Why a credential was revoked. */
export type RevokeReason =
  /** Its secret was, or may have been, where others could read it. */
  | 'EXPOSED'
  /** Nothing uses it any more. */
  | 'NOT_NEEDED'
  /** It was due to be replaced. */
  | 'SCHEDULED'
  /** Somebody who knew it left the team. */
  | 'TEAM_CHANGE';

/** Which credential to replace, and how long the old one goes on working. */
export type RotateCredentialInput = {
  /** The credential, `crd_…`: `viewer { credentialId }` is the calling one. */
  readonly id: string;
  /** Hours for which the old one works beside the new one, 0 to 168. With 0 it ends at once. */
  readonly overlapHours?: number;
};

/** How a dispute ends. */
export type SandboxDisputeOutcome =
  /** It becomes ACCEPTED: what its lines took, or a part of it, goes back to the wallet. */
  | 'ACCEPTED'
  /** It becomes REJECTED; the invoice stays as it is. */
  | 'REJECTED';

/** Where an eSIM of the sandbox can be taken. */
export type SandboxEsimStep =
  /** A device has fetched it. */
  | 'DOWNLOADED'
  /** Its validity is over. */
  | 'EXPIRED'
  /** It cannot be used. */
  | 'FAILED'
  /** It is installed on a device; its validity begins. */
  | 'INSTALLED';

/** How an order that waits for a review ends. */
export type SandboxOutcome =
  /** It becomes FAILED with NOT_PREPARED, and its price is released. */
  | 'FAILED'
  /** It becomes ESIM_READY, and its price is captured. */
  | 'READY';

/** What the operator does to a refund. */
export type SandboxRefundOutcome =
  /** It becomes APPROVED; no money moves yet. */
  | 'APPROVED'
  /** It becomes APPROVED where it is not yet, then COMPLETED: the price goes back to the wallet. */
  | 'COMPLETED'
  /** It becomes REJECTED, also where it was APPROVED; the order stays paid. */
  | 'REJECTED';

/** What to change of an endpoint: what is left out stays as it is. */
export type UpdateWebhookEndpointInput = {
  /** What it is for: 1 to 200 characters; null takes the description away. */
  readonly description?: string | null | undefined;
  /** False ends what waits for it as failed and sends it nothing more; true sends it the events from now on. What it missed can be replayed. */
  readonly enabled?: boolean | null | undefined;
  /** What to send: event types, areas such as `order.*`, or `*` for all; 1 to 50 of them. */
  readonly eventTypes?: ReadonlyArray<string> | null | undefined;
  /** The endpoint, `whe_…`. */
  readonly id: string;
  /** What shapes the payloads: one GraphQL fragment on `Event`, at most 8,192 bytes, such as `fragment Payload on Event { order { status } }`; null goes back to the standard payload. */
  readonly query?: string | null | undefined;
  /** The scopes that `query` is resolved with. The calling credential must hold each of them; `activation:read` is never given, for a payload holds no secret. Whoever changes `url` or `query` must hold those that it has. */
  readonly scopes?: ReadonlyArray<string> | null | undefined;
  /** Where to send: an absolute https URL of at most 2,048 characters with a public host, without user name, password or fragment. In the sandbox also http on the loopback of the server, where its ONYX_WEBHOOK_LOOPBACK is on. */
  readonly url?: string | null | undefined;
};

/** What the latest report of usage means. */
export type UsageStatus =
  /** Data was used, less than the lowest of your percentages. */
  | 'ACTIVE'
  /** Nothing is left. */
  | 'EXHAUSTED'
  /** The validity of the eSIM is over. */
  | 'EXPIRED'
  /** No data was used yet. */
  | 'NOT_STARTED'
  /** The lowest of your percentages, or more, was used, and something is left. */
  | 'THRESHOLD'
  /** The eSIM failed, or is installed and reports that were due never came. */
  | 'UNKNOWN';

/** Why an endpoint gets nothing. */
export type WebhookDisabledReason =
  /** Every attempt of five days failed. */
  | 'FAILING'
  /** It answered 410 Gone. */
  | 'GONE'
  /** You disabled it. */
  | 'PARTNER';

/** Whether events are sent to an endpoint. */
export type WebhookEndpointStatus =
  /** It gets nothing; `disabledReason` says why. */
  | 'DISABLED'
  /** It gets the events that it wants. */
  | 'ENABLED';

/** How deliveries are signed (Standard Webhooks 1.0). */
export type WebhookSignature =
  /** With a key pair of which you get the public half, which is no secret: `v1a`. */
  | 'ED25519'
  /** With a secret that you keep too: `v1` in `webhook-signature`. */
  | 'HMAC_SHA256';

export type CatalogueQueryVariables = Exact<{
  version?: string | null | undefined;
}>;


export type CatalogueQuery = { readonly catalogue: { readonly version: string, readonly publishedAt: string, readonly effectiveAt: string, readonly isCurrent: boolean, readonly packageCount: number, readonly next: { readonly version: string, readonly publishedAt: string, readonly effectiveAt: string } | null } };

export type PackagesQueryVariables = Exact<{
  filter?: PackageFilter | null | undefined;
  sort?: PackageSort | null | undefined;
  version?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type PackagesQuery = { readonly packages: { readonly nodes: ReadonlyArray<{ readonly packageId: string, readonly productFamily: string, readonly displayName: string, readonly coverageName: string, readonly coverageType: CoverageType, readonly iso2: string | null, readonly region: string, readonly countries: ReadonlyArray<string>, readonly type: PackageType, readonly validityDays: number, readonly dataMb: number, readonly allowanceGb: number, readonly dataLabel: string, readonly sms: boolean, readonly voice: boolean, readonly status: PackageStatus, readonly policyNotes: string | null, readonly catalogueVersion: string, readonly msrp: { readonly amount: string, readonly currency: string }, readonly netPrice: { readonly amount: string, readonly currency: string } | null, readonly minimumSellingPrice: { readonly amount: string, readonly currency: string } | null, readonly suggestedRetailPrice: { readonly amount: string, readonly currency: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type PackageQueryVariables = Exact<{
  id: string;
  version?: string | null | undefined;
}>;


export type PackageQuery = { readonly package: { readonly packageId: string, readonly productFamily: string, readonly displayName: string, readonly coverageName: string, readonly coverageType: CoverageType, readonly iso2: string | null, readonly region: string, readonly countries: ReadonlyArray<string>, readonly type: PackageType, readonly validityDays: number, readonly dataMb: number, readonly allowanceGb: number, readonly dataLabel: string, readonly sms: boolean, readonly voice: boolean, readonly status: PackageStatus, readonly policyNotes: string | null, readonly catalogueVersion: string, readonly msrp: { readonly amount: string, readonly currency: string }, readonly netPrice: { readonly amount: string, readonly currency: string } | null, readonly minimumSellingPrice: { readonly amount: string, readonly currency: string } | null, readonly suggestedRetailPrice: { readonly amount: string, readonly currency: string } | null } };

export type CatalogueChangesQueryVariables = Exact<{
  since: string;
  until?: string | null | undefined;
}>;


export type CatalogueChangesQuery = { readonly catalogueChanges: { readonly since: string, readonly until: string, readonly added: ReadonlyArray<{ readonly packageId: string, readonly productFamily: string, readonly displayName: string, readonly coverageName: string, readonly coverageType: CoverageType, readonly iso2: string | null, readonly region: string, readonly countries: ReadonlyArray<string>, readonly type: PackageType, readonly validityDays: number, readonly dataMb: number, readonly allowanceGb: number, readonly dataLabel: string, readonly sms: boolean, readonly voice: boolean, readonly status: PackageStatus, readonly policyNotes: string | null, readonly catalogueVersion: string, readonly msrp: { readonly amount: string, readonly currency: string }, readonly netPrice: { readonly amount: string, readonly currency: string } | null, readonly minimumSellingPrice: { readonly amount: string, readonly currency: string } | null, readonly suggestedRetailPrice: { readonly amount: string, readonly currency: string } | null }>, readonly removed: ReadonlyArray<{ readonly packageId: string, readonly displayName: string, readonly catalogueVersion: string }>, readonly changed: ReadonlyArray<{ readonly fields: ReadonlyArray<string>, readonly before: { readonly packageId: string, readonly productFamily: string, readonly displayName: string, readonly coverageName: string, readonly coverageType: CoverageType, readonly iso2: string | null, readonly region: string, readonly countries: ReadonlyArray<string>, readonly type: PackageType, readonly validityDays: number, readonly dataMb: number, readonly allowanceGb: number, readonly dataLabel: string, readonly sms: boolean, readonly voice: boolean, readonly status: PackageStatus, readonly policyNotes: string | null, readonly catalogueVersion: string, readonly msrp: { readonly amount: string, readonly currency: string }, readonly netPrice: { readonly amount: string, readonly currency: string } | null, readonly minimumSellingPrice: { readonly amount: string, readonly currency: string } | null, readonly suggestedRetailPrice: { readonly amount: string, readonly currency: string } | null }, readonly after: { readonly packageId: string, readonly productFamily: string, readonly displayName: string, readonly coverageName: string, readonly coverageType: CoverageType, readonly iso2: string | null, readonly region: string, readonly countries: ReadonlyArray<string>, readonly type: PackageType, readonly validityDays: number, readonly dataMb: number, readonly allowanceGb: number, readonly dataLabel: string, readonly sms: boolean, readonly voice: boolean, readonly status: PackageStatus, readonly policyNotes: string | null, readonly catalogueVersion: string, readonly msrp: { readonly amount: string, readonly currency: string }, readonly netPrice: { readonly amount: string, readonly currency: string } | null, readonly minimumSellingPrice: { readonly amount: string, readonly currency: string } | null, readonly suggestedRetailPrice: { readonly amount: string, readonly currency: string } | null } }> } };

export type CredentialsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type CredentialsQuery = { readonly credentials: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly mode: Mode, readonly state: CredentialState, readonly scopes: ReadonlyArray<string>, readonly allowedAddresses: ReadonlyArray<string>, readonly trustedDocumentsOnly: boolean, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly lastUsedAddress: string | null, readonly overlapEndsAt: string | null, readonly replacedBy: string | null, readonly revokedAt: string | null, readonly revokeReason: RevokeReason | null, readonly exposedAt: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type RotateCredentialMutationVariables = Exact<{
  input: RotateCredentialInput;
}>;


export type RotateCredentialMutation = { readonly rotateCredential: { readonly token: string, readonly credential: { readonly id: string, readonly name: string, readonly mode: Mode, readonly state: CredentialState, readonly scopes: ReadonlyArray<string>, readonly allowedAddresses: ReadonlyArray<string>, readonly trustedDocumentsOnly: boolean, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly lastUsedAddress: string | null, readonly overlapEndsAt: string | null, readonly replacedBy: string | null, readonly revokedAt: string | null, readonly revokeReason: RevokeReason | null, readonly exposedAt: string | null }, readonly replaced: { readonly id: string, readonly name: string, readonly mode: Mode, readonly state: CredentialState, readonly scopes: ReadonlyArray<string>, readonly allowedAddresses: ReadonlyArray<string>, readonly trustedDocumentsOnly: boolean, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly lastUsedAddress: string | null, readonly overlapEndsAt: string | null, readonly replacedBy: string | null, readonly revokedAt: string | null, readonly revokeReason: RevokeReason | null, readonly exposedAt: string | null } } };

export type RevokeCredentialMutationVariables = Exact<{
  id: string;
  reason: RevokeReason;
}>;


export type RevokeCredentialMutation = { readonly revokeCredential: { readonly credential: { readonly id: string, readonly name: string, readonly mode: Mode, readonly state: CredentialState, readonly scopes: ReadonlyArray<string>, readonly allowedAddresses: ReadonlyArray<string>, readonly trustedDocumentsOnly: boolean, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly lastUsedAddress: string | null, readonly overlapEndsAt: string | null, readonly replacedBy: string | null, readonly revokedAt: string | null, readonly revokeReason: RevokeReason | null, readonly exposedAt: string | null } } };

export type ActivityQueryVariables = Exact<{
  filter?: ActivityFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ActivityQuery = { readonly activity: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly occurredAt: string, readonly credentialId: string, readonly requestId: string, readonly operationName: string | null, readonly operationType: string | null, readonly rootField: string | null, readonly httpStatus: number, readonly codes: ReadonlyArray<string>, readonly durationMs: number, readonly cost: number | null, readonly address: string, readonly userAgent: string | null, readonly isNewAddress: boolean, readonly isNewOperation: boolean, readonly deprecations: ReadonlyArray<string> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type CredentialFieldsFragment = { readonly id: string, readonly name: string, readonly mode: Mode, readonly state: CredentialState, readonly scopes: ReadonlyArray<string>, readonly allowedAddresses: ReadonlyArray<string>, readonly trustedDocumentsOnly: boolean, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly lastUsedAddress: string | null, readonly overlapEndsAt: string | null, readonly replacedBy: string | null, readonly revokedAt: string | null, readonly revokeReason: RevokeReason | null, readonly exposedAt: string | null };

export type EsimQueryVariables = Exact<{
  iccid: string;
}>;


export type EsimQuery = { readonly esim: { readonly iccid: string, readonly status: EsimStatus, readonly activationAvailable: boolean, readonly createdAt: string, readonly downloadedAt: string | null, readonly installedAt: string | null, readonly expiresAt: string | null, readonly history: ReadonlyArray<{ readonly type: string, readonly occurredAt: string }>, readonly package: { readonly packageId: string, readonly displayName: string }, readonly usage: { readonly status: UsageStatus, readonly dataMbTotal: number, readonly dataMbUsed: number, readonly dataMbRemaining: number, readonly usagePercent: number, readonly observedAt: string | null, readonly isStale: boolean, readonly nextReportExpectedAt: string | null } } };

export type EsimsQueryVariables = Exact<{
  filter?: EsimFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type EsimsQuery = { readonly esims: { readonly nodes: ReadonlyArray<{ readonly iccid: string, readonly status: EsimStatus, readonly activationAvailable: boolean, readonly createdAt: string, readonly downloadedAt: string | null, readonly installedAt: string | null, readonly expiresAt: string | null, readonly package: { readonly packageId: string, readonly displayName: string }, readonly usage: { readonly status: UsageStatus, readonly dataMbTotal: number, readonly dataMbUsed: number, readonly dataMbRemaining: number, readonly usagePercent: number, readonly observedAt: string | null, readonly isStale: boolean, readonly nextReportExpectedAt: string | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type ActivationQueryVariables = Exact<{
  iccid: string;
}>;


export type ActivationQuery = { readonly esim: { readonly activation: { readonly lpaCode: string, readonly smdpAddress: string, readonly matchingId: string, readonly qrSvg: string, readonly qrPng: string, readonly appleInstallUrl: string, readonly androidInstallUrl: string } | null } };

export type InstallLinksQueryVariables = Exact<{
  iccid: string;
}>;


export type InstallLinksQuery = { readonly installLinks: ReadonlyArray<{ readonly id: string, readonly iccid: string, readonly oneTime: boolean, readonly createdAt: string, readonly expiresAt: string, readonly openedAt: string | null, readonly revokedAt: string | null }> };

export type CreateInstallLinkMutationVariables = Exact<{
  input: CreateInstallLinkInput;
}>;


export type CreateInstallLinkMutation = { readonly createInstallLink: { readonly url: string, readonly link: { readonly id: string, readonly iccid: string, readonly oneTime: boolean, readonly createdAt: string, readonly expiresAt: string, readonly openedAt: string | null, readonly revokedAt: string | null } } };

export type RevokeInstallLinkMutationVariables = Exact<{
  id: string;
}>;


export type RevokeInstallLinkMutation = { readonly revokeInstallLink: { readonly id: string, readonly iccid: string, readonly oneTime: boolean, readonly createdAt: string, readonly expiresAt: string, readonly openedAt: string | null, readonly revokedAt: string | null } };

export type UsageThresholdsQueryVariables = Exact<{ [key: string]: never; }>;


export type UsageThresholdsQuery = { readonly usageThresholds: ReadonlyArray<number> };

export type SetUsageThresholdsMutationVariables = Exact<{
  percentages: ReadonlyArray<number> | number;
}>;


export type SetUsageThresholdsMutation = { readonly setUsageThresholds: ReadonlyArray<number> };

export type EsimFieldsFragment = { readonly iccid: string, readonly status: EsimStatus, readonly activationAvailable: boolean, readonly createdAt: string, readonly downloadedAt: string | null, readonly installedAt: string | null, readonly expiresAt: string | null, readonly package: { readonly packageId: string, readonly displayName: string }, readonly usage: { readonly status: UsageStatus, readonly dataMbTotal: number, readonly dataMbUsed: number, readonly dataMbRemaining: number, readonly usagePercent: number, readonly observedAt: string | null, readonly isStale: boolean, readonly nextReportExpectedAt: string | null } };

export type UsageFieldsFragment = { readonly status: UsageStatus, readonly dataMbTotal: number, readonly dataMbUsed: number, readonly dataMbRemaining: number, readonly usagePercent: number, readonly observedAt: string | null, readonly isStale: boolean, readonly nextReportExpectedAt: string | null };

export type InstallLinkFieldsFragment = { readonly id: string, readonly iccid: string, readonly oneTime: boolean, readonly createdAt: string, readonly expiresAt: string, readonly openedAt: string | null, readonly revokedAt: string | null };

export type EventsQueryVariables = Exact<{
  filter?: EventFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type EventsQuery = { readonly events: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly type: string, readonly sequence: number, readonly mode: Mode, readonly occurredAt: string, readonly orderId: string | null, readonly partnerOrderId: string | null, readonly iccid: string | null, readonly data: unknown }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type EventQueryVariables = Exact<{
  id: string;
}>;


export type EventQuery = { readonly event: { readonly id: string, readonly type: string, readonly sequence: number, readonly mode: Mode, readonly occurredAt: string, readonly orderId: string | null, readonly partnerOrderId: string | null, readonly iccid: string | null, readonly data: unknown } };

export type WebhookDryRunQueryVariables = Exact<{
  eventId: string;
  query?: string | null | undefined;
  scopes?: ReadonlyArray<string> | string;
}>;


export type WebhookDryRunQuery = { readonly webhookDryRun: { readonly body: unknown } };

export type ReplayEventsMutationVariables = Exact<{
  input: ReplayEventsInput;
}>;


export type ReplayEventsMutation = { readonly replayEvents: { readonly replay: { readonly id: string, readonly endpointId: string | null, readonly status: ReplayStatus, readonly eligible: number, readonly notEligibleCount: number, readonly created: number, readonly delivered: number, readonly failed: number, readonly pending: number, readonly createdAt: string, readonly completedAt: string | null, readonly notEligible: ReadonlyArray<{ readonly eventId: string, readonly endpointId: string | null, readonly reason: NotEligibleReason }> } } };

export type ReplayQueryVariables = Exact<{
  id: string;
}>;


export type ReplayQuery = { readonly replay: { readonly id: string, readonly endpointId: string | null, readonly status: ReplayStatus, readonly eligible: number, readonly notEligibleCount: number, readonly created: number, readonly delivered: number, readonly failed: number, readonly pending: number, readonly createdAt: string, readonly completedAt: string | null, readonly notEligible: ReadonlyArray<{ readonly eventId: string, readonly endpointId: string | null, readonly reason: NotEligibleReason }> } };

export type ReplaysQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ReplaysQuery = { readonly replays: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly endpointId: string | null, readonly status: ReplayStatus, readonly eligible: number, readonly notEligibleCount: number, readonly created: number, readonly delivered: number, readonly failed: number, readonly pending: number, readonly createdAt: string, readonly completedAt: string | null, readonly notEligible: ReadonlyArray<{ readonly eventId: string, readonly endpointId: string | null, readonly reason: NotEligibleReason }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type EventFieldsFragment = { readonly id: string, readonly type: string, readonly sequence: number, readonly mode: Mode, readonly occurredAt: string, readonly orderId: string | null, readonly partnerOrderId: string | null, readonly iccid: string | null, readonly data: unknown };

export type ReplayFieldsFragment = { readonly id: string, readonly endpointId: string | null, readonly status: ReplayStatus, readonly eligible: number, readonly notEligibleCount: number, readonly created: number, readonly delivered: number, readonly failed: number, readonly pending: number, readonly createdAt: string, readonly completedAt: string | null, readonly notEligible: ReadonlyArray<{ readonly eventId: string, readonly endpointId: string | null, readonly reason: NotEligibleReason }> };

export type MoneyFieldsFragment = { readonly amount: string, readonly currency: string };

export type PageFieldsFragment = { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null };

export type PackageFieldsFragment = { readonly packageId: string, readonly productFamily: string, readonly displayName: string, readonly coverageName: string, readonly coverageType: CoverageType, readonly iso2: string | null, readonly region: string, readonly countries: ReadonlyArray<string>, readonly type: PackageType, readonly validityDays: number, readonly dataMb: number, readonly allowanceGb: number, readonly dataLabel: string, readonly sms: boolean, readonly voice: boolean, readonly status: PackageStatus, readonly policyNotes: string | null, readonly catalogueVersion: string, readonly msrp: { readonly amount: string, readonly currency: string }, readonly netPrice: { readonly amount: string, readonly currency: string } | null, readonly minimumSellingPrice: { readonly amount: string, readonly currency: string } | null, readonly suggestedRetailPrice: { readonly amount: string, readonly currency: string } | null };

export type OrderFieldsFragment = { readonly id: string, readonly partnerOrderId: string, readonly customerReference: string | null, readonly mode: Mode, readonly catalogueVersion: string, readonly status: OrderStatus, readonly statusReason: ReasonCode | null, readonly nextAction: string | null, readonly expectedReadyBy: string | null, readonly cancellationRequestedAt: string | null, readonly createdAt: string, readonly updatedAt: string, readonly package: { readonly packageId: string, readonly displayName: string } };

export type LedgerEntryFieldsFragment = { readonly id: string, readonly sequence: number, readonly type: LedgerEntryType, readonly orderId: string | null, readonly invoiceId: string | null, readonly paymentReference: string | null, readonly description: string, readonly createdAt: string, readonly hash: string, readonly amount: { readonly amount: string, readonly currency: string }, readonly availableAfter: { readonly amount: string, readonly currency: string }, readonly reservedAfter: { readonly amount: string, readonly currency: string } };

export type WalletsQueryVariables = Exact<{ [key: string]: never; }>;


export type WalletsQuery = { readonly wallets: ReadonlyArray<{ readonly currency: string, readonly coversOrders: number | null, readonly isLow: boolean, readonly asOf: string, readonly csvUrl: string | null, readonly ndjsonUrl: string | null, readonly available: { readonly amount: string, readonly currency: string }, readonly reserved: { readonly amount: string, readonly currency: string }, readonly creditLine: { readonly amount: string, readonly currency: string }, readonly lowBalanceThreshold: { readonly amount: string, readonly currency: string } | null }> };

export type SetLowBalanceThresholdMutationVariables = Exact<{
  amount?: string | null | undefined;
  currency?: string | null | undefined;
}>;


export type SetLowBalanceThresholdMutation = { readonly setLowBalanceThreshold: { readonly threshold: { readonly amount: string, readonly currency: string } | null } };

export type InvoiceQueryVariables = Exact<{
  id: string;
}>;


export type InvoiceQuery = { readonly invoice: { readonly id: string, readonly number: string | null, readonly month: string, readonly timeZone: string, readonly periodStart: string, readonly periodEnd: string, readonly currency: string, readonly status: InvoiceStatus, readonly lineCount: number, readonly grossProfitPercent: string, readonly purchaseOrder: string | null, readonly issuedAt: string | null, readonly paidAt: string | null, readonly voidedAt: string | null, readonly voidReason: string | null, readonly pdfUrl: string | null, readonly csvUrl: string | null, readonly ndjsonUrl: string | null, readonly ordersTotal: { readonly amount: string, readonly currency: string }, readonly refundsTotal: { readonly amount: string, readonly currency: string }, readonly grossProfit: { readonly amount: string, readonly currency: string }, readonly monthlyMinimumCommitment: { readonly amount: string, readonly currency: string }, readonly trueUp: { readonly amount: string, readonly currency: string }, readonly totalDue: { readonly amount: string, readonly currency: string }, readonly disputes: ReadonlyArray<{ readonly id: string, readonly status: DisputeStatus, readonly reason: DisputeReason, readonly note: string | null, readonly lines: ReadonlyArray<string>, readonly answer: string | null, readonly openedAt: string, readonly decidedAt: string | null, readonly amount: { readonly amount: string, readonly currency: string }, readonly credit: { readonly amount: string, readonly currency: string } | null }> } };

export type InvoicesQueryVariables = Exact<{
  filter?: InvoiceFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type InvoicesQuery = { readonly invoices: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly number: string | null, readonly month: string, readonly timeZone: string, readonly periodStart: string, readonly periodEnd: string, readonly currency: string, readonly status: InvoiceStatus, readonly lineCount: number, readonly grossProfitPercent: string, readonly purchaseOrder: string | null, readonly issuedAt: string | null, readonly paidAt: string | null, readonly voidedAt: string | null, readonly voidReason: string | null, readonly pdfUrl: string | null, readonly csvUrl: string | null, readonly ndjsonUrl: string | null, readonly ordersTotal: { readonly amount: string, readonly currency: string }, readonly refundsTotal: { readonly amount: string, readonly currency: string }, readonly grossProfit: { readonly amount: string, readonly currency: string }, readonly monthlyMinimumCommitment: { readonly amount: string, readonly currency: string }, readonly trueUp: { readonly amount: string, readonly currency: string }, readonly totalDue: { readonly amount: string, readonly currency: string }, readonly disputes: ReadonlyArray<{ readonly id: string, readonly status: DisputeStatus, readonly reason: DisputeReason, readonly note: string | null, readonly lines: ReadonlyArray<string>, readonly answer: string | null, readonly openedAt: string, readonly decidedAt: string | null, readonly amount: { readonly amount: string, readonly currency: string }, readonly credit: { readonly amount: string, readonly currency: string } | null }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type InvoiceLinesQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  entries?: boolean;
  orders?: boolean;
}>;


export type InvoiceLinesQuery = { readonly invoice: { readonly lines: { readonly nodes: ReadonlyArray<{ readonly type: InvoiceLineType, readonly bookedAt: string, readonly partnerOrderId: string | null, readonly amount: { readonly amount: string, readonly currency: string }, readonly grossProfit: { readonly amount: string, readonly currency: string }, readonly package: { readonly packageId: string, readonly displayName: string } | null, readonly order?: { readonly id: string, readonly partnerOrderId: string, readonly customerReference: string | null, readonly mode: Mode, readonly catalogueVersion: string, readonly status: OrderStatus, readonly statusReason: ReasonCode | null, readonly nextAction: string | null, readonly expectedReadyBy: string | null, readonly cancellationRequestedAt: string | null, readonly createdAt: string, readonly updatedAt: string, readonly package: { readonly packageId: string, readonly displayName: string } } | null, readonly ledgerEntry?: { readonly id: string, readonly sequence: number, readonly type: LedgerEntryType, readonly orderId: string | null, readonly invoiceId: string | null, readonly paymentReference: string | null, readonly description: string, readonly createdAt: string, readonly hash: string, readonly amount: { readonly amount: string, readonly currency: string }, readonly availableAfter: { readonly amount: string, readonly currency: string }, readonly reservedAfter: { readonly amount: string, readonly currency: string } } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } } };

export type DisputeInvoiceMutationVariables = Exact<{
  input: DisputeInvoiceInput;
}>;


export type DisputeInvoiceMutation = { readonly disputeInvoice: { readonly invoice: { readonly id: string, readonly number: string | null, readonly month: string, readonly timeZone: string, readonly periodStart: string, readonly periodEnd: string, readonly currency: string, readonly status: InvoiceStatus, readonly lineCount: number, readonly grossProfitPercent: string, readonly purchaseOrder: string | null, readonly issuedAt: string | null, readonly paidAt: string | null, readonly voidedAt: string | null, readonly voidReason: string | null, readonly pdfUrl: string | null, readonly csvUrl: string | null, readonly ndjsonUrl: string | null, readonly ordersTotal: { readonly amount: string, readonly currency: string }, readonly refundsTotal: { readonly amount: string, readonly currency: string }, readonly grossProfit: { readonly amount: string, readonly currency: string }, readonly monthlyMinimumCommitment: { readonly amount: string, readonly currency: string }, readonly trueUp: { readonly amount: string, readonly currency: string }, readonly totalDue: { readonly amount: string, readonly currency: string }, readonly disputes: ReadonlyArray<{ readonly id: string, readonly status: DisputeStatus, readonly reason: DisputeReason, readonly note: string | null, readonly lines: ReadonlyArray<string>, readonly answer: string | null, readonly openedAt: string, readonly decidedAt: string | null, readonly amount: { readonly amount: string, readonly currency: string }, readonly credit: { readonly amount: string, readonly currency: string } | null }> } | null } };

export type SetInvoicePurchaseOrderMutationVariables = Exact<{
  input: PurchaseOrderInput;
}>;


export type SetInvoicePurchaseOrderMutation = { readonly setInvoicePurchaseOrder: { readonly invoice: { readonly id: string, readonly number: string | null, readonly month: string, readonly timeZone: string, readonly periodStart: string, readonly periodEnd: string, readonly currency: string, readonly status: InvoiceStatus, readonly lineCount: number, readonly grossProfitPercent: string, readonly purchaseOrder: string | null, readonly issuedAt: string | null, readonly paidAt: string | null, readonly voidedAt: string | null, readonly voidReason: string | null, readonly pdfUrl: string | null, readonly csvUrl: string | null, readonly ndjsonUrl: string | null, readonly ordersTotal: { readonly amount: string, readonly currency: string }, readonly refundsTotal: { readonly amount: string, readonly currency: string }, readonly grossProfit: { readonly amount: string, readonly currency: string }, readonly monthlyMinimumCommitment: { readonly amount: string, readonly currency: string }, readonly trueUp: { readonly amount: string, readonly currency: string }, readonly totalDue: { readonly amount: string, readonly currency: string }, readonly disputes: ReadonlyArray<{ readonly id: string, readonly status: DisputeStatus, readonly reason: DisputeReason, readonly note: string | null, readonly lines: ReadonlyArray<string>, readonly answer: string | null, readonly openedAt: string, readonly decidedAt: string | null, readonly amount: { readonly amount: string, readonly currency: string }, readonly credit: { readonly amount: string, readonly currency: string } | null }> } | null } };

export type WalletFieldsFragment = { readonly currency: string, readonly coversOrders: number | null, readonly isLow: boolean, readonly asOf: string, readonly csvUrl: string | null, readonly ndjsonUrl: string | null, readonly available: { readonly amount: string, readonly currency: string }, readonly reserved: { readonly amount: string, readonly currency: string }, readonly creditLine: { readonly amount: string, readonly currency: string }, readonly lowBalanceThreshold: { readonly amount: string, readonly currency: string } | null };

export type DisputeFieldsFragment = { readonly id: string, readonly status: DisputeStatus, readonly reason: DisputeReason, readonly note: string | null, readonly lines: ReadonlyArray<string>, readonly answer: string | null, readonly openedAt: string, readonly decidedAt: string | null, readonly amount: { readonly amount: string, readonly currency: string }, readonly credit: { readonly amount: string, readonly currency: string } | null };

export type InvoiceFieldsFragment = { readonly id: string, readonly number: string | null, readonly month: string, readonly timeZone: string, readonly periodStart: string, readonly periodEnd: string, readonly currency: string, readonly status: InvoiceStatus, readonly lineCount: number, readonly grossProfitPercent: string, readonly purchaseOrder: string | null, readonly issuedAt: string | null, readonly paidAt: string | null, readonly voidedAt: string | null, readonly voidReason: string | null, readonly pdfUrl: string | null, readonly csvUrl: string | null, readonly ndjsonUrl: string | null, readonly ordersTotal: { readonly amount: string, readonly currency: string }, readonly refundsTotal: { readonly amount: string, readonly currency: string }, readonly grossProfit: { readonly amount: string, readonly currency: string }, readonly monthlyMinimumCommitment: { readonly amount: string, readonly currency: string }, readonly trueUp: { readonly amount: string, readonly currency: string }, readonly totalDue: { readonly amount: string, readonly currency: string }, readonly disputes: ReadonlyArray<{ readonly id: string, readonly status: DisputeStatus, readonly reason: DisputeReason, readonly note: string | null, readonly lines: ReadonlyArray<string>, readonly answer: string | null, readonly openedAt: string, readonly decidedAt: string | null, readonly amount: { readonly amount: string, readonly currency: string }, readonly credit: { readonly amount: string, readonly currency: string } | null }> };

export type ReconciliationQueryVariables = Exact<{
  period: string;
  currency?: string | null | undefined;
}>;


export type ReconciliationQuery = { readonly reconciliation: { readonly isMatched: boolean, readonly orders: number, readonly matchedOrders: number, readonly openOrders: number, readonly differenceCount: number, readonly csvUrl: string | null, readonly ndjsonUrl: string | null, readonly invoice: { readonly id: string, readonly number: string | null, readonly status: InvoiceStatus }, readonly ledgerOrders: { readonly amount: string, readonly currency: string }, readonly ledgerRefunds: { readonly amount: string, readonly currency: string }, readonly invoicedOrders: { readonly amount: string, readonly currency: string }, readonly invoicedRefunds: { readonly amount: string, readonly currency: string }, readonly differences: ReadonlyArray<{ readonly code: ReconciliationDifferenceCode, readonly orderId: string | null, readonly partnerOrderId: string | null, readonly left: string, readonly right: string }> } };

export type LaunchReadinessQueryVariables = Exact<{
  evidence?: boolean;
}>;


export type LaunchReadinessQuery = { readonly launchReadiness: { readonly mode: Mode, readonly isComplete: boolean, readonly liveAccess: { readonly state: LiveAccessState, readonly supportPath: string | null, readonly requestedAt: string | null, readonly decidedAt: string | null, readonly reason: string | null }, readonly approvals: ReadonlyArray<{ readonly kind: LaunchApprovalKind, readonly approved: boolean, readonly approvedAt: string | null }>, readonly checks: ReadonlyArray<{ readonly check: LaunchCheck, readonly state: LaunchCheckState, readonly seenAt: string | null, readonly say: string, readonly evidence?: string | null }> } };

export type RequestLiveAccessMutationVariables = Exact<{
  input: RequestLiveAccessInput;
  evidence?: boolean;
}>;


export type RequestLiveAccessMutation = { readonly requestLiveAccess: { readonly mode: Mode, readonly isComplete: boolean, readonly liveAccess: { readonly state: LiveAccessState, readonly supportPath: string | null, readonly requestedAt: string | null, readonly decidedAt: string | null, readonly reason: string | null }, readonly approvals: ReadonlyArray<{ readonly kind: LaunchApprovalKind, readonly approved: boolean, readonly approvedAt: string | null }>, readonly checks: ReadonlyArray<{ readonly check: LaunchCheck, readonly state: LaunchCheckState, readonly seenAt: string | null, readonly say: string, readonly evidence?: string | null }> } };

export type LaunchReadinessFieldsFragment = { readonly mode: Mode, readonly isComplete: boolean, readonly liveAccess: { readonly state: LiveAccessState, readonly supportPath: string | null, readonly requestedAt: string | null, readonly decidedAt: string | null, readonly reason: string | null }, readonly approvals: ReadonlyArray<{ readonly kind: LaunchApprovalKind, readonly approved: boolean, readonly approvedAt: string | null }>, readonly checks: ReadonlyArray<{ readonly check: LaunchCheck, readonly state: LaunchCheckState, readonly seenAt: string | null, readonly say: string, readonly evidence?: string | null }> };

export type WalletQueryVariables = Exact<{
  currency?: string | null | undefined;
  asOf?: string | null | undefined;
}>;


export type WalletQuery = { readonly wallet: { readonly currency: string, readonly coversOrders: number | null, readonly isLow: boolean, readonly asOf: string, readonly csvUrl: string | null, readonly ndjsonUrl: string | null, readonly available: { readonly amount: string, readonly currency: string }, readonly reserved: { readonly amount: string, readonly currency: string }, readonly creditLine: { readonly amount: string, readonly currency: string }, readonly lowBalanceThreshold: { readonly amount: string, readonly currency: string } | null } };

export type LedgerEntriesQueryVariables = Exact<{
  currency?: string | null | undefined;
  filter?: LedgerFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LedgerEntriesQuery = { readonly ledgerEntries: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly sequence: number, readonly type: LedgerEntryType, readonly orderId: string | null, readonly invoiceId: string | null, readonly paymentReference: string | null, readonly description: string, readonly createdAt: string, readonly hash: string, readonly amount: { readonly amount: string, readonly currency: string }, readonly availableAfter: { readonly amount: string, readonly currency: string }, readonly reservedAfter: { readonly amount: string, readonly currency: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type LedgerProofQueryVariables = Exact<{
  entryId: string;
}>;


export type LedgerProofQuery = { readonly ledgerProof: { readonly previousHash: string, readonly digests: ReadonlyArray<string>, readonly entry: { readonly id: string, readonly sequence: number, readonly type: LedgerEntryType, readonly orderId: string | null, readonly invoiceId: string | null, readonly paymentReference: string | null, readonly description: string, readonly createdAt: string, readonly hash: string, readonly amount: { readonly amount: string, readonly currency: string }, readonly availableAfter: { readonly amount: string, readonly currency: string }, readonly reservedAfter: { readonly amount: string, readonly currency: string } }, readonly checkpoint: { readonly organisationId: string, readonly mode: Mode, readonly currency: string, readonly sequence: number, readonly hash: string, readonly signedAt: string, readonly keyId: string, readonly publicKey: string, readonly signature: string } } };

export type LedgerPublicKeysQueryVariables = Exact<{ [key: string]: never; }>;


export type LedgerPublicKeysQuery = { readonly viewer: { readonly ledgerPublicKeys: ReadonlyArray<{ readonly keyId: string, readonly publicKey: string }> } };

export type QuoteQueryVariables = Exact<{
  input: QuoteInput;
  money?: boolean;
}>;


export type QuoteQuery = { readonly quote: { readonly package: { readonly packageId: string, readonly displayName: string, readonly catalogueVersion: string } | null, readonly netPrice: { readonly amount: string, readonly currency: string } | null, readonly availableAfter?: { readonly amount: string, readonly currency: string } | null, readonly refusal: { readonly code: RefusalCode, readonly retry: Retry, readonly message: string, readonly next: string, readonly shortfall: { readonly amount: string, readonly currency: string } | null } | null } };

export type CreateOrderMutationVariables = Exact<{
  input: CreateOrderInput;
}>;


export type CreateOrderMutation = { readonly createOrder: { readonly replayed: boolean, readonly order: { readonly id: string, readonly partnerOrderId: string, readonly customerReference: string | null, readonly mode: Mode, readonly catalogueVersion: string, readonly status: OrderStatus, readonly statusReason: ReasonCode | null, readonly nextAction: string | null, readonly expectedReadyBy: string | null, readonly cancellationRequestedAt: string | null, readonly createdAt: string, readonly updatedAt: string, readonly package: { readonly packageId: string, readonly displayName: string } } } };

export type OrderQueryVariables = Exact<{
  by: OrderBy;
  money?: boolean;
  esim?: boolean;
}>;


export type OrderQuery = { readonly order: { readonly id: string, readonly partnerOrderId: string, readonly customerReference: string | null, readonly mode: Mode, readonly catalogueVersion: string, readonly status: OrderStatus, readonly statusReason: ReasonCode | null, readonly nextAction: string | null, readonly expectedReadyBy: string | null, readonly cancellationRequestedAt: string | null, readonly createdAt: string, readonly updatedAt: string, readonly timeline: ReadonlyArray<{ readonly type: string, readonly occurredAt: string }>, readonly refund: { readonly id: string, readonly status: RefundStatus, readonly reason: RefundReason, readonly note: string | null, readonly rejection: string | null, readonly requestedAt: string, readonly decidedAt: string | null, readonly completedAt: string | null } | null, readonly netPrice?: { readonly amount: string, readonly currency: string } | null, readonly ledgerEntries?: ReadonlyArray<{ readonly id: string, readonly sequence: number, readonly type: LedgerEntryType, readonly orderId: string | null, readonly invoiceId: string | null, readonly paymentReference: string | null, readonly description: string, readonly createdAt: string, readonly hash: string, readonly amount: { readonly amount: string, readonly currency: string }, readonly availableAfter: { readonly amount: string, readonly currency: string }, readonly reservedAfter: { readonly amount: string, readonly currency: string } }> | null, readonly esim?: { readonly iccid: string, readonly status: EsimStatus, readonly activationAvailable: boolean, readonly createdAt: string } | null, readonly package: { readonly packageId: string, readonly displayName: string } } };

export type OrdersQueryVariables = Exact<{
  filter?: OrderFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type OrdersQuery = { readonly orders: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly partnerOrderId: string, readonly customerReference: string | null, readonly mode: Mode, readonly catalogueVersion: string, readonly status: OrderStatus, readonly statusReason: ReasonCode | null, readonly nextAction: string | null, readonly expectedReadyBy: string | null, readonly cancellationRequestedAt: string | null, readonly createdAt: string, readonly updatedAt: string, readonly package: { readonly packageId: string, readonly displayName: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type IdempotencyKeyQueryVariables = Exact<{
  key: string;
  operation?: KeyedOperation | null | undefined;
}>;


export type IdempotencyKeyQuery = { readonly idempotencyKey: { readonly state: IdempotencyKeyState, readonly operation: KeyedOperation | null, readonly refund: { readonly id: string, readonly status: RefundStatus, readonly reason: RefundReason, readonly note: string | null, readonly rejection: string | null, readonly requestedAt: string, readonly decidedAt: string | null, readonly completedAt: string | null } | null, readonly order: { readonly id: string, readonly partnerOrderId: string, readonly customerReference: string | null, readonly mode: Mode, readonly catalogueVersion: string, readonly status: OrderStatus, readonly statusReason: ReasonCode | null, readonly nextAction: string | null, readonly expectedReadyBy: string | null, readonly cancellationRequestedAt: string | null, readonly createdAt: string, readonly updatedAt: string, readonly package: { readonly packageId: string, readonly displayName: string } } | null } };

export type CancelOrderMutationVariables = Exact<{
  input: CancelOrderInput;
}>;


export type CancelOrderMutation = { readonly cancelOrder: { readonly replayed: boolean, readonly order: { readonly id: string, readonly partnerOrderId: string, readonly customerReference: string | null, readonly mode: Mode, readonly catalogueVersion: string, readonly status: OrderStatus, readonly statusReason: ReasonCode | null, readonly nextAction: string | null, readonly expectedReadyBy: string | null, readonly cancellationRequestedAt: string | null, readonly createdAt: string, readonly updatedAt: string, readonly package: { readonly packageId: string, readonly displayName: string } } } };

export type RequestRefundMutationVariables = Exact<{
  input: RequestRefundInput;
}>;


export type RequestRefundMutation = { readonly requestRefund: { readonly replayed: boolean, readonly order: { readonly id: string, readonly partnerOrderId: string, readonly customerReference: string | null, readonly mode: Mode, readonly catalogueVersion: string, readonly status: OrderStatus, readonly statusReason: ReasonCode | null, readonly nextAction: string | null, readonly expectedReadyBy: string | null, readonly cancellationRequestedAt: string | null, readonly createdAt: string, readonly updatedAt: string, readonly package: { readonly packageId: string, readonly displayName: string } }, readonly refund: { readonly id: string, readonly status: RefundStatus, readonly reason: RefundReason, readonly note: string | null, readonly rejection: string | null, readonly requestedAt: string, readonly decidedAt: string | null, readonly completedAt: string | null } } };

export type RefundFieldsFragment = { readonly id: string, readonly status: RefundStatus, readonly reason: RefundReason, readonly note: string | null, readonly rejection: string | null, readonly requestedAt: string, readonly decidedAt: string | null, readonly completedAt: string | null };

export type SandboxFundWalletMutationVariables = Exact<{
  amount: string;
  currency?: string | null | undefined;
}>;


export type SandboxFundWalletMutation = { readonly sandboxFundWallet: { readonly currency: string, readonly coversOrders: number | null, readonly isLow: boolean, readonly asOf: string, readonly csvUrl: string | null, readonly ndjsonUrl: string | null, readonly available: { readonly amount: string, readonly currency: string }, readonly reserved: { readonly amount: string, readonly currency: string }, readonly creditLine: { readonly amount: string, readonly currency: string }, readonly lowBalanceThreshold: { readonly amount: string, readonly currency: string } | null } };

export type SandboxCloseMonthMutationVariables = Exact<{
  currency?: string | null | undefined;
}>;


export type SandboxCloseMonthMutation = { readonly sandboxCloseMonth: { readonly id: string, readonly number: string | null, readonly month: string, readonly timeZone: string, readonly periodStart: string, readonly periodEnd: string, readonly currency: string, readonly status: InvoiceStatus, readonly lineCount: number, readonly grossProfitPercent: string, readonly purchaseOrder: string | null, readonly issuedAt: string | null, readonly paidAt: string | null, readonly voidedAt: string | null, readonly voidReason: string | null, readonly pdfUrl: string | null, readonly csvUrl: string | null, readonly ndjsonUrl: string | null, readonly ordersTotal: { readonly amount: string, readonly currency: string }, readonly refundsTotal: { readonly amount: string, readonly currency: string }, readonly grossProfit: { readonly amount: string, readonly currency: string }, readonly monthlyMinimumCommitment: { readonly amount: string, readonly currency: string }, readonly trueUp: { readonly amount: string, readonly currency: string }, readonly totalDue: { readonly amount: string, readonly currency: string }, readonly disputes: ReadonlyArray<{ readonly id: string, readonly status: DisputeStatus, readonly reason: DisputeReason, readonly note: string | null, readonly lines: ReadonlyArray<string>, readonly answer: string | null, readonly openedAt: string, readonly decidedAt: string | null, readonly amount: { readonly amount: string, readonly currency: string }, readonly credit: { readonly amount: string, readonly currency: string } | null }> } };

export type SandboxAdvanceEsimMutationVariables = Exact<{
  iccid: string;
  to: SandboxEsimStep;
}>;


export type SandboxAdvanceEsimMutation = { readonly sandboxAdvanceEsim: { readonly iccid: string, readonly status: EsimStatus, readonly expiresAt: string | null } };

export type SandboxReportUsageMutationVariables = Exact<{
  iccid: string;
  dataMbUsed: number;
}>;


export type SandboxReportUsageMutation = { readonly sandboxReportUsage: { readonly iccid: string, readonly usage: { readonly status: UsageStatus, readonly dataMbTotal: number, readonly dataMbUsed: number, readonly dataMbRemaining: number, readonly usagePercent: number, readonly observedAt: string | null, readonly isStale: boolean, readonly nextReportExpectedAt: string | null } } };

export type SandboxSettleOrderMutationVariables = Exact<{
  id: string;
  outcome: SandboxOutcome;
}>;


export type SandboxSettleOrderMutation = { readonly sandboxSettleOrder: { readonly id: string, readonly partnerOrderId: string, readonly customerReference: string | null, readonly mode: Mode, readonly catalogueVersion: string, readonly status: OrderStatus, readonly statusReason: ReasonCode | null, readonly nextAction: string | null, readonly expectedReadyBy: string | null, readonly cancellationRequestedAt: string | null, readonly createdAt: string, readonly updatedAt: string, readonly package: { readonly packageId: string, readonly displayName: string } } };

export type SandboxAdvanceClockMutationVariables = Exact<{
  seconds: number;
}>;


export type SandboxAdvanceClockMutation = { readonly sandboxAdvanceClock: { readonly now: string } };

export type SandboxResetMutationVariables = Exact<{ [key: string]: never; }>;


export type SandboxResetMutation = { readonly sandboxReset: { readonly organisationId: string, readonly organisationName: string, readonly mode: Mode } };

export type SandboxSettleRefundMutationVariables = Exact<{
  id: string;
  outcome: SandboxRefundOutcome;
  reason?: string | null | undefined;
}>;


export type SandboxSettleRefundMutation = { readonly sandboxSettleRefund: { readonly id: string, readonly status: RefundStatus, readonly reason: RefundReason, readonly note: string | null, readonly rejection: string | null, readonly requestedAt: string, readonly decidedAt: string | null, readonly completedAt: string | null } };

export type SandboxSettleDisputeMutationVariables = Exact<{
  id: string;
  outcome: SandboxDisputeOutcome;
  credit?: string | null | undefined;
  answer?: string | null | undefined;
}>;


export type SandboxSettleDisputeMutation = { readonly sandboxSettleDispute: { readonly id: string, readonly status: DisputeStatus, readonly reason: DisputeReason, readonly note: string | null, readonly lines: ReadonlyArray<string>, readonly answer: string | null, readonly openedAt: string, readonly decidedAt: string | null, readonly amount: { readonly amount: string, readonly currency: string }, readonly credit: { readonly amount: string, readonly currency: string } | null } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer: { readonly organisationId: string, readonly organisationName: string, readonly organisationState: OrganisationState, readonly currency: string, readonly timeZone: string, readonly mode: Mode, readonly credentialId: string, readonly credentialName: string, readonly scopes: ReadonlyArray<string>, readonly createdAt: string, readonly expiresAt: string | null, readonly idempotencyRetentionDays: number, readonly now: string } };

export type WebhookEndpointsQueryVariables = Exact<{ [key: string]: never; }>;


export type WebhookEndpointsQuery = { readonly webhookEndpoints: ReadonlyArray<{ readonly id: string, readonly url: string, readonly description: string | null, readonly eventTypes: ReadonlyArray<string>, readonly signature: WebhookSignature, readonly query: string | null, readonly scopes: ReadonlyArray<string>, readonly status: WebhookEndpointStatus, readonly disabledReason: WebhookDisabledReason | null, readonly disabledAt: string | null, readonly failingSince: string | null, readonly createdAt: string, readonly updatedAt: string, readonly signingKeys: ReadonlyArray<{ readonly id: string, readonly publicKey: string | null, readonly expiresAt: string | null }> }> };

export type CreateWebhookEndpointMutationVariables = Exact<{
  input: CreateWebhookEndpointInput;
}>;


export type CreateWebhookEndpointMutation = { readonly createWebhookEndpoint: { readonly secret: string | null, readonly publicKey: string | null, readonly endpoint: { readonly id: string, readonly url: string, readonly description: string | null, readonly eventTypes: ReadonlyArray<string>, readonly signature: WebhookSignature, readonly query: string | null, readonly scopes: ReadonlyArray<string>, readonly status: WebhookEndpointStatus, readonly disabledReason: WebhookDisabledReason | null, readonly disabledAt: string | null, readonly failingSince: string | null, readonly createdAt: string, readonly updatedAt: string, readonly signingKeys: ReadonlyArray<{ readonly id: string, readonly publicKey: string | null, readonly expiresAt: string | null }> } } };

export type UpdateWebhookEndpointMutationVariables = Exact<{
  input: UpdateWebhookEndpointInput;
}>;


export type UpdateWebhookEndpointMutation = { readonly updateWebhookEndpoint: { readonly endpoint: { readonly id: string, readonly url: string, readonly description: string | null, readonly eventTypes: ReadonlyArray<string>, readonly signature: WebhookSignature, readonly query: string | null, readonly scopes: ReadonlyArray<string>, readonly status: WebhookEndpointStatus, readonly disabledReason: WebhookDisabledReason | null, readonly disabledAt: string | null, readonly failingSince: string | null, readonly createdAt: string, readonly updatedAt: string, readonly signingKeys: ReadonlyArray<{ readonly id: string, readonly publicKey: string | null, readonly expiresAt: string | null }> } } };

export type DeleteWebhookEndpointMutationVariables = Exact<{
  id: string;
}>;


export type DeleteWebhookEndpointMutation = { readonly deleteWebhookEndpoint: { readonly id: string } };

export type RotateWebhookSecretMutationVariables = Exact<{
  id: string;
  overlapHours?: number | null | undefined;
}>;


export type RotateWebhookSecretMutation = { readonly rotateWebhookSecret: { readonly secret: string | null, readonly publicKey: string | null, readonly endpoint: { readonly id: string, readonly url: string, readonly description: string | null, readonly eventTypes: ReadonlyArray<string>, readonly signature: WebhookSignature, readonly query: string | null, readonly scopes: ReadonlyArray<string>, readonly status: WebhookEndpointStatus, readonly disabledReason: WebhookDisabledReason | null, readonly disabledAt: string | null, readonly failingSince: string | null, readonly createdAt: string, readonly updatedAt: string, readonly signingKeys: ReadonlyArray<{ readonly id: string, readonly publicKey: string | null, readonly expiresAt: string | null }> } } };

export type SendTestEventMutationVariables = Exact<{
  endpointId: string;
  badSignature?: boolean | null | undefined;
}>;


export type SendTestEventMutation = { readonly sendTestEvent: { readonly ok: boolean, readonly eventId: string, readonly attempt: { readonly number: number, readonly startedAt: string, readonly durationMs: number, readonly httpStatus: number | null, readonly failure: DeliveryFailure | null }, readonly delivery: { readonly id: string, readonly endpointId: string, readonly eventId: string, readonly eventType: string, readonly sequence: number, readonly orderId: string | null, readonly status: DeliveryStatus, readonly failure: DeliveryFailure | null, readonly replayId: string | null, readonly nextAttemptAt: string | null, readonly createdAt: string, readonly completedAt: string | null } | null } };

export type DeliveriesQueryVariables = Exact<{
  filter?: DeliveryFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DeliveriesQuery = { readonly deliveries: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly endpointId: string, readonly eventId: string, readonly eventType: string, readonly sequence: number, readonly orderId: string | null, readonly status: DeliveryStatus, readonly failure: DeliveryFailure | null, readonly replayId: string | null, readonly nextAttemptAt: string | null, readonly createdAt: string, readonly completedAt: string | null, readonly attempts: ReadonlyArray<{ readonly number: number, readonly startedAt: string, readonly durationMs: number, readonly httpStatus: number | null, readonly failure: DeliveryFailure | null }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type WebhookEndpointFieldsFragment = { readonly id: string, readonly url: string, readonly description: string | null, readonly eventTypes: ReadonlyArray<string>, readonly signature: WebhookSignature, readonly query: string | null, readonly scopes: ReadonlyArray<string>, readonly status: WebhookEndpointStatus, readonly disabledReason: WebhookDisabledReason | null, readonly disabledAt: string | null, readonly failingSince: string | null, readonly createdAt: string, readonly updatedAt: string, readonly signingKeys: ReadonlyArray<{ readonly id: string, readonly publicKey: string | null, readonly expiresAt: string | null }> };

export type WebhookSecretFieldsFragment = { readonly secret: string | null, readonly publicKey: string | null, readonly endpoint: { readonly id: string, readonly url: string, readonly description: string | null, readonly eventTypes: ReadonlyArray<string>, readonly signature: WebhookSignature, readonly query: string | null, readonly scopes: ReadonlyArray<string>, readonly status: WebhookEndpointStatus, readonly disabledReason: WebhookDisabledReason | null, readonly disabledAt: string | null, readonly failingSince: string | null, readonly createdAt: string, readonly updatedAt: string, readonly signingKeys: ReadonlyArray<{ readonly id: string, readonly publicKey: string | null, readonly expiresAt: string | null }> } };

export type DeliveryFieldsFragment = { readonly id: string, readonly endpointId: string, readonly eventId: string, readonly eventType: string, readonly sequence: number, readonly orderId: string | null, readonly status: DeliveryStatus, readonly failure: DeliveryFailure | null, readonly replayId: string | null, readonly nextAttemptAt: string | null, readonly createdAt: string, readonly completedAt: string | null };

export type DeliveryAttemptFieldsFragment = { readonly number: number, readonly startedAt: string, readonly durationMs: number, readonly httpStatus: number | null, readonly failure: DeliveryFailure | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const CredentialFieldsFragmentDoc = new TypedDocumentString(`
    fragment CredentialFields on Credential {
  id
  name
  mode
  state
  scopes
  allowedAddresses
  trustedDocumentsOnly
  createdAt
  expiresAt
  lastUsedAt
  lastUsedAddress
  overlapEndsAt
  replacedBy
  revokedAt
  revokeReason
  exposedAt
}
    `, {"fragmentName":"CredentialFields"}) as unknown as TypedDocumentString<CredentialFieldsFragment, unknown>;
export const UsageFieldsFragmentDoc = new TypedDocumentString(`
    fragment UsageFields on Usage {
  status
  dataMbTotal
  dataMbUsed
  dataMbRemaining
  usagePercent
  observedAt
  isStale
  nextReportExpectedAt
}
    `, {"fragmentName":"UsageFields"}) as unknown as TypedDocumentString<UsageFieldsFragment, unknown>;
export const EsimFieldsFragmentDoc = new TypedDocumentString(`
    fragment EsimFields on Esim {
  iccid
  status
  package {
    packageId
    displayName
  }
  activationAvailable
  createdAt
  downloadedAt
  installedAt
  expiresAt
  usage {
    ...UsageFields
  }
}
    fragment UsageFields on Usage {
  status
  dataMbTotal
  dataMbUsed
  dataMbRemaining
  usagePercent
  observedAt
  isStale
  nextReportExpectedAt
}`, {"fragmentName":"EsimFields"}) as unknown as TypedDocumentString<EsimFieldsFragment, unknown>;
export const InstallLinkFieldsFragmentDoc = new TypedDocumentString(`
    fragment InstallLinkFields on InstallLink {
  id
  iccid
  oneTime
  createdAt
  expiresAt
  openedAt
  revokedAt
}
    `, {"fragmentName":"InstallLinkFields"}) as unknown as TypedDocumentString<InstallLinkFieldsFragment, unknown>;
export const EventFieldsFragmentDoc = new TypedDocumentString(`
    fragment EventFields on Event {
  id
  type
  sequence
  mode
  occurredAt
  orderId
  partnerOrderId
  iccid
  data
}
    `, {"fragmentName":"EventFields"}) as unknown as TypedDocumentString<EventFieldsFragment, unknown>;
export const ReplayFieldsFragmentDoc = new TypedDocumentString(`
    fragment ReplayFields on Replay {
  id
  endpointId
  status
  eligible
  notEligibleCount
  notEligible {
    eventId
    endpointId
    reason
  }
  created
  delivered
  failed
  pending
  createdAt
  completedAt
}
    `, {"fragmentName":"ReplayFields"}) as unknown as TypedDocumentString<ReplayFieldsFragment, unknown>;
export const PageFieldsFragmentDoc = new TypedDocumentString(`
    fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
    `, {"fragmentName":"PageFields"}) as unknown as TypedDocumentString<PageFieldsFragment, unknown>;
export const MoneyFieldsFragmentDoc = new TypedDocumentString(`
    fragment MoneyFields on Money {
  amount
  currency
}
    `, {"fragmentName":"MoneyFields"}) as unknown as TypedDocumentString<MoneyFieldsFragment, unknown>;
export const PackageFieldsFragmentDoc = new TypedDocumentString(`
    fragment PackageFields on Package {
  packageId
  productFamily
  displayName
  coverageName
  coverageType
  iso2
  region
  countries
  type
  validityDays
  dataMb
  allowanceGb
  dataLabel
  sms
  voice
  msrp {
    ...MoneyFields
  }
  netPrice {
    ...MoneyFields
  }
  minimumSellingPrice {
    ...MoneyFields
  }
  suggestedRetailPrice {
    ...MoneyFields
  }
  status
  policyNotes
  catalogueVersion
}
    fragment MoneyFields on Money {
  amount
  currency
}`, {"fragmentName":"PackageFields"}) as unknown as TypedDocumentString<PackageFieldsFragment, unknown>;
export const OrderFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderFields on Order {
  id
  partnerOrderId
  customerReference
  mode
  package {
    packageId
    displayName
  }
  catalogueVersion
  status
  statusReason
  nextAction
  expectedReadyBy
  cancellationRequestedAt
  createdAt
  updatedAt
}
    `, {"fragmentName":"OrderFields"}) as unknown as TypedDocumentString<OrderFieldsFragment, unknown>;
export const LedgerEntryFieldsFragmentDoc = new TypedDocumentString(`
    fragment LedgerEntryFields on LedgerEntry {
  id
  sequence
  type
  amount {
    ...MoneyFields
  }
  orderId
  invoiceId
  paymentReference
  description
  availableAfter {
    ...MoneyFields
  }
  reservedAfter {
    ...MoneyFields
  }
  createdAt
  hash
}
    fragment MoneyFields on Money {
  amount
  currency
}`, {"fragmentName":"LedgerEntryFields"}) as unknown as TypedDocumentString<LedgerEntryFieldsFragment, unknown>;
export const WalletFieldsFragmentDoc = new TypedDocumentString(`
    fragment WalletFields on Wallet {
  currency
  available {
    ...MoneyFields
  }
  reserved {
    ...MoneyFields
  }
  creditLine {
    ...MoneyFields
  }
  coversOrders
  isLow
  lowBalanceThreshold {
    ...MoneyFields
  }
  asOf
  csvUrl
  ndjsonUrl
}
    fragment MoneyFields on Money {
  amount
  currency
}`, {"fragmentName":"WalletFields"}) as unknown as TypedDocumentString<WalletFieldsFragment, unknown>;
export const DisputeFieldsFragmentDoc = new TypedDocumentString(`
    fragment DisputeFields on Dispute {
  id
  status
  reason
  note
  lines
  amount {
    ...MoneyFields
  }
  credit {
    ...MoneyFields
  }
  answer
  openedAt
  decidedAt
}
    fragment MoneyFields on Money {
  amount
  currency
}`, {"fragmentName":"DisputeFields"}) as unknown as TypedDocumentString<DisputeFieldsFragment, unknown>;
export const InvoiceFieldsFragmentDoc = new TypedDocumentString(`
    fragment InvoiceFields on Invoice {
  id
  number
  month
  timeZone
  periodStart
  periodEnd
  currency
  status
  lineCount
  ordersTotal {
    ...MoneyFields
  }
  refundsTotal {
    ...MoneyFields
  }
  grossProfit {
    ...MoneyFields
  }
  grossProfitPercent
  monthlyMinimumCommitment {
    ...MoneyFields
  }
  trueUp {
    ...MoneyFields
  }
  totalDue {
    ...MoneyFields
  }
  purchaseOrder
  issuedAt
  paidAt
  voidedAt
  voidReason
  pdfUrl
  csvUrl
  ndjsonUrl
  disputes {
    ...DisputeFields
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}
fragment DisputeFields on Dispute {
  id
  status
  reason
  note
  lines
  amount {
    ...MoneyFields
  }
  credit {
    ...MoneyFields
  }
  answer
  openedAt
  decidedAt
}`, {"fragmentName":"InvoiceFields"}) as unknown as TypedDocumentString<InvoiceFieldsFragment, unknown>;
export const LaunchReadinessFieldsFragmentDoc = new TypedDocumentString(`
    fragment LaunchReadinessFields on LaunchReadiness {
  mode
  isComplete
  liveAccess {
    state
    supportPath
    requestedAt
    decidedAt
    reason
  }
  approvals {
    kind
    approved
    approvedAt
  }
  checks {
    check
    state
    seenAt
    say
    evidence @include(if: $evidence)
  }
}
    `, {"fragmentName":"LaunchReadinessFields"}) as unknown as TypedDocumentString<LaunchReadinessFieldsFragment, unknown>;
export const RefundFieldsFragmentDoc = new TypedDocumentString(`
    fragment RefundFields on Refund {
  id
  status
  reason
  note
  rejection
  requestedAt
  decidedAt
  completedAt
}
    `, {"fragmentName":"RefundFields"}) as unknown as TypedDocumentString<RefundFieldsFragment, unknown>;
export const WebhookEndpointFieldsFragmentDoc = new TypedDocumentString(`
    fragment WebhookEndpointFields on WebhookEndpoint {
  id
  url
  description
  eventTypes
  signature
  query
  scopes
  status
  disabledReason
  disabledAt
  failingSince
  signingKeys {
    id
    publicKey
    expiresAt
  }
  createdAt
  updatedAt
}
    `, {"fragmentName":"WebhookEndpointFields"}) as unknown as TypedDocumentString<WebhookEndpointFieldsFragment, unknown>;
export const WebhookSecretFieldsFragmentDoc = new TypedDocumentString(`
    fragment WebhookSecretFields on WebhookSecretPayload {
  endpoint {
    ...WebhookEndpointFields
  }
  secret
  publicKey
}
    fragment WebhookEndpointFields on WebhookEndpoint {
  id
  url
  description
  eventTypes
  signature
  query
  scopes
  status
  disabledReason
  disabledAt
  failingSince
  signingKeys {
    id
    publicKey
    expiresAt
  }
  createdAt
  updatedAt
}`, {"fragmentName":"WebhookSecretFields"}) as unknown as TypedDocumentString<WebhookSecretFieldsFragment, unknown>;
export const DeliveryFieldsFragmentDoc = new TypedDocumentString(`
    fragment DeliveryFields on Delivery {
  id
  endpointId
  eventId
  eventType
  sequence
  orderId
  status
  failure
  replayId
  nextAttemptAt
  createdAt
  completedAt
}
    `, {"fragmentName":"DeliveryFields"}) as unknown as TypedDocumentString<DeliveryFieldsFragment, unknown>;
export const DeliveryAttemptFieldsFragmentDoc = new TypedDocumentString(`
    fragment DeliveryAttemptFields on DeliveryAttempt {
  number
  startedAt
  durationMs
  httpStatus
  failure
}
    `, {"fragmentName":"DeliveryAttemptFields"}) as unknown as TypedDocumentString<DeliveryAttemptFieldsFragment, unknown>;
export const CatalogueDocument = new TypedDocumentString(`
    query Catalogue($version: String) {
  catalogue(version: $version) {
    version
    publishedAt
    effectiveAt
    isCurrent
    packageCount
    next {
      version
      publishedAt
      effectiveAt
    }
  }
}
    `) as unknown as TypedDocumentString<CatalogueQuery, CatalogueQueryVariables>;
export const PackagesDocument = new TypedDocumentString(`
    query Packages($filter: PackageFilter, $sort: PackageSort, $version: String, $first: Int, $after: String) {
  packages(
    filter: $filter
    sort: $sort
    version: $version
    first: $first
    after: $after
  ) {
    nodes {
      ...PackageFields
    }
    pageInfo {
      ...PageFields
    }
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}
fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment PackageFields on Package {
  packageId
  productFamily
  displayName
  coverageName
  coverageType
  iso2
  region
  countries
  type
  validityDays
  dataMb
  allowanceGb
  dataLabel
  sms
  voice
  msrp {
    ...MoneyFields
  }
  netPrice {
    ...MoneyFields
  }
  minimumSellingPrice {
    ...MoneyFields
  }
  suggestedRetailPrice {
    ...MoneyFields
  }
  status
  policyNotes
  catalogueVersion
}`) as unknown as TypedDocumentString<PackagesQuery, PackagesQueryVariables>;
export const PackageDocument = new TypedDocumentString(`
    query Package($id: ID!, $version: String) {
  package(id: $id, version: $version) {
    ...PackageFields
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}
fragment PackageFields on Package {
  packageId
  productFamily
  displayName
  coverageName
  coverageType
  iso2
  region
  countries
  type
  validityDays
  dataMb
  allowanceGb
  dataLabel
  sms
  voice
  msrp {
    ...MoneyFields
  }
  netPrice {
    ...MoneyFields
  }
  minimumSellingPrice {
    ...MoneyFields
  }
  suggestedRetailPrice {
    ...MoneyFields
  }
  status
  policyNotes
  catalogueVersion
}`) as unknown as TypedDocumentString<PackageQuery, PackageQueryVariables>;
export const CatalogueChangesDocument = new TypedDocumentString(`
    query CatalogueChanges($since: String!, $until: String) {
  catalogueChanges(since: $since, until: $until) {
    since
    until
    added {
      ...PackageFields
    }
    removed {
      packageId
      displayName
      catalogueVersion
    }
    changed {
      fields
      before {
        ...PackageFields
      }
      after {
        ...PackageFields
      }
    }
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}
fragment PackageFields on Package {
  packageId
  productFamily
  displayName
  coverageName
  coverageType
  iso2
  region
  countries
  type
  validityDays
  dataMb
  allowanceGb
  dataLabel
  sms
  voice
  msrp {
    ...MoneyFields
  }
  netPrice {
    ...MoneyFields
  }
  minimumSellingPrice {
    ...MoneyFields
  }
  suggestedRetailPrice {
    ...MoneyFields
  }
  status
  policyNotes
  catalogueVersion
}`) as unknown as TypedDocumentString<CatalogueChangesQuery, CatalogueChangesQueryVariables>;
export const CredentialsDocument = new TypedDocumentString(`
    query Credentials($first: Int, $after: String) {
  credentials(first: $first, after: $after) {
    nodes {
      ...CredentialFields
    }
    pageInfo {
      ...PageFields
    }
  }
}
    fragment CredentialFields on Credential {
  id
  name
  mode
  state
  scopes
  allowedAddresses
  trustedDocumentsOnly
  createdAt
  expiresAt
  lastUsedAt
  lastUsedAddress
  overlapEndsAt
  replacedBy
  revokedAt
  revokeReason
  exposedAt
}
fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<CredentialsQuery, CredentialsQueryVariables>;
export const RotateCredentialDocument = new TypedDocumentString(`
    mutation RotateCredential($input: RotateCredentialInput!) {
  rotateCredential(input: $input) {
    token
    credential {
      ...CredentialFields
    }
    replaced {
      ...CredentialFields
    }
  }
}
    fragment CredentialFields on Credential {
  id
  name
  mode
  state
  scopes
  allowedAddresses
  trustedDocumentsOnly
  createdAt
  expiresAt
  lastUsedAt
  lastUsedAddress
  overlapEndsAt
  replacedBy
  revokedAt
  revokeReason
  exposedAt
}`) as unknown as TypedDocumentString<RotateCredentialMutation, RotateCredentialMutationVariables>;
export const RevokeCredentialDocument = new TypedDocumentString(`
    mutation RevokeCredential($id: ID!, $reason: RevokeReason!) {
  revokeCredential(id: $id, reason: $reason) {
    credential {
      ...CredentialFields
    }
  }
}
    fragment CredentialFields on Credential {
  id
  name
  mode
  state
  scopes
  allowedAddresses
  trustedDocumentsOnly
  createdAt
  expiresAt
  lastUsedAt
  lastUsedAddress
  overlapEndsAt
  replacedBy
  revokedAt
  revokeReason
  exposedAt
}`) as unknown as TypedDocumentString<RevokeCredentialMutation, RevokeCredentialMutationVariables>;
export const ActivityDocument = new TypedDocumentString(`
    query Activity($filter: ActivityFilter, $first: Int, $after: String) {
  activity(filter: $filter, first: $first, after: $after) {
    nodes {
      id
      occurredAt
      credentialId
      requestId
      operationName
      operationType
      rootField
      httpStatus
      codes
      durationMs
      cost
      address
      userAgent
      isNewAddress
      isNewOperation
      deprecations
    }
    pageInfo {
      ...PageFields
    }
  }
}
    fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<ActivityQuery, ActivityQueryVariables>;
export const EsimDocument = new TypedDocumentString(`
    query Esim($iccid: ID!) {
  esim(iccid: $iccid) {
    ...EsimFields
    history {
      type
      occurredAt
    }
  }
}
    fragment EsimFields on Esim {
  iccid
  status
  package {
    packageId
    displayName
  }
  activationAvailable
  createdAt
  downloadedAt
  installedAt
  expiresAt
  usage {
    ...UsageFields
  }
}
fragment UsageFields on Usage {
  status
  dataMbTotal
  dataMbUsed
  dataMbRemaining
  usagePercent
  observedAt
  isStale
  nextReportExpectedAt
}`) as unknown as TypedDocumentString<EsimQuery, EsimQueryVariables>;
export const EsimsDocument = new TypedDocumentString(`
    query Esims($filter: EsimFilter, $first: Int, $after: String) {
  esims(filter: $filter, first: $first, after: $after) {
    nodes {
      ...EsimFields
    }
    pageInfo {
      ...PageFields
    }
  }
}
    fragment EsimFields on Esim {
  iccid
  status
  package {
    packageId
    displayName
  }
  activationAvailable
  createdAt
  downloadedAt
  installedAt
  expiresAt
  usage {
    ...UsageFields
  }
}
fragment UsageFields on Usage {
  status
  dataMbTotal
  dataMbUsed
  dataMbRemaining
  usagePercent
  observedAt
  isStale
  nextReportExpectedAt
}
fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<EsimsQuery, EsimsQueryVariables>;
export const ActivationDocument = new TypedDocumentString(`
    query Activation($iccid: ID!) {
  esim(iccid: $iccid) {
    activation {
      lpaCode
      smdpAddress
      matchingId
      qrSvg
      qrPng
      appleInstallUrl
      androidInstallUrl
    }
  }
}
    `) as unknown as TypedDocumentString<ActivationQuery, ActivationQueryVariables>;
export const InstallLinksDocument = new TypedDocumentString(`
    query InstallLinks($iccid: ID!) {
  installLinks(iccid: $iccid) {
    ...InstallLinkFields
  }
}
    fragment InstallLinkFields on InstallLink {
  id
  iccid
  oneTime
  createdAt
  expiresAt
  openedAt
  revokedAt
}`) as unknown as TypedDocumentString<InstallLinksQuery, InstallLinksQueryVariables>;
export const CreateInstallLinkDocument = new TypedDocumentString(`
    mutation CreateInstallLink($input: CreateInstallLinkInput!) {
  createInstallLink(input: $input) {
    url
    link {
      ...InstallLinkFields
    }
  }
}
    fragment InstallLinkFields on InstallLink {
  id
  iccid
  oneTime
  createdAt
  expiresAt
  openedAt
  revokedAt
}`) as unknown as TypedDocumentString<CreateInstallLinkMutation, CreateInstallLinkMutationVariables>;
export const RevokeInstallLinkDocument = new TypedDocumentString(`
    mutation RevokeInstallLink($id: ID!) {
  revokeInstallLink(id: $id) {
    ...InstallLinkFields
  }
}
    fragment InstallLinkFields on InstallLink {
  id
  iccid
  oneTime
  createdAt
  expiresAt
  openedAt
  revokedAt
}`) as unknown as TypedDocumentString<RevokeInstallLinkMutation, RevokeInstallLinkMutationVariables>;
export const UsageThresholdsDocument = new TypedDocumentString(`
    query UsageThresholds {
  usageThresholds
}
    `) as unknown as TypedDocumentString<UsageThresholdsQuery, UsageThresholdsQueryVariables>;
export const SetUsageThresholdsDocument = new TypedDocumentString(`
    mutation SetUsageThresholds($percentages: [Int!]!) {
  setUsageThresholds(percentages: $percentages)
}
    `) as unknown as TypedDocumentString<SetUsageThresholdsMutation, SetUsageThresholdsMutationVariables>;
export const EventsDocument = new TypedDocumentString(`
    query Events($filter: EventFilter, $first: Int, $after: String) {
  events(filter: $filter, first: $first, after: $after) {
    nodes {
      ...EventFields
    }
    pageInfo {
      ...PageFields
    }
  }
}
    fragment EventFields on Event {
  id
  type
  sequence
  mode
  occurredAt
  orderId
  partnerOrderId
  iccid
  data
}
fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<EventsQuery, EventsQueryVariables>;
export const EventDocument = new TypedDocumentString(`
    query Event($id: ID!) {
  event(id: $id) {
    ...EventFields
  }
}
    fragment EventFields on Event {
  id
  type
  sequence
  mode
  occurredAt
  orderId
  partnerOrderId
  iccid
  data
}`) as unknown as TypedDocumentString<EventQuery, EventQueryVariables>;
export const WebhookDryRunDocument = new TypedDocumentString(`
    query WebhookDryRun($eventId: ID!, $query: String, $scopes: [String!]! = []) {
  webhookDryRun(eventId: $eventId, query: $query, scopes: $scopes) {
    body
  }
}
    `) as unknown as TypedDocumentString<WebhookDryRunQuery, WebhookDryRunQueryVariables>;
export const ReplayEventsDocument = new TypedDocumentString(`
    mutation ReplayEvents($input: ReplayEventsInput!) {
  replayEvents(input: $input) {
    replay {
      ...ReplayFields
    }
  }
}
    fragment ReplayFields on Replay {
  id
  endpointId
  status
  eligible
  notEligibleCount
  notEligible {
    eventId
    endpointId
    reason
  }
  created
  delivered
  failed
  pending
  createdAt
  completedAt
}`) as unknown as TypedDocumentString<ReplayEventsMutation, ReplayEventsMutationVariables>;
export const ReplayDocument = new TypedDocumentString(`
    query Replay($id: ID!) {
  replay(id: $id) {
    ...ReplayFields
  }
}
    fragment ReplayFields on Replay {
  id
  endpointId
  status
  eligible
  notEligibleCount
  notEligible {
    eventId
    endpointId
    reason
  }
  created
  delivered
  failed
  pending
  createdAt
  completedAt
}`) as unknown as TypedDocumentString<ReplayQuery, ReplayQueryVariables>;
export const ReplaysDocument = new TypedDocumentString(`
    query Replays($first: Int, $after: String) {
  replays(first: $first, after: $after) {
    nodes {
      ...ReplayFields
    }
    pageInfo {
      ...PageFields
    }
  }
}
    fragment ReplayFields on Replay {
  id
  endpointId
  status
  eligible
  notEligibleCount
  notEligible {
    eventId
    endpointId
    reason
  }
  created
  delivered
  failed
  pending
  createdAt
  completedAt
}
fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<ReplaysQuery, ReplaysQueryVariables>;
export const WalletsDocument = new TypedDocumentString(`
    query Wallets {
  wallets {
    ...WalletFields
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}
fragment WalletFields on Wallet {
  currency
  available {
    ...MoneyFields
  }
  reserved {
    ...MoneyFields
  }
  creditLine {
    ...MoneyFields
  }
  coversOrders
  isLow
  lowBalanceThreshold {
    ...MoneyFields
  }
  asOf
  csvUrl
  ndjsonUrl
}`) as unknown as TypedDocumentString<WalletsQuery, WalletsQueryVariables>;
export const SetLowBalanceThresholdDocument = new TypedDocumentString(`
    mutation SetLowBalanceThreshold($amount: Decimal, $currency: String) {
  setLowBalanceThreshold(amount: $amount, currency: $currency) {
    threshold {
      ...MoneyFields
    }
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}`) as unknown as TypedDocumentString<SetLowBalanceThresholdMutation, SetLowBalanceThresholdMutationVariables>;
export const InvoiceDocument = new TypedDocumentString(`
    query Invoice($id: ID!) {
  invoice(id: $id) {
    ...InvoiceFields
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}
fragment DisputeFields on Dispute {
  id
  status
  reason
  note
  lines
  amount {
    ...MoneyFields
  }
  credit {
    ...MoneyFields
  }
  answer
  openedAt
  decidedAt
}
fragment InvoiceFields on Invoice {
  id
  number
  month
  timeZone
  periodStart
  periodEnd
  currency
  status
  lineCount
  ordersTotal {
    ...MoneyFields
  }
  refundsTotal {
    ...MoneyFields
  }
  grossProfit {
    ...MoneyFields
  }
  grossProfitPercent
  monthlyMinimumCommitment {
    ...MoneyFields
  }
  trueUp {
    ...MoneyFields
  }
  totalDue {
    ...MoneyFields
  }
  purchaseOrder
  issuedAt
  paidAt
  voidedAt
  voidReason
  pdfUrl
  csvUrl
  ndjsonUrl
  disputes {
    ...DisputeFields
  }
}`) as unknown as TypedDocumentString<InvoiceQuery, InvoiceQueryVariables>;
export const InvoicesDocument = new TypedDocumentString(`
    query Invoices($filter: InvoiceFilter, $first: Int, $after: String) {
  invoices(filter: $filter, first: $first, after: $after) {
    nodes {
      ...InvoiceFields
    }
    pageInfo {
      ...PageFields
    }
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}
fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment DisputeFields on Dispute {
  id
  status
  reason
  note
  lines
  amount {
    ...MoneyFields
  }
  credit {
    ...MoneyFields
  }
  answer
  openedAt
  decidedAt
}
fragment InvoiceFields on Invoice {
  id
  number
  month
  timeZone
  periodStart
  periodEnd
  currency
  status
  lineCount
  ordersTotal {
    ...MoneyFields
  }
  refundsTotal {
    ...MoneyFields
  }
  grossProfit {
    ...MoneyFields
  }
  grossProfitPercent
  monthlyMinimumCommitment {
    ...MoneyFields
  }
  trueUp {
    ...MoneyFields
  }
  totalDue {
    ...MoneyFields
  }
  purchaseOrder
  issuedAt
  paidAt
  voidedAt
  voidReason
  pdfUrl
  csvUrl
  ndjsonUrl
  disputes {
    ...DisputeFields
  }
}`) as unknown as TypedDocumentString<InvoicesQuery, InvoicesQueryVariables>;
export const InvoiceLinesDocument = new TypedDocumentString(`
    query InvoiceLines($id: ID!, $first: Int, $after: String, $entries: Boolean! = false, $orders: Boolean! = false) {
  invoice(id: $id) {
    lines(first: $first, after: $after) {
      nodes {
        type
        bookedAt
        amount {
          ...MoneyFields
        }
        grossProfit {
          ...MoneyFields
        }
        package {
          packageId
          displayName
        }
        partnerOrderId
        order @include(if: $orders) {
          ...OrderFields
        }
        ledgerEntry @include(if: $entries) {
          ...LedgerEntryFields
        }
      }
      pageInfo {
        ...PageFields
      }
    }
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}
fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment OrderFields on Order {
  id
  partnerOrderId
  customerReference
  mode
  package {
    packageId
    displayName
  }
  catalogueVersion
  status
  statusReason
  nextAction
  expectedReadyBy
  cancellationRequestedAt
  createdAt
  updatedAt
}
fragment LedgerEntryFields on LedgerEntry {
  id
  sequence
  type
  amount {
    ...MoneyFields
  }
  orderId
  invoiceId
  paymentReference
  description
  availableAfter {
    ...MoneyFields
  }
  reservedAfter {
    ...MoneyFields
  }
  createdAt
  hash
}`) as unknown as TypedDocumentString<InvoiceLinesQuery, InvoiceLinesQueryVariables>;
export const DisputeInvoiceDocument = new TypedDocumentString(`
    mutation DisputeInvoice($input: DisputeInvoiceInput!) {
  disputeInvoice(input: $input) {
    invoice {
      ...InvoiceFields
    }
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}
fragment DisputeFields on Dispute {
  id
  status
  reason
  note
  lines
  amount {
    ...MoneyFields
  }
  credit {
    ...MoneyFields
  }
  answer
  openedAt
  decidedAt
}
fragment InvoiceFields on Invoice {
  id
  number
  month
  timeZone
  periodStart
  periodEnd
  currency
  status
  lineCount
  ordersTotal {
    ...MoneyFields
  }
  refundsTotal {
    ...MoneyFields
  }
  grossProfit {
    ...MoneyFields
  }
  grossProfitPercent
  monthlyMinimumCommitment {
    ...MoneyFields
  }
  trueUp {
    ...MoneyFields
  }
  totalDue {
    ...MoneyFields
  }
  purchaseOrder
  issuedAt
  paidAt
  voidedAt
  voidReason
  pdfUrl
  csvUrl
  ndjsonUrl
  disputes {
    ...DisputeFields
  }
}`) as unknown as TypedDocumentString<DisputeInvoiceMutation, DisputeInvoiceMutationVariables>;
export const SetInvoicePurchaseOrderDocument = new TypedDocumentString(`
    mutation SetInvoicePurchaseOrder($input: PurchaseOrderInput!) {
  setInvoicePurchaseOrder(input: $input) {
    invoice {
      ...InvoiceFields
    }
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}
fragment DisputeFields on Dispute {
  id
  status
  reason
  note
  lines
  amount {
    ...MoneyFields
  }
  credit {
    ...MoneyFields
  }
  answer
  openedAt
  decidedAt
}
fragment InvoiceFields on Invoice {
  id
  number
  month
  timeZone
  periodStart
  periodEnd
  currency
  status
  lineCount
  ordersTotal {
    ...MoneyFields
  }
  refundsTotal {
    ...MoneyFields
  }
  grossProfit {
    ...MoneyFields
  }
  grossProfitPercent
  monthlyMinimumCommitment {
    ...MoneyFields
  }
  trueUp {
    ...MoneyFields
  }
  totalDue {
    ...MoneyFields
  }
  purchaseOrder
  issuedAt
  paidAt
  voidedAt
  voidReason
  pdfUrl
  csvUrl
  ndjsonUrl
  disputes {
    ...DisputeFields
  }
}`) as unknown as TypedDocumentString<SetInvoicePurchaseOrderMutation, SetInvoicePurchaseOrderMutationVariables>;
export const ReconciliationDocument = new TypedDocumentString(`
    query Reconciliation($period: String!, $currency: String) {
  reconciliation(period: $period, currency: $currency) {
    invoice {
      id
      number
      status
    }
    isMatched
    orders
    matchedOrders
    openOrders
    ledgerOrders {
      ...MoneyFields
    }
    ledgerRefunds {
      ...MoneyFields
    }
    invoicedOrders {
      ...MoneyFields
    }
    invoicedRefunds {
      ...MoneyFields
    }
    differenceCount
    differences {
      code
      orderId
      partnerOrderId
      left
      right
    }
    csvUrl
    ndjsonUrl
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}`) as unknown as TypedDocumentString<ReconciliationQuery, ReconciliationQueryVariables>;
export const LaunchReadinessDocument = new TypedDocumentString(`
    query LaunchReadiness($evidence: Boolean! = false) {
  launchReadiness {
    ...LaunchReadinessFields
  }
}
    fragment LaunchReadinessFields on LaunchReadiness {
  mode
  isComplete
  liveAccess {
    state
    supportPath
    requestedAt
    decidedAt
    reason
  }
  approvals {
    kind
    approved
    approvedAt
  }
  checks {
    check
    state
    seenAt
    say
    evidence @include(if: $evidence)
  }
}`) as unknown as TypedDocumentString<LaunchReadinessQuery, LaunchReadinessQueryVariables>;
export const RequestLiveAccessDocument = new TypedDocumentString(`
    mutation RequestLiveAccess($input: RequestLiveAccessInput!, $evidence: Boolean! = false) {
  requestLiveAccess(input: $input) {
    ...LaunchReadinessFields
  }
}
    fragment LaunchReadinessFields on LaunchReadiness {
  mode
  isComplete
  liveAccess {
    state
    supportPath
    requestedAt
    decidedAt
    reason
  }
  approvals {
    kind
    approved
    approvedAt
  }
  checks {
    check
    state
    seenAt
    say
    evidence @include(if: $evidence)
  }
}`) as unknown as TypedDocumentString<RequestLiveAccessMutation, RequestLiveAccessMutationVariables>;
export const WalletDocument = new TypedDocumentString(`
    query Wallet($currency: String, $asOf: DateTime) {
  wallet(currency: $currency, asOf: $asOf) {
    ...WalletFields
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}
fragment WalletFields on Wallet {
  currency
  available {
    ...MoneyFields
  }
  reserved {
    ...MoneyFields
  }
  creditLine {
    ...MoneyFields
  }
  coversOrders
  isLow
  lowBalanceThreshold {
    ...MoneyFields
  }
  asOf
  csvUrl
  ndjsonUrl
}`) as unknown as TypedDocumentString<WalletQuery, WalletQueryVariables>;
export const LedgerEntriesDocument = new TypedDocumentString(`
    query LedgerEntries($currency: String, $filter: LedgerFilter, $first: Int, $after: String) {
  ledgerEntries(
    currency: $currency
    filter: $filter
    first: $first
    after: $after
  ) {
    nodes {
      ...LedgerEntryFields
    }
    pageInfo {
      ...PageFields
    }
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}
fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment LedgerEntryFields on LedgerEntry {
  id
  sequence
  type
  amount {
    ...MoneyFields
  }
  orderId
  invoiceId
  paymentReference
  description
  availableAfter {
    ...MoneyFields
  }
  reservedAfter {
    ...MoneyFields
  }
  createdAt
  hash
}`) as unknown as TypedDocumentString<LedgerEntriesQuery, LedgerEntriesQueryVariables>;
export const LedgerProofDocument = new TypedDocumentString(`
    query LedgerProof($entryId: ID!) {
  ledgerProof(entryId: $entryId) {
    entry {
      ...LedgerEntryFields
    }
    previousHash
    digests
    checkpoint {
      organisationId
      mode
      currency
      sequence
      hash
      signedAt
      keyId
      publicKey
      signature
    }
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}
fragment LedgerEntryFields on LedgerEntry {
  id
  sequence
  type
  amount {
    ...MoneyFields
  }
  orderId
  invoiceId
  paymentReference
  description
  availableAfter {
    ...MoneyFields
  }
  reservedAfter {
    ...MoneyFields
  }
  createdAt
  hash
}`) as unknown as TypedDocumentString<LedgerProofQuery, LedgerProofQueryVariables>;
export const LedgerPublicKeysDocument = new TypedDocumentString(`
    query LedgerPublicKeys {
  viewer {
    ledgerPublicKeys {
      keyId
      publicKey
    }
  }
}
    `) as unknown as TypedDocumentString<LedgerPublicKeysQuery, LedgerPublicKeysQueryVariables>;
export const QuoteDocument = new TypedDocumentString(`
    query Quote($input: QuoteInput!, $money: Boolean! = false) {
  quote(input: $input) {
    package {
      packageId
      displayName
      catalogueVersion
    }
    netPrice {
      ...MoneyFields
    }
    availableAfter @include(if: $money) {
      ...MoneyFields
    }
    refusal {
      code
      retry
      message
      next
      shortfall {
        ...MoneyFields
      }
    }
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}`) as unknown as TypedDocumentString<QuoteQuery, QuoteQueryVariables>;
export const CreateOrderDocument = new TypedDocumentString(`
    mutation CreateOrder($input: CreateOrderInput!) {
  createOrder(input: $input) {
    replayed
    order {
      ...OrderFields
    }
  }
}
    fragment OrderFields on Order {
  id
  partnerOrderId
  customerReference
  mode
  package {
    packageId
    displayName
  }
  catalogueVersion
  status
  statusReason
  nextAction
  expectedReadyBy
  cancellationRequestedAt
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<CreateOrderMutation, CreateOrderMutationVariables>;
export const OrderDocument = new TypedDocumentString(`
    query Order($by: OrderBy!, $money: Boolean! = false, $esim: Boolean! = false) {
  order(by: $by) {
    ...OrderFields
    timeline {
      type
      occurredAt
    }
    refund {
      ...RefundFields
    }
    netPrice @include(if: $money) {
      ...MoneyFields
    }
    ledgerEntries @include(if: $money) {
      ...LedgerEntryFields
    }
    esim @include(if: $esim) {
      iccid
      status
      activationAvailable
      createdAt
    }
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}
fragment OrderFields on Order {
  id
  partnerOrderId
  customerReference
  mode
  package {
    packageId
    displayName
  }
  catalogueVersion
  status
  statusReason
  nextAction
  expectedReadyBy
  cancellationRequestedAt
  createdAt
  updatedAt
}
fragment LedgerEntryFields on LedgerEntry {
  id
  sequence
  type
  amount {
    ...MoneyFields
  }
  orderId
  invoiceId
  paymentReference
  description
  availableAfter {
    ...MoneyFields
  }
  reservedAfter {
    ...MoneyFields
  }
  createdAt
  hash
}
fragment RefundFields on Refund {
  id
  status
  reason
  note
  rejection
  requestedAt
  decidedAt
  completedAt
}`) as unknown as TypedDocumentString<OrderQuery, OrderQueryVariables>;
export const OrdersDocument = new TypedDocumentString(`
    query Orders($filter: OrderFilter, $first: Int, $after: String) {
  orders(filter: $filter, first: $first, after: $after) {
    nodes {
      ...OrderFields
    }
    pageInfo {
      ...PageFields
    }
  }
}
    fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment OrderFields on Order {
  id
  partnerOrderId
  customerReference
  mode
  package {
    packageId
    displayName
  }
  catalogueVersion
  status
  statusReason
  nextAction
  expectedReadyBy
  cancellationRequestedAt
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<OrdersQuery, OrdersQueryVariables>;
export const IdempotencyKeyDocument = new TypedDocumentString(`
    query IdempotencyKey($key: String!, $operation: KeyedOperation) {
  idempotencyKey(key: $key, operation: $operation) {
    state
    operation
    refund {
      ...RefundFields
    }
    order {
      ...OrderFields
    }
  }
}
    fragment OrderFields on Order {
  id
  partnerOrderId
  customerReference
  mode
  package {
    packageId
    displayName
  }
  catalogueVersion
  status
  statusReason
  nextAction
  expectedReadyBy
  cancellationRequestedAt
  createdAt
  updatedAt
}
fragment RefundFields on Refund {
  id
  status
  reason
  note
  rejection
  requestedAt
  decidedAt
  completedAt
}`) as unknown as TypedDocumentString<IdempotencyKeyQuery, IdempotencyKeyQueryVariables>;
export const CancelOrderDocument = new TypedDocumentString(`
    mutation CancelOrder($input: CancelOrderInput!) {
  cancelOrder(input: $input) {
    replayed
    order {
      ...OrderFields
    }
  }
}
    fragment OrderFields on Order {
  id
  partnerOrderId
  customerReference
  mode
  package {
    packageId
    displayName
  }
  catalogueVersion
  status
  statusReason
  nextAction
  expectedReadyBy
  cancellationRequestedAt
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<CancelOrderMutation, CancelOrderMutationVariables>;
export const RequestRefundDocument = new TypedDocumentString(`
    mutation RequestRefund($input: RequestRefundInput!) {
  requestRefund(input: $input) {
    replayed
    order {
      ...OrderFields
    }
    refund {
      ...RefundFields
    }
  }
}
    fragment OrderFields on Order {
  id
  partnerOrderId
  customerReference
  mode
  package {
    packageId
    displayName
  }
  catalogueVersion
  status
  statusReason
  nextAction
  expectedReadyBy
  cancellationRequestedAt
  createdAt
  updatedAt
}
fragment RefundFields on Refund {
  id
  status
  reason
  note
  rejection
  requestedAt
  decidedAt
  completedAt
}`) as unknown as TypedDocumentString<RequestRefundMutation, RequestRefundMutationVariables>;
export const SandboxFundWalletDocument = new TypedDocumentString(`
    mutation SandboxFundWallet($amount: Decimal!, $currency: String) {
  sandboxFundWallet(amount: $amount, currency: $currency) {
    ...WalletFields
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}
fragment WalletFields on Wallet {
  currency
  available {
    ...MoneyFields
  }
  reserved {
    ...MoneyFields
  }
  creditLine {
    ...MoneyFields
  }
  coversOrders
  isLow
  lowBalanceThreshold {
    ...MoneyFields
  }
  asOf
  csvUrl
  ndjsonUrl
}`) as unknown as TypedDocumentString<SandboxFundWalletMutation, SandboxFundWalletMutationVariables>;
export const SandboxCloseMonthDocument = new TypedDocumentString(`
    mutation SandboxCloseMonth($currency: String) {
  sandboxCloseMonth(currency: $currency) {
    ...InvoiceFields
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}
fragment DisputeFields on Dispute {
  id
  status
  reason
  note
  lines
  amount {
    ...MoneyFields
  }
  credit {
    ...MoneyFields
  }
  answer
  openedAt
  decidedAt
}
fragment InvoiceFields on Invoice {
  id
  number
  month
  timeZone
  periodStart
  periodEnd
  currency
  status
  lineCount
  ordersTotal {
    ...MoneyFields
  }
  refundsTotal {
    ...MoneyFields
  }
  grossProfit {
    ...MoneyFields
  }
  grossProfitPercent
  monthlyMinimumCommitment {
    ...MoneyFields
  }
  trueUp {
    ...MoneyFields
  }
  totalDue {
    ...MoneyFields
  }
  purchaseOrder
  issuedAt
  paidAt
  voidedAt
  voidReason
  pdfUrl
  csvUrl
  ndjsonUrl
  disputes {
    ...DisputeFields
  }
}`) as unknown as TypedDocumentString<SandboxCloseMonthMutation, SandboxCloseMonthMutationVariables>;
export const SandboxAdvanceEsimDocument = new TypedDocumentString(`
    mutation SandboxAdvanceEsim($iccid: ID!, $to: SandboxEsimStep!) {
  sandboxAdvanceEsim(iccid: $iccid, to: $to) {
    iccid
    status
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<SandboxAdvanceEsimMutation, SandboxAdvanceEsimMutationVariables>;
export const SandboxReportUsageDocument = new TypedDocumentString(`
    mutation SandboxReportUsage($iccid: ID!, $dataMbUsed: Int!) {
  sandboxReportUsage(iccid: $iccid, dataMbUsed: $dataMbUsed) {
    iccid
    usage {
      ...UsageFields
    }
  }
}
    fragment UsageFields on Usage {
  status
  dataMbTotal
  dataMbUsed
  dataMbRemaining
  usagePercent
  observedAt
  isStale
  nextReportExpectedAt
}`) as unknown as TypedDocumentString<SandboxReportUsageMutation, SandboxReportUsageMutationVariables>;
export const SandboxSettleOrderDocument = new TypedDocumentString(`
    mutation SandboxSettleOrder($id: ID!, $outcome: SandboxOutcome!) {
  sandboxSettleOrder(id: $id, outcome: $outcome) {
    ...OrderFields
  }
}
    fragment OrderFields on Order {
  id
  partnerOrderId
  customerReference
  mode
  package {
    packageId
    displayName
  }
  catalogueVersion
  status
  statusReason
  nextAction
  expectedReadyBy
  cancellationRequestedAt
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<SandboxSettleOrderMutation, SandboxSettleOrderMutationVariables>;
export const SandboxAdvanceClockDocument = new TypedDocumentString(`
    mutation SandboxAdvanceClock($seconds: Int!) {
  sandboxAdvanceClock(seconds: $seconds) {
    now
  }
}
    `) as unknown as TypedDocumentString<SandboxAdvanceClockMutation, SandboxAdvanceClockMutationVariables>;
export const SandboxResetDocument = new TypedDocumentString(`
    mutation SandboxReset {
  sandboxReset {
    organisationId
    organisationName
    mode
  }
}
    `) as unknown as TypedDocumentString<SandboxResetMutation, SandboxResetMutationVariables>;
export const SandboxSettleRefundDocument = new TypedDocumentString(`
    mutation SandboxSettleRefund($id: ID!, $outcome: SandboxRefundOutcome!, $reason: String) {
  sandboxSettleRefund(id: $id, outcome: $outcome, reason: $reason) {
    ...RefundFields
  }
}
    fragment RefundFields on Refund {
  id
  status
  reason
  note
  rejection
  requestedAt
  decidedAt
  completedAt
}`) as unknown as TypedDocumentString<SandboxSettleRefundMutation, SandboxSettleRefundMutationVariables>;
export const SandboxSettleDisputeDocument = new TypedDocumentString(`
    mutation SandboxSettleDispute($id: ID!, $outcome: SandboxDisputeOutcome!, $credit: Decimal, $answer: String) {
  sandboxSettleDispute(
    id: $id
    outcome: $outcome
    credit: $credit
    answer: $answer
  ) {
    ...DisputeFields
  }
}
    fragment MoneyFields on Money {
  amount
  currency
}
fragment DisputeFields on Dispute {
  id
  status
  reason
  note
  lines
  amount {
    ...MoneyFields
  }
  credit {
    ...MoneyFields
  }
  answer
  openedAt
  decidedAt
}`) as unknown as TypedDocumentString<SandboxSettleDisputeMutation, SandboxSettleDisputeMutationVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    organisationId
    organisationName
    organisationState
    currency
    timeZone
    mode
    credentialId
    credentialName
    scopes
    createdAt
    expiresAt
    idempotencyRetentionDays
    now
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const WebhookEndpointsDocument = new TypedDocumentString(`
    query WebhookEndpoints {
  webhookEndpoints {
    ...WebhookEndpointFields
  }
}
    fragment WebhookEndpointFields on WebhookEndpoint {
  id
  url
  description
  eventTypes
  signature
  query
  scopes
  status
  disabledReason
  disabledAt
  failingSince
  signingKeys {
    id
    publicKey
    expiresAt
  }
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<WebhookEndpointsQuery, WebhookEndpointsQueryVariables>;
export const CreateWebhookEndpointDocument = new TypedDocumentString(`
    mutation CreateWebhookEndpoint($input: CreateWebhookEndpointInput!) {
  createWebhookEndpoint(input: $input) {
    ...WebhookSecretFields
  }
}
    fragment WebhookEndpointFields on WebhookEndpoint {
  id
  url
  description
  eventTypes
  signature
  query
  scopes
  status
  disabledReason
  disabledAt
  failingSince
  signingKeys {
    id
    publicKey
    expiresAt
  }
  createdAt
  updatedAt
}
fragment WebhookSecretFields on WebhookSecretPayload {
  endpoint {
    ...WebhookEndpointFields
  }
  secret
  publicKey
}`) as unknown as TypedDocumentString<CreateWebhookEndpointMutation, CreateWebhookEndpointMutationVariables>;
export const UpdateWebhookEndpointDocument = new TypedDocumentString(`
    mutation UpdateWebhookEndpoint($input: UpdateWebhookEndpointInput!) {
  updateWebhookEndpoint(input: $input) {
    endpoint {
      ...WebhookEndpointFields
    }
  }
}
    fragment WebhookEndpointFields on WebhookEndpoint {
  id
  url
  description
  eventTypes
  signature
  query
  scopes
  status
  disabledReason
  disabledAt
  failingSince
  signingKeys {
    id
    publicKey
    expiresAt
  }
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<UpdateWebhookEndpointMutation, UpdateWebhookEndpointMutationVariables>;
export const DeleteWebhookEndpointDocument = new TypedDocumentString(`
    mutation DeleteWebhookEndpoint($id: ID!) {
  deleteWebhookEndpoint(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<DeleteWebhookEndpointMutation, DeleteWebhookEndpointMutationVariables>;
export const RotateWebhookSecretDocument = new TypedDocumentString(`
    mutation RotateWebhookSecret($id: ID!, $overlapHours: Int) {
  rotateWebhookSecret(id: $id, overlapHours: $overlapHours) {
    ...WebhookSecretFields
  }
}
    fragment WebhookEndpointFields on WebhookEndpoint {
  id
  url
  description
  eventTypes
  signature
  query
  scopes
  status
  disabledReason
  disabledAt
  failingSince
  signingKeys {
    id
    publicKey
    expiresAt
  }
  createdAt
  updatedAt
}
fragment WebhookSecretFields on WebhookSecretPayload {
  endpoint {
    ...WebhookEndpointFields
  }
  secret
  publicKey
}`) as unknown as TypedDocumentString<RotateWebhookSecretMutation, RotateWebhookSecretMutationVariables>;
export const SendTestEventDocument = new TypedDocumentString(`
    mutation SendTestEvent($endpointId: ID!, $badSignature: Boolean) {
  sendTestEvent(endpointId: $endpointId, badSignature: $badSignature) {
    ok
    eventId
    attempt {
      ...DeliveryAttemptFields
    }
    delivery {
      ...DeliveryFields
    }
  }
}
    fragment DeliveryFields on Delivery {
  id
  endpointId
  eventId
  eventType
  sequence
  orderId
  status
  failure
  replayId
  nextAttemptAt
  createdAt
  completedAt
}
fragment DeliveryAttemptFields on DeliveryAttempt {
  number
  startedAt
  durationMs
  httpStatus
  failure
}`) as unknown as TypedDocumentString<SendTestEventMutation, SendTestEventMutationVariables>;
export const DeliveriesDocument = new TypedDocumentString(`
    query Deliveries($filter: DeliveryFilter, $first: Int, $after: String) {
  deliveries(filter: $filter, first: $first, after: $after) {
    nodes {
      ...DeliveryFields
      attempts {
        ...DeliveryAttemptFields
      }
    }
    pageInfo {
      ...PageFields
    }
  }
}
    fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment DeliveryFields on Delivery {
  id
  endpointId
  eventId
  eventType
  sequence
  orderId
  status
  failure
  replayId
  nextAttemptAt
  createdAt
  completedAt
}
fragment DeliveryAttemptFields on DeliveryAttempt {
  number
  startedAt
  durationMs
  httpStatus
  failure
}`) as unknown as TypedDocumentString<DeliveriesQuery, DeliveriesQueryVariables>;