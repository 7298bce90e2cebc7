import { Client } from 'pg';
import { fundWallet } from '../../src/use-cases/fund-wallet.ts';
import { keepInvariants } from '../support/after-each.ts';
import { seedReadyEsim } from '../support/esims.ts';
import { systemCall } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { type Answer, openTestApi, type TestApi } from '../support/test-api.ts';

const JAPAN = packageDraft('JP', '4.00');

let api: TestApi;
let partner: SeededPartner;
let token: string;

beforeAll(async () => {
  api = await openTestApi();
  await seedCatalogue(api.house, [JAPAN]);
});
beforeEach(async () => {
  partner = await seedPartner(api.house, { wallet: '100.00', approved: [JAPAN.packageId] });
  token = await api.credential(partner);
});
afterAll(() => api.close());
keepInvariants(() => api);

interface Created {
  readonly createOrder: { readonly replayed: boolean; readonly order: { readonly id: string } };
}

const CREATE = 'mutation ($input: CreateOrderInput!) { createOrder(input: $input) { replayed order { id } } }';
const KEYED = `mutation ($input: CreateOrderInput!, $key: String!) {
  createOrder(input: $input) @idempotent(key: $key) { replayed order { id } }
}`;
const KEY = 'query ($key: String!) { idempotencyKey(key: $key) { state order { id partnerOrderId } } }';

const input = (partnerOrderId: string) => ({ packageId: JAPAN.packageId, partnerOrderId });

interface Sent {
  readonly header?: string;
  readonly directive?: string;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly query?: string;
}

const send = ({ header, directive, ...sent }: Sent): Promise<Answer<Created>> =>
  api.ask(token, sent.query ?? (directive === undefined ? CREATE : KEYED), {
    variables: { input: sent.input ?? input('p1'), ...(directive === undefined ? {} : { key: directive }) },
    headers: header === undefined ? {} : { 'idempotency-key': header },
  });

const lookAt = async (key: string) => (await api.ask(token, KEY, { variables: { key } })).data?.idempotencyKey;

const countOrders = async (): Promise<unknown> =>
  (await api.ask(token, '{ orders { nodes { id } } wallet { reserved { amount } } }')).data;

const oneOrder = (id: string) => ({ orders: { nodes: [{ id }] }, wallet: { reserved: { amount: '4.00' } } });

describe('the key', () => {
  test('is the same in the header, in the directive, in both, and in the header as a quoted string', async () => {
    const first = await send({ header: 'a "key" \\' });
    expect([first.data.createOrder.replayed, first.headers.get('idempotent-replayed')]).toEqual([false, null]);
    const { id } = first.data.createOrder.order;
    for (const again of [
      { directive: 'a "key" \\' },
      { header: 'a "key" \\', directive: 'a "key" \\' },
      { header: '"a \\"key\\" \\\\"' },
    ]) {
      const { data, headers, status } = await send(again);
      expect([status, data, headers.get('idempotent-replayed')]).toEqual([
        200,
        { createOrder: { replayed: true, order: { id } } },
        'true',
      ]);
    }
    expect(await countOrders()).toEqual(oneOrder(id));
  });

  test('is refused where header and directive differ', async () => {
    const { status, errors } = await send({ header: 'one', directive: 'two' });
    expect([status, errors[0]?.extensions]).toMatchObject([
      400,
      {
        code: 'BAD_USER_INPUT',
        problems: [{ field: 'Idempotency-Key', bound: 'the same key as in @idempotent(key:)' }],
      },
    ]);
  });

  const LONGEST = `${'k'.repeat(254)}~`;
  test.each<[string, Sent]>([
    ['one character', { header: '!' }],
    ['255 characters', { header: LONGEST }],
    ['one character, in the directive', { directive: ' ' }],
    ['255 characters, in the directive', { directive: LONGEST }],
  ])('may have %s', async (_what, sent) => {
    expect(await send(sent)).toMatchObject({ status: 200, data: { createOrder: { replayed: false } } });
  });

  test.each<[string, string, Sent]>([
    ['is empty', 'Idempotency-Key', { header: '' }],
    ['is an empty quoted string', 'Idempotency-Key', { header: '""' }],
    ['is a quoted string that does not end', 'Idempotency-Key', { header: '"half' }],
    ['has 256 characters', 'Idempotency-Key', { header: `${LONGEST}x` }],
    ['is not ASCII', 'Idempotency-Key', { header: 'clé' }],
    ['has a tab', 'Idempotency-Key', { header: 'a\tb' }],
    ['is empty in the directive', '@idempotent(key:)', { directive: '' }],
    ['has 256 characters in the directive', '@idempotent(key:)', { directive: `${LONGEST}x` }],
    ['is not ASCII in the directive', '@idempotent(key:)', { directive: 'clé' }],
    ['has a line break in the directive', '@idempotent(key:)', { directive: 'a\nb' }],
  ])('is refused where it %s: the field and the bound, not the value', async (_what, field, sent) => {
    const { status, errors } = await send(sent);
    expect([status, errors[0]?.extensions]).toMatchObject([
      400,
      { code: 'BAD_USER_INPUT', problems: [{ field, bound: '1 to 255 printable ASCII characters' }] },
    ]);
    expect(await countOrders()).toMatchObject({ orders: { nodes: [] } });
  });
});

describe('a repeat', () => {
  test('may select other fields, and write its variables in another order', async () => {
    const whole = { customerReference: 'guest', expectedNetPrice: { amount: '4.00', currency: 'USD' }, ...input('p1') };
    const first = await send({ header: 'k', input: whole });
    const turned = { ...input('p1'), expectedNetPrice: { currency: 'USD', amount: '4.0' }, customerReference: 'guest' };
    const query = `mutation ($input: CreateOrderInput!) {
      again: createOrder(input: $input) { order { id partnerOrderId customerReference status package { packageId } } }
    }`;
    const { data, headers } = await send({ header: 'k', input: turned, query });
    expect(data).toEqual({
      again: {
        order: {
          id: first.data.createOrder.order.id,
          partnerOrderId: 'p1',
          customerReference: 'guest',
          status: 'RESERVED',
          package: { packageId: JAPAN.packageId },
        },
      },
    });
    expect(headers.get('idempotent-replayed')).toBe('true');
  });

  test('may write out what the first one left out, or give literals for variables', async () => {
    const { data } = await send({ header: 'k' });
    const nulls = { customerReference: null, catalogueVersion: null, expectedNetPrice: null };
    expect((await send({ header: 'k', input: { ...nulls, ...input('p1') } })).data.createOrder.replayed).toBe(true);
    const literal = `mutation { createOrder(input: { partnerOrderId: "p1", packageId: "${JAPAN.packageId}" }) @idempotent(key: "k") { order { id } } }`;
    expect((await api.ask<Created>(token, literal)).data.createOrder.order.id).toBe(data.createOrder.order.id);
  });

  test('with another input is a conflict, and the first order stands', async () => {
    const { data } = await send({ header: 'k' });
    for (const change of [{ partnerOrderId: 'p2' }, { customerReference: 'guest' }, { packageId: 'other' }]) {
      const { status, errors, headers } = await send({ header: 'k', input: { ...input('p1'), ...change } });
      expect([status, errors[0]?.extensions.code]).toEqual([409, 'IDEMPOTENCY_CONFLICT']);
      expect(headers.get('idempotent-replayed')).toBeNull();
    }
    expect(await countOrders()).toEqual(oneOrder(data.createOrder.order.id));
  });

  test('by another credential of the same organisation and mode is a repeat; by another organisation it is its own', async () => {
    const { data } = await send({ header: 'k' });
    token = await api.credential(partner, ['orders:create']);
    expect((await send({ header: 'k' })).data.createOrder).toEqual({ ...data.createOrder, replayed: true });
    token = await api.credential(await seedPartner(api.house, { wallet: '4.00', approved: [JAPAN.packageId] }));
    expect((await send({ header: 'k' })).data.createOrder.replayed).toBe(false);
  });

  test('after a refused attempt is the first one: top up, send it with the same key, and it goes through', async () => {
    const poor = await seedPartner(api.house, { wallet: '1.00', approved: [JAPAN.packageId] });
    token = await api.credential(poor);
    const refused = await send({ header: 'k' });
    expect([refused.status, refused.errors[0]?.extensions]).toMatchObject([
      402,
      { code: 'INSUFFICIENT_BALANCE', retry: 'later', shortfall: { amount: '3.00', currency: 'USD' } },
    ]);
    expect(await lookAt('k')).toEqual({ state: 'NEVER_SEEN', order: null });
    const amount = { minor: 300n, currency: 'USD' } as const;
    await fundWallet(api.house, systemCall(poor), { amount, paymentReference: 'top-up' });
    expect((await send({ header: 'k' })).data.createOrder.replayed).toBe(false);
    expect((await send({ header: 'k' })).data.createOrder.replayed).toBe(true);
  });
});

describe('what became of a key', () => {
  test('is told in one call: nothing, or the order that it made', async () => {
    expect(await lookAt('k')).toEqual({ state: 'NEVER_SEEN', order: null });
    const { data } = await send({ header: 'k' });
    const { id } = data.createOrder.order;
    expect(await lookAt('k')).toEqual({ state: 'COMPLETED', order: { id, partnerOrderId: 'p1' } });
    token = await api.credential(await seedPartner(api.house));
    expect(await lookAt('k')).toEqual({ state: 'NEVER_SEEN', order: null });
  });

  test('is told of every mutation that takes one: which it was, the order that it is about, and its refund', async () => {
    const document = `query ($key: String!, $operation: KeyedOperation) {
      idempotencyKey(key: $key, operation: $operation) { state operation order { id } refund { id status } } }`;
    const ask = async (key: string, operation?: string) =>
      (await api.ask(token, document, { variables: { key, operation } })).data?.idempotencyKey;
    const never = { state: 'NEVER_SEEN', operation: null, order: null, refund: null };
    const [first, second] = [await seedReadyEsim(api.house, partner), await seedReadyEsim(api.house, partner)];
    const { data } = await api.ask<{ readonly requestRefund: { readonly refund: { readonly id: string } } }>(
      token,
      `mutation ($id: ID!) { requestRefund(input: { orderId: $id, reason: OTHER }) @idempotent(key: "r") { refund { id } } }`,
      { variables: { id: first.orderId } },
    );
    const cancel = `mutation ($id: ID!, $key: String!) { cancelOrder(input: { orderId: $id }) @idempotent(key: $key) { replayed } }`;
    for (const key of ['c', 'r']) await api.ask(token, cancel, { variables: { id: second.orderId, key } });
    const completed = { state: 'COMPLETED', order: { id: second.orderId }, refund: null };
    const refund = { id: data.requestRefund.refund.id, status: 'REQUESTED' };
    expect(await ask('c')).toEqual({ ...completed, operation: 'CANCEL_ORDER' });
    expect(await ask('c', 'CREATE_ORDER')).toEqual(never);
    expect(await ask('r')).toEqual({ ...completed, operation: 'CANCEL_ORDER' });
    expect(await ask('r', 'REQUEST_REFUND')).toEqual({
      state: 'COMPLETED',
      operation: 'REQUEST_REFUND',
      order: { id: first.orderId },
      refund,
    });
    token = await api.credential(await seedPartner(api.house));
    expect(await ask('r')).toEqual(never);
  });

  test('is "in progress" while the first request runs: a repeat is told to wait, and gets the order in the end', async () => {
    // The first one waits for a table, then for the wallet, so that it outlives the patience of the second one.
    const [table, wallet] = [new Client(api.house.databaseUrl), new Client(api.house.databaseUrl)];
    await Promise.all([table.connect(), wallet.connect()]);
    const waitedMs = async (): Promise<number> => {
      const { rows } = await wallet.query(`select extract(epoch from max(clock_timestamp() - query_start)) * 1000 as ms
        from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%from "orders"%'`);
      return Number(rows[0]?.ms ?? 0);
    };
    try {
      await wallet.query('begin');
      await wallet.query('select from accounts where organisation_id = $1 for update', [partner.organisationId]);
      await table.query('begin');
      await table.query('lock table orders in access exclusive mode');
      const first = send({ header: 'k' });
      await api.askUntil(token, KEY, ({ data }) => JSON.stringify(data).includes('IN_PROGRESS'), {
        variables: { key: 'k' },
      });
      expect(await lookAt('k')).toEqual({ state: 'IN_PROGRESS', order: null });
      const second = send({ header: 'k' });
      while ((await waitedMs()) < 3_500) await new Promise((resolve) => setTimeout(resolve, 50));
      await table.query('rollback');
      const refused = await second;
      expect([refused.status, refused.errors[0]?.extensions]).toMatchObject([
        409,
        { code: 'IDEMPOTENCY_IN_PROGRESS', retry: 'same_key', moneyMoved: null },
      ]);
      await wallet.query('rollback');
      const { data } = await first;
      expect(data.createOrder.replayed).toBe(false);
      expect((await send({ header: 'k' })).data.createOrder).toEqual({ ...data.createOrder, replayed: true });
    } finally {
      await Promise.all([table.end(), wallet.end()]);
    }
  });
});
