import { Client, DatabaseError } from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let client: Client;

const OWNER = "'org_1', 'sandbox'";

const wallet = (currency: string) => `insert into wallets values (${OWNER}, '${currency}', 0, null, false, now())`;

const account = (id: string, kind: string, currency = 'USD') =>
  `insert into accounts values ('${id}', ${OWNER}, '${currency}', '${kind}', 0)`;

const entry = (id: string) =>
  `insert into entries values
    ('${id}', ${OWNER}, 'credit', 'USD', 500, null, null, null, 'Payment received', 500, 0, now())`;

const posting = (entryId: string, accountId: string, amountMinor: number) =>
  `insert into postings values ('${entryId}', '${accountId}', ${amountMinor})`;

const version = (id: string) => `insert into catalogue_versions values ('${id}', '${id}', now())`;

const offer = (versionId: string, packageId: string) =>
  `insert into packages values
    ('${versionId}', '${packageId}', 'connect', 'Japan', 'country', 'Japan 3 GB', 'JP', 'Asia', '{JP}', 30, 3072,
     'USD', 800, 400, null, 800, 'active', null)`;

const invoice = (id: string, month: string, lastSequence: number | null) =>
  `insert into invoices (id, organisation_id, mode, currency, month, time_zone, period_start, period_end, status,
     first_sequence, last_sequence, created_at)
   values ('${id}', ${OWNER}, 'USD', '${month}', 'UTC', '${month}', '${month}'::date + 28, 'draft', 1, ${lastSequence}, now())`;

const issue = (id: string, totalDue = 0) =>
  `update invoices set status = 'issued', number = '${id}', last_sequence = 0, issued_at = now(), line_count = 0,
     orders_minor = 0, refunds_minor = 0, gross_profit_minor = 0, gross_profit_basis_points = 10000,
     monthly_minimum_minor = 0, true_up_minor = 0, total_due_minor = ${totalDue} where id = '${id}'`;

const STOCK = [
  "insert into organisations values ('org_1', 'Partner', 'active', 'USD', '{}', now())",
  wallet('USD'),
  wallet('EUR'),
  account('available', 'available'),
  account('reserved', 'reserved'),
  account('funding', 'funding'),
  account('sales', 'sales'),
  account('euros', 'available', 'EUR'),
  version('draft'),
  offer('draft', 'spare'),
  version('published'),
  offer('published', 'sold'),
  "update catalogue_versions set published_at = now(), effective_at = now() where id = 'published'",
  `insert into activities values ('act_1', ${OWNER}, 'operator', 'test', 'wallet.fund', 'paid', null, now())`,
  "select open_month('events', now()::date)",
  invoice('issued', '2026-10-01', 0),
  invoice('open', '2026-11-01', null),
  issue('issued'),
  `insert into events (id, occurred_at, organisation_id, mode, sequence, type, data) values ('evt_1', now(), ${OWNER}, 1, 'order.reserved', '{}')`,
];

const PAID = [entry('paid'), posting('paid', 'available', 500), posting('paid', 'funding', -500)];

/** The SQLSTATE and the words with which the database refuses a transaction, which is undone; null where it would commit. */
const refusalOf = async (...statements: readonly string[]): Promise<string | null> => {
  await client.query('begin');
  try {
    for (const statement of [...statements, 'set constraints all immediate']) await client.query(statement);
    return null;
  } catch (error) {
    if (error instanceof DatabaseError) return `${error.code} ${error.constraint ?? error.message}`;
    throw error;
  } finally {
    await client.query('rollback');
  }
};

beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query([...STOCK, ...PAID].join(';'));
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

describe('an entry is refused', () => {
  test('whose postings do not sum to zero', async () => {
    const refusal = await refusalOf(entry('e'), posting('e', 'available', 500), posting('e', 'funding', -499));
    expect(refusal).toBe('23000 entry e does not balance');
  });

  test('without postings', async () => {
    expect(await refusalOf(entry('e'))).toBe('23000 entry e does not balance');
  });

  test('that sums to zero across two currencies', async () => {
    const refusal = await refusalOf(entry('e'), posting('e', 'available', 500), posting('e', 'euros', -500));
    expect(refusal).toBe('23000 entry e does not balance');
  });

  test('that a later transaction adds postings to, balanced or not', async () => {
    expect(await refusalOf(posting('paid', 'reserved', 1))).toBe('23000 entry paid is complete');
    const balanced = await refusalOf(posting('paid', 'reserved', 1), posting('paid', 'sales', -1));
    expect(balanced).toBe('23000 entry paid is complete');
  });
});

describe('what was written stays as it is', () => {
  test.each([
    ['entries', "set description = ''"],
    ['postings', 'set amount_minor = -amount_minor'],
    ['activities', "set actor_id = 'nobody'"],
    ['events', "set data = '{}'"],
  ])('%s are never updated, deleted or truncated', async (table, update) => {
    const refusal = new RegExp(`^23000 ${table}(_\\d{6})? rows are never changed or deleted$`);
    expect(await refusalOf(`update ${table} ${update}`)).toMatch(refusal);
    expect(await refusalOf(`delete from ${table}`)).toMatch(refusal);
    expect(await refusalOf(`truncate ${table} cascade`)).toMatch(/^23000 \w+ rows are never changed or deleted$/);
  });
});

describe('an issued invoice stays as it is', () => {
  test.each([
    "update invoices set orders_minor = 1 where id = 'issued'",
    "update invoices set number = 'other' where id = 'issued'",
    "update invoices set period_end = period_end + interval '1 day' where id = 'issued'",
    "update invoices set last_sequence = 9 where id = 'issued'",
    "update invoices set status = 'draft' where id = 'issued'",
    "delete from invoices where id = 'issued'",
  ])('against: %s', async (statement) => {
    expect(await refusalOf(statement)).toBe('23000 invoice issued is issued');
  });

  test.each([
    ['paid', "status = 'paid', paid_at = now()"],
    ['void', "status = 'void', voided_at = now(), void_reason = 'wrong'"],
  ])('and once it is %s nothing of it moves any more', async (status, change) => {
    const end = `update invoices set ${change} where id = 'issued'`;
    expect(await refusalOf(end)).toBeNull();
    const after = [
      "purchase_order = 'PO-1'",
      "status = 'issued', paid_at = null, voided_at = null, void_reason = null",
    ];
    for (const set of after) {
      expect(await refusalOf(end, `update invoices set ${set} where id = 'issued'`)).toBe(
        `23000 invoice issued is ${status}`,
      );
    }
  });

  test('and no invoice, draft or not, is deleted or truncated away', async () => {
    expect(await refusalOf("delete from invoices where id = 'open'")).toBe('23000 invoice open is draft');
    expect(await refusalOf('truncate invoices cascade')).toMatch(/^23000 \w+ rows are never changed or deleted$/);
  });

  test('and none is issued that does not add up', async () => {
    expect(await refusalOf(issue('open', 1))).toBe('23514 invoices_true_up_check');
  });
});

describe('a published catalogue version stays as it is', () => {
  test.each([
    "update catalogue_versions set version = 'other' where id = 'published'",
    "update catalogue_versions set effective_at = effective_at + interval '1 day' where id = 'published'",
    "update catalogue_versions set published_at = null, effective_at = null where id = 'published'",
    "delete from catalogue_versions where id = 'published'",
  ])('itself, against: %s', async (statement) => {
    expect(await refusalOf(statement)).toBe('23000 catalogue_versions rows are never changed or deleted');
  });

  test.each([
    "update packages set net_price_minor = 1 where version_id = 'published'",
    "update packages set version_id = 'draft' where version_id = 'published'",
    "update packages set version_id = 'published' where version_id = 'draft'",
    "delete from packages where version_id = 'published'",
    offer('published', 'late'),
  ])('with its packages, against: %s', async (statement) => {
    expect(await refusalOf(statement)).toBe('23000 catalogue version published is published');
  });

  test.each(['truncate packages cascade', 'truncate catalogue_versions cascade'])(
    'whole, against: %s',
    async (statement) => {
      expect(await refusalOf(statement)).toMatch(/^23000 .* rows are never changed or deleted$/);
    },
  );

  test('one that is not published yet may change', async () => {
    const change = "update packages set net_price_minor = 401 where version_id = 'draft'";
    expect(await refusalOf(change, "delete from packages where version_id = 'draft'")).toBeNull();
  });
});

describe('a wallet is never overdrawn', () => {
  test.each(['available', 'reserved'])('its %s balance does not go below zero', async (kind) => {
    const overdraw = `update accounts set balance_minor = -1 where kind = '${kind}'`;
    expect(await refusalOf(overdraw)).toBe('23514 accounts_balance_check');
  });
});
