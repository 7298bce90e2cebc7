/** What a request of the collection is filled in with; `{{…}}` is a variable of the collection. */
type Variables = Readonly<Record<string, unknown>>;

const FIRST = { first: 20 };

/**
 * The variables of each operation that has any: what it needs, and what shows best what it can do. What is left out has
 * its default.
 */
export const EXAMPLE_VARIABLES: Readonly<Record<string, Variables>> = {
  Activation: { iccid: '{{iccid}}' },
  Activity: { filter: { newOnly: true }, ...FIRST },
  CancelOrder: { input: { orderId: '{{orderId}}' } },
  CatalogueChanges: { since: '{{catalogueVersion}}' },
  CreateInstallLink: { input: { iccid: '{{iccid}}', days: 7, oneTime: true } },
  CreateOrder: {
    input: { packageId: '{{packageId}}', partnerOrderId: 'shop-{{$guid}}', customerReference: 'customer-17' },
  },
  CreateWebhookEndpoint: { input: { url: 'https://example.com/onyx', eventTypes: ['order.*'], description: 'Orders' } },
  Credentials: FIRST,
  DeleteWebhookEndpoint: { id: '{{endpointId}}' },
  Deliveries: { filter: { statuses: ['FAILED', 'PENDING'] }, ...FIRST },
  DisputeInvoice: {
    input: { invoiceId: '{{invoiceId}}', lines: ['{{entryId}}'], reason: 'WRONG_PRICE', note: 'Agreed at 4.00.' },
  },
  Esim: { iccid: '{{iccid}}' },
  Esims: { filter: { status: ['READY', 'INSTALLED'] }, ...FIRST },
  Event: { id: '{{eventId}}' },
  Events: { filter: { types: ['order.*'] }, ...FIRST },
  IdempotencyKey: { key: '{{idempotencyKey}}' },
  InstallLinks: { iccid: '{{iccid}}' },
  Invoice: { id: '{{invoiceId}}' },
  InvoiceLines: { id: '{{invoiceId}}', ...FIRST, entries: true, orders: true },
  Invoices: FIRST,
  LaunchReadiness: { evidence: true },
  LedgerEntries: { filter: { type: ['RESERVE', 'CAPTURE'] }, ...FIRST },
  LedgerProof: { entryId: '{{entryId}}' },
  Order: { by: { id: '{{orderId}}' }, money: true, esim: true },
  Orders: { filter: { status: ['RESERVED', 'ESIM_READY'] }, ...FIRST },
  Package: { id: '{{packageId}}' },
  Packages: { filter: { iso2: 'JP' }, sort: 'NET_PRICE_ASC', ...FIRST },
  Quote: { input: { packageId: '{{packageId}}', partnerOrderId: 'shop-{{$guid}}' }, money: true },
  Reconciliation: { period: '{{month}}' },
  Replay: { id: '{{replayId}}' },
  ReplayEvents: { input: { endpointId: '{{endpointId}}', selection: { eventIds: ['{{eventId}}'] } } },
  Replays: FIRST,
  RequestLiveAccess: { input: { supportPath: 'support@example.com answers within one working day.' } },
  RequestRefund: { input: { orderId: '{{orderId}}', reason: 'CUSTOMER_REQUEST', note: 'The trip was cancelled.' } },
  RevokeCredential: { id: '{{credentialId}}', reason: 'NOT_NEEDED' },
  RevokeInstallLink: { id: '{{installLinkId}}' },
  RotateCredential: { input: { id: '{{credentialId}}', overlapHours: 24 } },
  RotateWebhookSecret: { id: '{{endpointId}}', overlapHours: 24 },
  SandboxAdvanceClock: { seconds: 3600 },
  SandboxAdvanceEsim: { iccid: '{{iccid}}', to: 'INSTALLED' },
  SandboxFundWallet: { amount: '100.00' },
  SandboxReportUsage: { iccid: '{{iccid}}', dataMbUsed: 1024 },
  SandboxSettleDispute: { id: '{{disputeId}}', outcome: 'ACCEPTED', answer: 'Agreed.' },
  SandboxSettleOrder: { id: '{{orderId}}', outcome: 'READY' },
  SandboxSettleRefund: { id: '{{refundId}}', outcome: 'COMPLETED' },
  SendTestEvent: { endpointId: '{{endpointId}}', badSignature: false },
  SetInvoicePurchaseOrder: { input: { invoiceId: '{{invoiceId}}', purchaseOrder: 'PO-1001' } },
  SetLowBalanceThreshold: { amount: '50.00' },
  SetUsageThresholds: { percentages: [50, 80, 95] },
  UpdateWebhookEndpoint: { input: { id: '{{endpointId}}', eventTypes: ['order.*', 'usage.*'] } },
  WebhookDryRun: {
    eventId: '{{eventId}}',
    query: 'fragment Payload on Event { order { status } }',
    scopes: ['orders:read'],
  },
};

/** Where the answer of an operation has what a variable of the collection is set to, so that the next request goes on with it. */
export const TAKEN_FROM_ANSWERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Catalogue: { catalogueVersion: 'catalogue?.version' },
  CreateInstallLink: { installLinkId: 'createInstallLink?.link?.id' },
  CreateOrder: { orderId: 'createOrder?.order?.id' },
  CreateWebhookEndpoint: { endpointId: 'createWebhookEndpoint?.endpoint?.id' },
  DisputeInvoice: { disputeId: 'disputeInvoice?.invoice?.disputes?.[0]?.id' },
  Esims: { iccid: 'esims?.nodes?.[0]?.iccid' },
  Events: { eventId: 'events?.nodes?.[0]?.id' },
  Invoices: { invoiceId: 'invoices?.nodes?.[0]?.id', month: 'invoices?.nodes?.[0]?.month' },
  LedgerEntries: { entryId: 'ledgerEntries?.nodes?.[0]?.id' },
  Order: { iccid: 'order?.esim?.iccid' },
  Orders: { orderId: 'orders?.nodes?.[0]?.id' },
  Packages: { packageId: 'packages?.nodes?.[0]?.packageId' },
  ReplayEvents: { replayId: 'replayEvents?.replay?.id' },
  RequestRefund: { refundId: 'requestRefund?.refund?.id' },
  WebhookEndpoints: { endpointId: 'webhookEndpoints?.[0]?.id' },
};

/** Every variable of the collection with its first value and what it is for. */
export const COLLECTION_VARIABLES: readonly (readonly [key: string, value: string, description: string])[] = [
  ['url', 'http://127.0.0.1:4000', 'Where the server is, without a path.'],
  [
    'credential',
    '',
    'Your credential, `onyx_sandbox_…`. It is a secret: set it as a current value, which is not shared, or in the vault, and never export it.',
  ],
  ['packageId', 'onyx-connect-japan-10gb-30d', 'A package that you may sell; taken from the answer of Packages.'],
  ['catalogueVersion', '', 'A catalogue version; taken from the answer of Catalogue.'],
  ['orderId', '', 'An order, `ord_…`; taken from the answers of CreateOrder and Orders.'],
  ['idempotencyKey', '', 'The key of the last CreateOrder.'],
  ['iccid', '', 'An eSIM; taken from the answers of Order and Esims.'],
  ['installLinkId', '', 'An install link, `inl_…`; taken from the answer of CreateInstallLink.'],
  ['entryId', '', 'A ledger entry, `ent_…`; taken from the answer of LedgerEntries.'],
  ['invoiceId', '', 'An invoice, `inv_…`; taken from the answer of Invoices.'],
  ['month', '2026-11', 'The month of an invoice; taken from the answer of Invoices.'],
  ['disputeId', '', 'A dispute, `dsp_…`; taken from the answer of DisputeInvoice.'],
  ['refundId', '', 'A refund, `rfd_…`; taken from the answer of RequestRefund.'],
  ['eventId', '', 'An event, `evt_…`; taken from the answer of Events.'],
  [
    'endpointId',
    '',
    'A webhook endpoint, `whe_…`; taken from the answers of WebhookEndpoints and CreateWebhookEndpoint.',
  ],
  ['replayId', '', 'A replay, `rpl_…`; taken from the answer of ReplayEvents.'],
  ['credentialId', '', 'The credential to rotate or to revoke, `crd_…`: nothing sets it but you.'],
];
