import { Client } from 'pg';
import { LIST_ROWS_MAX } from '../../src/domains/invoices/index.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { reconcile } from '../../src/views/reconciliation.ts';
import { keepInvariants } from '../support/after-each.ts';
import { agreeMinimum, closeMonth, openDraftOf } from '../support/invoices.ts';
import { JP, keyedCall, orderInput } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { type AnsweredError, openTestApi, type TestApi } from '../support/test-api.ts';
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
    const { id } = await closeMonth(api.house, owner);
    const total = (minor: number) => `update invoices set orders_minor = ${minor} where id = '${id}'`;
    await tampered(total(900), total(400), async () => {
      expect(await differences()).toMatchObject([
        { code: 'INVOICE_TOTAL_DIFFERS', left: 'orders less refunds of 9.00 USD', right: 'lines of 4.00 USD' },
      ]);
    });
    const first = (sequence: number) => `update invoices set first_sequence = ${sequence} where id = '${id}'`;
    await tampered(first(2), first(1), async () => {
      expect((await differences()).map(({ code }) => code)).toContain('PERIOD_GAP');
    });
  });
});

describe("a partner's own list", () => {
  const send = async (
    body: string | ReadableStream,
    query = 'period=2026-11&currency=USD',
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(`${api.url}/reconciliation?${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv', ...headers },
      body,
      ...(typeof body === 'string' ? {} : { duplex: 'half' }),
    } as RequestInit); // its type lacks what a stream needs
    const answer = (await response.json()) as {
      errors?: readonly AnsweredError[];
      differences?: readonly unknown[];
    } & Record<string, unknown>; // what the server sent
    return { status: response.status, ...answer };
  };

  /** The code of a refusal and the rows that it names. */
  const refusalOf = async (...sent: Parameters<typeof send>) => {
    const { errors } = await send(...sent);
    const { code, problems = [] } = errors?.[0]?.extensions ?? {};
    return [code, ...(problems as readonly { field: string }[]).map(({ field }) => field)];
  };

  test('that agrees matches; what is missing or other on either side is named with its row', async () => {
    await seedOrders();
    await settledOrder(api.house, owner, 'shop-4', prepared());
    await settledOrder(api.house, owner, 'shop-5', prepared());
    const list = [
      '\uFEFFpartnerOrderId,amount',
      'shop-1,4.00',
      '"shop-4",4.5',
      'shop-3,4.00',
      'nobody,1',
      'shop-1,4.00',
    ];
    expect(await send(list.join('\r\n'))).toMatchObject({
      status: 200,
      rows: 5,
      matched: 1,
      differenceCount: 5,
      differences: [
        { code: 'AMOUNT_DIFFERS', row: 3, partnerOrderId: 'shop-4', yours: '4.50', ours: '4.00' },
        { code: 'NOT_CHARGED', row: 4, partnerOrderId: 'shop-3', yours: '4.00', ours: null },
        { code: 'UNKNOWN_ORDER', row: 5, partnerOrderId: 'nobody', yours: '1.00', ours: null },
        { code: 'DUPLICATE_ROW', row: 6, partnerOrderId: 'shop-1' },
        { code: 'MISSING_IN_LIST', row: null, partnerOrderId: 'shop-5', yours: null, ours: '4.00' },
      ],
    });
    const good = 'partnerOrderId,amount,currency\nshop-1,4.00,USD\nshop-4,4,USD\nshop-5,4.0,USD\n';
    expect(await send(good)).toMatchObject({ rows: 3, matched: 3, differenceCount: 0, differences: [] });
  });

  test('never shows or finds another organisation’s orders', async () => {
    const other = await seedPartner(api.house, { wallet: '50.00', approved: [JP] });
    await settledOrder(api.house, other, 'theirs', prepared());
    expect(await send('partnerOrderId,amount\ntheirs,4.00\n')).toMatchObject({
      differences: [{ code: 'UNKNOWN_ORDER', ours: null }],
    });
  });

  test('that is wrong is refused with the rows that are, and nothing of it is compared', async () => {
    expect(await refusalOf('id,sum\n1,2\n')).toEqual(['BAD_USER_INPUT', 'row 1']);
    expect(await refusalOf('partnerOrderId,amount\na,1\nb\n')).toEqual(['BAD_USER_INPUT', 'row 3']);
    expect(await refusalOf('partnerOrderId,amount\n"a,1\n')).toEqual(['BAD_USER_INPUT', 'row 2']);
    expect(await refusalOf('partnerOrderId,amount,currency\na,1.005,USD\n,1,EUR\n')).toEqual([
      'BAD_USER_INPUT',
      'row 2, amount',
      'row 3, partnerOrderId',
      'row 3, currency',
    ]);
    const bad = `partnerOrderId,amount\n${'a,x\n'.repeat(500)}`;
    expect((await refusalOf(bad)).length).toBe(101);
  });

  test('of more rows or bytes than are taken is refused', async () => {
    const long = `partnerOrderId,amount\n${'a,1\n'.repeat(LIST_ROWS_MAX + 1)}`;
    expect(await refusalOf(long)).toEqual(['BAD_USER_INPUT', 'body']);
    const chunks = async function* () {
      yield Buffer.from('partnerOrderId,amount\n');
      for (let chunk = 0; chunk < 100; chunk += 1) yield Buffer.from(`${'a'.repeat(120)},1\n`.repeat(1_000));
    };
    expect(await refusalOf(ReadableStream.from(chunks()))).toEqual(['BAD_USER_INPUT', 'body']);
  });

  test('needs its scopes, its period, a wallet and its type', async () => {
    const list = 'partnerOrderId,amount\n';
    const narrow = await api.credential(owner, ['invoices:read']);
    expect(await refusalOf(list, undefined, { authorization: `Bearer ${narrow}` })).toEqual(['FORBIDDEN']);
    expect(await refusalOf(list, undefined, { authorization: 'Bearer nobody' })).toEqual(['UNAUTHENTICATED']);
    expect(await refusalOf(list, 'currency=USD')).toEqual(['BAD_USER_INPUT', 'period']);
    expect(await refusalOf(list, 'period=2026-11&currency=XXX')).toEqual(['BAD_USER_INPUT', 'currency']);
    expect(await refusalOf(list, 'period=2026-11&currency=EUR')).toEqual(['INVOICE_NOT_FOUND']);
    expect(await refusalOf(list, undefined, { 'content-type': 'application/json' })).toEqual([
      'UNSUPPORTED_MEDIA_TYPE',
    ]);
  });
});

keepInvariants(() => api);
