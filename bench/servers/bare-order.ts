import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { canonicalDigest } from '../../dist/src/kernel/canonical.js';
import { newId } from '../../dist/src/kernel/id.js';
import type { Partner } from '../seed.ts';
import { orderNode, readOrderById, usd } from './bare-reads.ts';

export interface OrderInput {
  readonly packageId: string;
  readonly partnerOrderId: string;
}

/** Runs one prepared statement. */
type Run = <Row extends QueryResultRow>(name: string, text: string, values: readonly unknown[]) => Promise<Row[]>;

interface OrderFacts {
  readonly partner: Partner;
  readonly input: OrderInput;
  readonly id: string;
  readonly now: Date;
  readonly offer: Offer;
  readonly available: Account;
  readonly reserved: Account;
}

interface Offer {
  readonly version_id: string;
  readonly version: string;
  readonly package_id: string;
  readonly display_name: string;
  readonly coverage_name: string;
  readonly data_mb: number;
  readonly iso2: string | null;
  readonly currency: string;
  readonly net_price_minor: string;
}

interface Account {
  readonly id: string;
  readonly kind: string;
  readonly balance_minor: string;
  readonly floor_minor: string;
  readonly credit_limit_minor: string;
}

const KEY = `
  insert into idempotency_keys (organisation_id, mode, operation, key, input_digest, subject_id, created_at)
  select $1, $2, $3, $4, $5, $6, $7
  from (select pg_advisory_xact_lock(hashtextextended($8, 0))) as held
  on conflict do nothing returning 1`;

const OFFER = `
  select v.id as version_id, v.version, p.package_id, p.display_name, p.coverage_name, p.data_mb, p.iso2, p.currency,
    coalesce(a.net_price_minor, p.net_price_minor) as net_price_minor
  from (select id, version from catalogue_versions where published_at is not null and effective_at <= $1
    order by effective_at desc, id desc limit 1) v
  join packages p on p.version_id = v.id and p.package_id = $4
  join package_approvals a on a.organisation_id = $2 and a.mode = $3 and a.package_id = p.package_id`;

/** The accounts of a wallet and its terms, all locked. */
const ACCOUNTS = `
  select a.id, a.kind, a.balance_minor, a.floor_minor, w.credit_limit_minor, w.low_balance_minor, w.is_low
  from accounts a join wallets w on w.organisation_id = a.organisation_id and w.mode = a.mode and w.currency = a.currency
  where a.organisation_id = $1 and a.mode = $2 and a.currency = $3
  order by a.id for update`;

const ORDER = `
  insert into orders (id, organisation_id, mode, partner_order_id, customer_reference, package_id, catalogue_version_id,
    catalogue_version, net_price_minor, currency, status, status_reason, expected_ready_by, created_at, updated_at)
  values ($1, $2, $3, $4, null, $5, $6, $7, $8, $9, 'reserved', null, $10, $11, $11)`;

/** The database gives the number and the hash. */
const ENTRY = `
  insert into entries (id, organisation_id, mode, type, currency, amount_minor, order_id, invoice_id, payment_reference,
    description, available_after_minor, reserved_after_minor, created_at, sequence, hash)
  values ($1, $2, $3, 'reserve', $4, $5, $6, null, null, $7, $8, $9, $10, 0, '')`;

const POSTING = 'insert into postings (entry_id, account_id, amount_minor) values ($1, $2, $3)';
const BALANCE = 'update accounts set balance_minor = $1, floor_minor = $2 where id = $3';

const ACTIVITY = `
  insert into activities (id, organisation_id, mode, actor_kind, actor_id, action, subject_id, request_id, occurred_at)
  values ($1, $2, $3, 'partner', $4, 'order.place', $5, $6, $7)`;

const SEQUENCE = `
  insert into event_sequences as log (organisation_id, mode, last_sequence) values ($1, $2, 1)
  on conflict (organisation_id, mode) do update set last_sequence = log.last_sequence + 1
  returning organisation_id, mode, last_sequence`;

/** What the statement of the sequence is called where all rows are written in one. */
const NUMBERED = 'numbered';

/** The event with the number that its owner's log has just given. */
const eventNumberedBy = (source: string): string => `
  insert into events (occurred_at, id, organisation_id, mode, sequence, type, order_id, partner_order_id, data)
  select $1, $2, organisation_id, mode, last_sequence, 'order.reserved', $5, $6, $7
  from ${source} where organisation_id = $3 and mode = $4`;

const JOB = 'graphile_worker.add_job($1::text, $2::json, job_key := $3::text, run_at := null)';

const WINDOW_MS = 15 * 60_000;

interface Statement {
  /** What others may call it where all rows are written in one. */
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Every row of an order, in the order in which the foreign keys want them. */
const rowsOf = (
  { partner, input, id, now, offer, available, reserved }: OrderFacts,
  numbered: string,
): readonly Statement[] => {
  const { organisationId, mode, credentialId } = partner;
  const entryId = newId('entry');
  const price = BigInt(offer.net_price_minor);
  const availableAfter = BigInt(available.balance_minor) - price;
  const reservedAfter = BigInt(reserved.balance_minor) + price;
  if (availableAfter < -BigInt(available.credit_limit_minor)) throw new Error('the wallet does not cover it');
  const order = [id, organisationId, mode, input.partnerOrderId, offer.package_id, offer.version_id, offer.version];
  const data = {
    packageId: offer.package_id,
    catalogueVersion: offer.version,
    status: 'RESERVED',
    statusReason: null,
    netPrice: usd(offer.net_price_minor),
  };
  return [
    { text: ORDER, values: [...order, price, offer.currency, new Date(now.getTime() + WINDOW_MS), now] },
    {
      text: ENTRY,
      values: [
        entryId,
        organisationId,
        mode,
        offer.currency,
        price,
        id,
        `Held for order ${id}`,
        availableAfter,
        reservedAfter,
        now,
      ],
    },
    { text: POSTING, values: [entryId, available.id, -price] },
    { text: BALANCE, values: [availableAfter, available.floor_minor, available.id] },
    { text: POSTING, values: [entryId, reserved.id, price] },
    { text: BALANCE, values: [reservedAfter, reserved.floor_minor, reserved.id] },
    { text: ACTIVITY, values: [newId('activity'), organisationId, mode, credentialId, id, newId('request'), now] },
    { name: NUMBERED, text: SEQUENCE, values: [organisationId, mode] },
    {
      text: eventNumberedBy(numbered),
      values: [now, newId('event'), organisationId, mode, id, input.partnerOrderId, JSON.stringify(data)],
    },
  ];
};

/** The order is to be provisioned, and the event brought to the webhooks. */
const jobsOf = ({ id, partner: { organisationId, mode } }: OrderFacts): readonly Statement[] => [
  { text: JOB, values: ['provision_order', JSON.stringify({ orderId: id, organisationId, mode }), id] },
  {
    text: JOB,
    values: ['fan_out_events', JSON.stringify({ organisationId, mode }), `events:${organisationId}:${mode}`],
  },
];

type Write = (run: Run, facts: OrderFacts) => Promise<void>;

/** A statement for each row, as most would write it: eleven round trips. */
const writeRowByRow: Write = async (run, facts) => {
  for (const { text, values } of rowsOf(facts, 'event_sequences')) await run(nameOf(text), text, values);
  for (const { text, values } of jobsOf(facts)) await run('job', `select ${text}`, values);
};

const names = new Map<string, string>();
const nameOf = (text: string): string => {
  const name = names.get(text) ?? `row ${names.size}`;
  names.set(text, name);
  return name;
};

let gatheredText: string | null = null;

const gather = (rows: readonly Statement[], jobs: readonly Statement[]): string => {
  let offset = 0;
  const shift = ({ text, values }: Statement): string => {
    const shifted = text.replaceAll(/\$(\d+)/g, (_mark, index) => `$${offset + Number(index)}`);
    offset += values.length;
    return shifted;
  };
  const ctes = rows.map((row, index) => `${row.name ?? `w${index}`} as (${shift(row)})`);
  return `with ${ctes.join(', ')} select ${jobs.map(shift).join(', ')}`;
};

/** All rows in one statement of data-modifying CTEs, as ours writes them: one round trip. */
const writeGathered: Write = async (run, facts) => {
  const rows = rowsOf(facts, NUMBERED);
  const jobs = jobsOf(facts);
  gatheredText ??= gather(rows, jobs);
  await run(
    'rows',
    gatheredText,
    [...rows, ...jobs].flatMap(({ values }) => values),
  );
};

const placeNew = async (run: Run, partner: Partner, input: OrderInput, id: string, now: Date, write: Write) => {
  const { organisationId, mode } = partner;
  const owner = [organisationId, mode];
  const [offer] = await run<Offer & QueryResultRow>('offer', OFFER, [now, ...owner, input.packageId]);
  if (!offer) throw new Error('no such package');
  const standing = 'select state, excluded_markets from organisations where id = $1';
  const [organisation] = await run('standing', standing, [organisationId]);
  if (organisation?.state !== 'active' || organisation.excluded_markets.includes(offer.iso2)) throw new Error('closed');
  const taken = 'select id from orders where organisation_id = $1 and mode = $2 and partner_order_id = $3';
  if ((await run('taken', taken, [...owner, input.partnerOrderId])).length > 0) throw new Error('taken');
  const accounts = await run<Account & QueryResultRow>('accounts', ACCOUNTS, [...owner, offer.currency]);
  const available = accounts.find(({ kind }) => kind === 'available');
  const reserved = accounts.find(({ kind }) => kind === 'reserved');
  if (!available || !reserved) throw new Error('no wallet');
  await write(run, { partner, input, id, now, offer, available, reserved });
  return orderNode({
    ...offer,
    id,
    partner_order_id: input.partnerOrderId,
    status: 'reserved',
    catalogue_version: offer.version,
    created_at: now,
    expected_ready_by: new Date(now.getTime() + WINDOW_MS),
  });
};

const inTransaction = async <Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
};

const placeWith =
  (write: Write) =>
  async (pool: Pool, partner: Partner, key: string, { packageId, partnerOrderId }: OrderInput) => {
    const { organisationId, mode } = partner;
    const now = new Date();
    const input = {
      packageId,
      partnerOrderId,
      customerReference: null,
      catalogueVersion: null,
      expectedNetPrice: null,
    };
    const digest = canonicalDigest(input);
    const made = await inTransaction(pool, async (client) => {
      const run: Run = async (name, text, values) => (await client.query({ name, text, values: [...values] })).rows;
      const id = newId('order');
      const owner = [organisationId, mode, 'createOrder', key];
      const isNew = await run('key', KEY, [...owner, digest, id, now, owner.join(' ')]);
      if (isNew.length > 0) return { order: await placeNew(run, partner, input, id, now, write), firstId: null };
      const first = `select subject_id, input_digest from idempotency_keys
        where organisation_id = $1 and mode = $2 and operation = $3 and key = $4`;
      const [found] = await run('first', first, owner);
      if (!found || !digest.equals(found.input_digest)) throw new Error('another input');
      return { order: null, firstId: String(found.subject_id) };
    });
    const order = made.firstId === null ? made.order : await readOrderById(pool, partner, made.firstId);
    return { createOrder: { replayed: made.firstId !== null, order } };
  };

export const placeRowByRow = placeWith(writeRowByRow);
export const placeGathered = placeWith(writeGathered);
