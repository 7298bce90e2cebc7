/** When something was seen for the first time, and its public reference. */
export interface Sighting {
  readonly seenAt: Date;
  readonly reference: string;
}

/** What leaves no row of its own, and is kept as evidence the first time that it is seen. */
export const EVIDENCE_KINDS = [
  'replay',
  'conflict',
  'order_read',
  'failed_order_read',
  'usage_read',
  'ledger_read',
  'invoice_read',
] as const;

export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** All that proves a check: evidence, or rows that exist anyway. */
export type Proof =
  | EvidenceKind
  | 'catalogue_approved'
  | 'order_created'
  | 'webhook_delivered'
  | 'webhook_signature_refused';

export type Sightings = ReadonlyMap<Proof, Sighting>;

/** What was found in the sandbox: the rows of other domains, and the evidence of its traffic. */
interface Found {
  readonly version: { readonly version: string; readonly approvedAt: Date } | null;
  readonly order: { readonly id: string; readonly createdAt: Date } | null;
  /** The first endpoints that took a delivery, and that refused one whose signature was wrong. */
  readonly webhooks: { readonly delivered: Sighting | null; readonly refused: Sighting | null };
  readonly evidence: readonly (readonly [EvidenceKind, Sighting])[];
}

/** Everything that proves a check, by what it proves. */
export const sightingsOf = ({ version, order, webhooks, evidence }: Found): Sightings => {
  const sightings = new Map<Proof, Sighting>(evidence);
  if (version) sightings.set('catalogue_approved', { seenAt: version.approvedAt, reference: version.version });
  if (order) sightings.set('order_created', { seenAt: order.createdAt, reference: order.id });
  if (webhooks.delivered) sightings.set('webhook_delivered', webhooks.delivered);
  if (webhooks.refused) sightings.set('webhook_signature_refused', webhooks.refused);
  return sightings;
};

interface CheckRow {
  /** What has to be seen. */
  readonly proof: Proof;
  readonly say: string;
}

/** What a partner shows in the sandbox before live access, each by traffic of its own. */
export const LAUNCH_CHECKS = {
  catalogue_approved: {
    proof: 'catalogue_approved',
    say: 'The operator approves packages of the catalogue version in effect; the evidence is the version.',
  },
  order_created: { proof: 'order_created', say: 'Create an order; the evidence is its id.' },
  replay_seen: {
    proof: 'replay',
    say: 'Send a createOrder again with the same key and the same input, and read `replayed`; the evidence is the order.',
  },
  conflict_seen: {
    proof: 'conflict',
    say: 'Send a createOrder with a used key and another input, and handle IDEMPOTENCY_CONFLICT; the evidence is the request.',
  },
  provisioning_visible: {
    proof: 'order_read',
    say: 'Look an order up after it was created; the evidence is its id.',
  },
  failure_seen: {
    proof: 'failed_order_read',
    say: 'Order a package that fails in the sandbox, and look the failed order up; the evidence is its id.',
  },
  webhook_delivered: {
    proof: 'webhook_delivered',
    say: 'Have a webhook delivered to an endpoint of the sandbox, and answer it with 200 to 299; the evidence is the endpoint.',
  },
  webhook_signature_refused: {
    proof: 'webhook_signature_refused',
    say: 'Ask sendTestEvent for a bad signature, and refuse the delivery with 400, 401 or 403; the evidence is the endpoint.',
  },
  usage_read: {
    proof: 'usage_read',
    say: 'Look the usage of an eSIM up; the evidence is the request.',
  },
  ledger_read: {
    proof: 'ledger_read',
    say: 'Read the wallet or its ledger entries, for the reconciliation of a month; the evidence is the request.',
  },
  invoice_read: {
    proof: 'invoice_read',
    say: 'Read an invoice, for the reconciliation of a month; the evidence is the request.',
  },
} as const satisfies Record<string, CheckRow>;

export type LaunchCheck = keyof typeof LAUNCH_CHECKS;

export const LAUNCH_CHECK_NAMES = Object.keys(LAUNCH_CHECKS) as readonly LaunchCheck[]; // the table's own keys

export const CHECK_STATES = ['passed', 'missing'] as const;

/** How a check stands, and what shows it. */
export interface CheckResult {
  readonly check: LaunchCheck;
  readonly state: (typeof CHECK_STATES)[number];
  readonly seenAt: Date | null;
  readonly evidence: string | null;
  readonly say: string;
}

const resultOf = (check: LaunchCheck, sightings: Sightings): CheckResult => {
  const { proof, say }: CheckRow = LAUNCH_CHECKS[check];
  const sighting = sightings.get(proof);
  if (!sighting) return { check, say, state: 'missing', seenAt: null, evidence: null };
  return { check, say, state: 'passed', seenAt: sighting.seenAt, evidence: sighting.reference };
};

/** Every check, in the order of the table, as what was seen decides it. */
export const checkLaunch = (sightings: Sightings): readonly CheckResult[] =>
  LAUNCH_CHECK_NAMES.map((check) => resultOf(check, sightings));

/** Checks by the names that the API gives them. */
export const shownChecks = (checks: readonly LaunchCheck[]): readonly string[] =>
  checks.map((check) => check.toUpperCase());

/** The checks that are still to be shown. */
export const missingChecks = (results: readonly CheckResult[]): readonly LaunchCheck[] =>
  results.filter(({ state }) => state === 'missing').map(({ check }) => check);
