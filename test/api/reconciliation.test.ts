import { Client } from 'pg';
import type { Owner } from '../../src/kernel/actor.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { reconcile } from '../../src/views/reconciliation.ts';
import { keepInvariants } from '../support/after-each.ts';
import { agreeMinimum, closeMonth, openDraftOf } from '../support/invoices.ts';
import { JP, keyedCall, orderInput } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { TestClock } from '../support/test-clock.ts';
import { prepared, settledOrder } from './seeded-api.ts';

const clock = new TestClock();
let api: TestApi;
let owner: Owner;
let token: string;

beforeAll(async () => {
  api = await openTestApi({ clock });
  await seedCatalogue(api.house, [packageDraft('JP', '4.00')]);
});

afterAll(() => api.close());

beforeEach(async () => {
  owner = await seedPartner(api.house, { wallet: '50.00', approved: [JP] });
  token = await api.credential(owner);
});

/** Three orders: one that is ready, one that failed, one that is open. */
const seedOrders = async (): Promise<void> => {
  await settledOrder(api.house, owner, 'shop-1', prepared());
  await settledOrder(api.house, owner, 'shop-2', { kind: 'failed', reason: 'CARRIER_OUT_OF_STOCK' });
  await placeOrder(api.house, keyedCall(owner, 'shop-3'), orderInput('shop-3'));
};

const FIELDS = `isMatched orders matchedOrders openOrders differenceCount differences { code partnerOrderId left right }
  ledgerOrders { amount } invoicedOrders { amount } invoice { status number } ndjsonUrl csvUrl`;

const ask = async (period = '2026-11') => {
  const { data, errors } = await api.ask<{ reconciliation: Record<string, never> }>(
    token,
    `{ reconciliation(period: "${period}") { ${FIELDS} } }`,
  );
  return { found: data?.reconciliation ?? {}, errors };
};

const rowsOf = async (url: string): Promise<readonly Record<string, string>[]> => {
  const text = await (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).text();
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
};

describe('a month is held against ledger, invoice and carrier', () => {
  test('and matches, as a draft and once it is issued, with what is still open', async () => {
    await seedOrders();
    const matched = { isMatched: true, orders: 3, matchedOrders: 3, openOrders: 1, differenceCount: 0 };
    expect((await ask()).found).toMatchObject({ ...matched, invoice: { status: 'DRAFT' } });
    await agreeMinimum(api.house, owner, 2_000n);
    await closeMonth(api.house, owner);
    const { found } = await ask();
    expect(found).toMatchObject({ ...matched, ledgerOrders: { amount: '4.00' }, invoicedOrders: { amount: '4.00' } });
    const rows = await rowsOf(String(found.ndjsonUrl));
    expect(rows.map(({ partnerOrderId, status, invoiced, esim }) => [partnerOrderId, status, invoiced, esim])).toEqual([
      ['shop-1', 'ESIM_READY', '4.00', 'PREPARED'],
      ['shop-2', 'FAILED', '0.00', 'NONE'],
      ['shop-3', 'RESERVED', '0.00', 'NONE'],
    ]);
    expect(await rowsOf(`${found.ndjsonUrl}&after=${rows[0]?.cursor}`)).toEqual(rows.slice(1));
  });

  test('an order that is settled in the next month is open in this one and charged in that one', async () => {
    await settledOrder(api.house, owner, 'early', prepared());
    await closeMonth(api.house, owner);
    await settledOrder(api.house, owner, 'late', prepared());
    const draft = await openDraftOf(api.house, owner);
    expect(await reconcile(api.house, owner, draft)).toMatchObject({ orders: 1, matched: 1, differenceCount: 0 });
  });

  test('a month that has no invoice, and one that is none, are refused', async () => {
    expect((await ask('2020-01')).errors).toMatchObject([{ extensions: { code: 'INVOICE_NOT_FOUND' } }]);
    expect((await ask('2026-13')).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('what does not match is named, with what either side says', () => {
  /** Changes what nobody can change, and takes it back. */
  const tampered = async (statement: string, back: string, look: () => Promise<void>): Promise<void> => {
    const client = new Client({ connectionString: api.house.databaseUrl });
    await client.connect();
    const run = (text: string) => client.query(`set session_replication_role = replica; ${text}`);
    try {
      await run(statement);
      await look();
    } finally {
      await run(back);
      await client.end();
    }
  };

  const set = (status: string, partnerOrderId: string) =>
    `update orders set status = '${status}' where partner_order_id = '${partnerOrderId}' and organisation_id = '${owner.organisationId}'`;

  const differences = async () => {
    const { found } = await ask();
    expect(found).toMatchObject({ isMatched: false });
    return found.differences as unknown as readonly { code: string; left: string; right: string }[];
  };

  test.each([
    ['shop-1', 'esim_ready', 'failed', ['CAPTURE_UNEXPECTED']],
    ['shop-1', 'esim_ready', 'refunded', ['REFUND_MISSING']],
    ['shop-2', 'failed', 'esim_ready', ['CAPTURE_MISSING', 'RELEASE_UNEXPECTED']],
    ['shop-3', 'reserved', 'failed', ['HOLD_NOT_SETTLED']],
  ])('%s, which is %s, as if it were %s: %j', async (partnerOrderId, status, said, codes) => {
    await seedOrders();
    await tampered(set(said, partnerOrderId), set(status, partnerOrderId), async () => {
      const found = await differences();
      expect(found.map(({ code }) => code)).toEqual(codes);
      expect(found[0]).toMatchObject({ partnerOrderId, left: `${said.toUpperCase()} at 4.00 USD` });
    });
  });

  test('an order at another price, one whose eSIM is gone, and one without any entry', async () => {
    await seedOrders();
    const own = `organisation_id = '${owner.organisationId}'`;
    const price = (minor: number) =>
      `update orders set net_price_minor = ${minor} where partner_order_id = 'shop-1' and ${own}`;
    await tampered(price(500), price(400), async () => {
      expect(await differences()).toMatchObject([
        { code: 'AMOUNT_DIFFERS', left: 'ESIM_READY at 5.00 USD', right: 'reserve 4.00, capture 4.00' },
      ]);
    });
    const esim = (from: string, to: string) =>
      `update esims set order_id = '${to}' || substr(order_id, 4) where order_id like '${from}%' and ${own}`;
    await tampered(esim('ord', 'xxx'), esim('xxx', 'ord'), async () => {
      expect(await differences()).toMatchObject([{ code: 'ESIM_MISSING', right: 'no eSIM' }]);
    });
    const entry = (from: string, to: string) =>
      `update entries set order_id = '${to}' || substr(order_id, 4) where order_id in (select replace(id, 'ord', '${from}') from orders where partner_order_id = 'shop-3' and ${own})`;
    await tampered(entry('ord', 'xxx'), entry('xxx', 'ord'), async () => {
      expect(await differences()).toMatchObject([
        { code: 'HOLD_MISSING', partnerOrderId: 'shop-3', right: 'no entry' },
      ]);
    });
  });

  test('an invoice that says another total than its lines, and one that begins behind the end of the last', async () => {
    await seedOrders();
    await agreeMinimum(api.house, owner, 2_000n);
    const { id } = await closeMonth(api.house, owner);
    const total = (minor: number) => `update invoices set orders_minor = ${minor} where id = '${id}'`;
    await tampered(total(900), total(400), async () => {
      expect(await differences()).toMatchObject([
        { code: 'INVOICE_TOTAL_DIFFERS', left: 'orders of 9.00 USD', right: 'orders of 4.00 USD' },
      ]);
    });
    const profit = (minor: number, missing: number) =>
      `update invoices set gross_profit_minor = ${minor}, true_up_minor = ${missing}, total_due_minor = ${missing} where id = '${id}'`;
    await tampered(profit(300, 1_700), profit(400, 1_600), async () => {
      expect(await differences()).toMatchObject([
        { code: 'INVOICE_TOTAL_DIFFERS', left: 'gross profit of 3.00 USD', right: 'gross profit of 4.00 USD' },
        { code: 'INVOICE_TOTAL_DIFFERS', left: 'true-up of 17.00 USD', right: 'true-up of 16.00 USD' },
        { code: 'INVOICE_TOTAL_DIFFERS', left: 'true-up of 17.00 USD', right: 'an entry of 16.00 USD' },
      ]);
    });
    const first = (sequence: number) => `update invoices set first_sequence = ${sequence} where id = '${id}'`;
    await tampered(first(2), first(1), async () => {
      expect((await differences()).map(({ code }) => code)).toContain('PERIOD_GAP');
    });
  });
});

test('orders that the ledger knows nothing of are all counted, and their export goes on behind any of them', async () => {
  await seedOrders();
  const client = new Client({ connectionString: api.house.databaseUrl });
  await client.connect();
  await client.query(
    `insert into orders select (jsonb_populate_record(o, jsonb_build_object('id', 'ord_' || lpad(n::text, 26, '0'),
        'partner_order_id', 'lost-' || n))).*
      from orders o, generate_series(1, 2_100) n where o.organisation_id = $1 and o.partner_order_id = 'shop-3'`,
    [owner.organisationId],
  );
  try {
    const { found } = await ask();
    expect(found).toMatchObject({ orders: 2_103, matchedOrders: 3, differenceCount: 2_100 });
    const rows = await rowsOf(String(found.ndjsonUrl));
    expect(rows.length).toBe(2_103);
    for (const index of [1, 3, 1_003, 2_102]) {
      expect(await rowsOf(`${found.ndjsonUrl}&after=${rows[index]?.cursor}`)).toEqual(rows.slice(index + 1));
    }
  } finally {
    await client.query("delete from orders where partner_order_id like 'lost-%'");
    await client.end();
  }
});

keepInvariants(() => api);
