import { LIST_ROWS_MAX } from '../../src/domains/invoices/index.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import type { Scope } from '../../src/kernel/scopes.ts';
import { approveRefund } from '../../src/use-cases/approve-refund.ts';
import { completeRefund } from '../../src/use-cases/complete-refund.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { requestRefund } from '../../src/use-cases/request-refund.ts';
import { keepInvariants } from '../support/after-each.ts';
import { closeMonth, openDraftOf } from '../support/invoices.ts';
import { JP, keyedCall, orderInput, systemCall } from '../support/orders.ts';
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

  test('has an order that was charged in one month and given back in the next in both, below zero in the second', async () => {
    const orderId = await settledOrder(api.house, owner, 'shop-1', prepared());
    const first = await closeMonth(api.house, owner);
    const input = { orderId, reason: 'not_working', note: null } as const;
    const { subject: refundId } = await requestRefund(api.house, keyedCall(owner, 'refund'), input);
    await approveRefund(api.house, systemCall(owner), { refundId });
    await completeRefund(api.house, systemCall(owner), { refundId });
    const second = await openDraftOf(api.house, owner);
    for (const [{ month }, amount] of [
      [first, '4.00'],
      [second, '-4.00'],
    ] as const) {
      const query = `currency=USD&period=${month.slice(0, 7)}`;
      expect(await send(`partnerOrderId,amount\nshop-1,${amount}\n`, query)).toMatchObject({
        matched: 1,
        differenceCount: 0,
      });
      expect(await send('partnerOrderId,amount\n', query)).toMatchObject({
        differences: [{ code: 'MISSING_IN_LIST', yours: null, ours: amount }],
      });
    }
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
    expect(await refusalOf('partnerOrderId,amount\na\0b,1\n')).toEqual(['BAD_USER_INPUT', 'row 2, partnerOrderId']);
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

  test.each<[string, number, Scope[], number, number]>([
    ['period=2026-11&currency=USD', 4_096_000, ['invoices:read'], 403, 1_050],
    ['period=2026-13&currency=USD', 4_096, ['invoices:read', 'orders:read'], 400, 51],
    ['period=2026-11&currency=EUR', 8_192, ['invoices:read', 'orders:read'], 404, 52],
    ['period=2026-11&currency=USD', 4_096, ['invoices:read', 'orders:read'], 400, 2_001],
  ])(
    'is charged for what arrives before anything is looked at: %s, %i bytes',
    async (query, bytes, scopes, ...paid) => {
      const headers = { authorization: `Bearer ${await api.credential(owner, scopes)}`, 'content-type': 'text/csv' };
      const body = 'x'.repeat(bytes);
      const response = await fetch(`${api.url}/reconciliation?${query}`, { method: 'POST', headers, body });
      const [limit, left] = ['ratelimit-policy', 'ratelimit'].map((name) =>
        Number(/"credential";[qr]=(\d+)/.exec(response.headers.get(name) ?? '')?.[1]),
      );
      expect([response.status, Number(limit) - Number(left)]).toEqual(paid);
    },
  );

  test('is held against the wallet of the organisation where it names no currency', async () => {
    await seedOrders();
    expect(await send('partnerOrderId,amount\nshop-1,4.00\n', 'period=2026-11')).toMatchObject({
      currency: 'USD',
      matched: 1,
    });
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
