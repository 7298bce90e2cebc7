/** What a credential may be granted: the smallest set that works. Emitted to schema/scopes.json. */
export const SCOPES = {
  'catalogue:read': 'Browse the approved packages.',
  'orders:create': 'Quote, create and cancel orders; ask what became of an idempotency key.',
  'orders:read': 'Look orders up.',
  'usage:read': 'Look eSIM services and their usage up.',
  'ledger:read': 'Read the wallet, the ledger entries and what an order cost.',
  'invoices:read': 'Review and export invoices.',
  'invoices:manage': 'Dispute an invoice or set its purchase-order number.',
  'webhooks:manage': 'Manage endpoints and their secrets, send test deliveries, read the delivery history.',
  'events:replay': 'List events and replay eligible ones.',
  'activation:read': 'Read activation material: LPA code, QR, install links. A secret; support tools never hold it.',
  'credentials:manage': "List, rotate and revoke the organisation's own credentials and read their activity.",
} as const;

export type Scope = keyof typeof SCOPES;

export const ALL_SCOPES = Object.keys(SCOPES) as readonly Scope[];

export const isScope = (text: string): text is Scope => Object.hasOwn(SCOPES, text);
