import type { CancellationAnswer, Carrier, CarrierAnswer } from '../../src/domains/esims/index.ts';
import { makeIccid } from '../../src/kernel/iccid.ts';
import { approveRefund } from '../../src/use-cases/approve-refund.ts';
import { completeRefund } from '../../src/use-cases/complete-refund.ts';
import { rejectRefund } from '../../src/use-cases/reject-refund.ts';
import { keepInvariants } from '../support/after-each.ts';
import { systemCall } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { type Answer, openTestApi, type TestApi } from '../support/test-api.ts';

const JAPAN = packageDraft('JP', '4.00');

/** Prepares every eSIM at once but those of which it is told otherwise, and takes back what it is told to. */
class ObedientCarrier implements Carrier {
  says: 'ready' | 'nothing' = 'ready';
  cancels: CancellationAnswer = 'cancelled';
  #account = 0;

  async prepare(): Promise<CarrierAnswer> {
    if (this.says === 'nothing') throw new Error('connection refused');
    this.#account += 1;
    const iccid = makeIccid({ country: '882', issuer: '96', account: this.#account });
    return { kind: 'ready', iccid, activation: { smdpAddress: 'smdp.example', matchingId: `MATCH-${this.#account}` } };
  }

  async cancel(): Promise<CancellationAnswer> {
    return this.cancels;
  }
}

const carrier = new ObedientCarrier();
let api: TestApi;
let partner: SeededPartner;
let token: string;

beforeAll(async () => {
  api = await openTestApi({ worker: { carrier } });
  await seedCatalogue(api.house, [JAPAN]);
});
beforeEach(async () => {
  carrier.says = 'ready';
  carrier.cancels = 'cancelled';
  partner = await seedPartner(api.house, { wallet: '10.00', approved: [JAPAN.packageId] });
  token = await api.credential(partner);
});
afterAll(() => api.close());
keepInvariants(() => api);

interface ShownRefund {
  readonly id: string;
  readonly status: string;
}

interface ShownOrder {
  readonly id: string;
  readonly status: string;
  readonly statusReason: string | null;
  readonly nextAction: string | null;
  readonly refund: ShownRefund | null;
  readonly timeline: readonly { readonly type: string }[];
}

/** What the documents of these tests answer, each its part. */
interface Told {
  readonly createOrder: { readonly order: ShownOrder };
  readonly cancelOrder: { readonly replayed: boolean; readonly order: ShownOrder };
  readonly requestRefund: { readonly replayed: boolean; readonly refund: ShownRefund; readonly order: ShownOrder };
  readonly order: ShownOrder;
  readonly wallet: object;
}

const SHOWN = `id status statusReason nextAction cancellationRequestedAt
  refund { id status reason note rejection amount { amount currency } decidedAt completedAt }`;
const CREATE = `mutation { createOrder(input: { packageId: "${JAPAN.packageId}", partnerOrderId: "p1" }) @idempotent(key: "o1") { order { id } } }`;
const CANCEL = `mutation ($input: CancelOrderInput!, $key: String!) { cancelOrder(input: $input) @idempotent(key: $key) { replayed order { ${SHOWN} } } }`;
const REFUND = `mutation ($input: RequestRefundInput!, $key: String!) {
  requestRefund(input: $input) @idempotent(key: $key) { replayed refund { id status } order { ${SHOWN} } } }`;
const ORDER = `{ order(by: { partnerOrderId: "p1" }) { ${SHOWN} timeline { type } } wallet { available { amount } reserved { amount } } }`;

const cancel = (input: object = { partnerOrderId: 'p1' }, key = 'c1') =>
  api.ask<Told>(token, CANCEL, { variables: { input, key } });

const request = (input: object = { partnerOrderId: 'p1', reason: 'NOT_WORKING', note: 'no signal' }, key = 'r1') =>
  api.ask<Told>(token, REFUND, { variables: { input, key } });

const until = async (status: string): Promise<Told> =>
  (await api.askUntil<Told>(token, ORDER, ({ data }) => data.order.status === status)).data;

const order = async (status = 'ESIM_READY'): Promise<string> => {
  const { data } = await api.ask<Told>(token, CREATE);
  await until(status);
  return data.createOrder.order.id;
};

const WHOLE = { available: { amount: '10.00' }, reserved: { amount: '0.00' } };
const PAID = { available: { amount: '6.00' }, reserved: { amount: '0.00' } };

test('an eSIM that nobody used is cancelled: the order is refunded, and a repeat of the request changes nothing', async () => {
  const id = await order();
  const { data } = await cancel();
  expect(data.cancelOrder).toMatchObject({ replayed: false, order: { id, status: 'ESIM_READY' } });
  expect(data.cancelOrder.order.nextAction).toMatch(/^Wait: it is being cancelled/);
  const { order: ended, wallet } = await until('REFUNDED');
  expect(ended).toMatchObject({
    statusReason: 'CANCELLED',
    refund: null,
    nextAction: expect.stringMatching(/^Nothing:/),
  });
  expect(ended.timeline.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['order.refunded', 'esim.failed', 'ledger.refund']),
  );
  expect(wallet).toEqual(WHOLE);
  const again = await cancel();
  expect(again.data.cancelOrder).toMatchObject({ replayed: true, order: { status: 'REFUNDED' } });
  expect(again.headers.get('idempotent-replayed')).toBe('true');
});

test('an order that is being prepared is cancelled, and fails when the carrier answers', async () => {
  carrier.says = 'nothing';
  const id = await order('PROVISIONING');
  const { data } = await cancel({ orderId: id });
  expect(data.cancelOrder.order).toMatchObject({ status: 'PROVISIONING', cancellationRequestedAt: expect.any(String) });
  carrier.says = 'ready';
  const { order: ended, wallet } = await until('FAILED');
  expect([ended.statusReason, wallet]).toEqual(['CANCELLED', WHOLE]);
});

test('an eSIM that a device has is not cancelled: the order says so, and a refund is asked for and given', async () => {
  carrier.cancels = 'downloaded';
  const id = await order();
  await cancel();
  const told = ({ data }: Answer<Told>) => data.order.statusReason === 'CANCELLATION_TOO_LATE';
  const { data } = await api.askUntil<Told>(token, ORDER, told);
  expect(data.order).toMatchObject({ status: 'ESIM_READY', cancellationRequestedAt: null });
  expect(data.order.nextAction).toContain('requestRefund');
  const { data: asked } = await request();
  const { refund } = asked.requestRefund;
  expect(asked.requestRefund.order.nextAction).toMatch(/^Wait: the operator decides the refund/);
  expect(asked.requestRefund).toMatchObject({ replayed: false, refund: { status: 'REQUESTED' }, order: { id } });
  expect((await request()).data.requestRefund).toMatchObject({ replayed: true, refund: { id: refund.id } });
  await approveRefund(api.house, systemCall(partner), { refundId: refund.id });
  const approved = await api.ask<Told>(token, ORDER);
  expect(approved.data).toMatchObject({ order: { refund: { status: 'APPROVED', completedAt: null } }, wallet: PAID });
  expect(approved.data.order.nextAction).toMatch(/^Wait: the refund is approved/);
  await completeRefund(api.house, systemCall(partner), { refundId: refund.id });
  const { order: ended, wallet } = await until('REFUNDED');
  const shown = { reason: 'NOT_WORKING', note: 'no signal', amount: { amount: '4.00', currency: 'USD' } };
  expect([ended.refund, wallet]).toMatchObject([{ status: 'COMPLETED', ...shown }, WHOLE]);
});

test('a refund that is rejected says why, and support without ledger:read sees no amount', async () => {
  await order();
  const { data } = await request();
  const refundId = data.requestRefund.refund.id;
  await rejectRefund(api.house, systemCall(partner), { refundId, rejection: 'It was used.' });
  const support = await api.credential(partner, ['orders:read']);
  const seen = await api.ask<Told>(
    support,
    `{ order(by: { partnerOrderId: "p1" }) { nextAction refund { status rejection amount { amount } } } }`,
  );
  expect(seen.data.order.nextAction).toBe('Hand the eSIM to the customer.');
  expect(seen.data.order.refund).toEqual({ status: 'REJECTED', rejection: 'It was used.', amount: null });
  expect(seen.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', missingScopes: ['ledger:read'] });
});

describe('is refused, with no money moved', () => {
  const codeOf = async (answer: Promise<Answer<Told>>) => {
    const { status, errors } = await answer;
    return [status, errors[0]?.extensions.code, errors[0]?.extensions.moneyMoved];
  };

  test('an order that is over, not ready, not there or not named once', async () => {
    const none = { reason: 'OTHER' };
    expect(await codeOf(cancel())).toEqual([404, 'ORDER_NOT_FOUND', false]);
    expect(await codeOf(request({ ...none, partnerOrderId: 'p1' }))).toEqual([404, 'ORDER_NOT_FOUND', false]);
    for (const input of [{}, { orderId: `ord_${'0'.repeat(26)}`, partnerOrderId: 'p1' }, { partnerOrderId: null }]) {
      expect(await codeOf(cancel(input))).toEqual([400, 'BAD_USER_INPUT', false]);
      expect(await codeOf(request({ ...none, ...input }))).toEqual([400, 'BAD_USER_INPUT', false]);
    }
    expect(await codeOf(cancel({ orderId: 'p1' }))).toEqual([400, 'BAD_USER_INPUT', false]);
    expect(await codeOf(request({ ...none, partnerOrderId: 'p1', note: 'a'.repeat(501) }))).toEqual([
      400,
      'BAD_USER_INPUT',
      false,
    ]);
    carrier.says = 'nothing';
    await order('PROVISIONING');
    expect(await codeOf(request())).toEqual([409, 'ORDER_NOT_REFUNDABLE', false]);
    await cancel();
    carrier.says = 'ready';
    await until('FAILED');
    expect(await codeOf(cancel({ partnerOrderId: 'p1' }, 'c2'))).toEqual([409, 'ORDER_NOT_CANCELLABLE', false]);
  });

  test('a second refund while one is open, and a cancellation beside it', async () => {
    await order();
    await request();
    expect(await codeOf(request({ partnerOrderId: 'p1', reason: 'OTHER' }, 'r2'))).toEqual([409, 'REFUND_OPEN', false]);
    expect(await codeOf(cancel())).toEqual([409, 'REFUND_OPEN', false]);
    expect(await codeOf(request({ partnerOrderId: 'p1', reason: 'OTHER' }))).toEqual([
      409,
      'IDEMPOTENCY_CONFLICT',
      false,
    ]);
  });

  test('a request without a key, or with a credential that may only look', async () => {
    await order();
    const keyless = `mutation { cancelOrder(input: { partnerOrderId: "p1" }) { replayed } }`;
    expect(await codeOf(api.ask<Told>(token, keyless))).toEqual([400, 'IDEMPOTENCY_KEY_REQUIRED', false]);
    const support = await api.credential(partner, ['orders:read']);
    const refused = api.ask<Told>(support, CANCEL, { variables: { input: { partnerOrderId: 'p1' }, key: 'c1' } });
    expect(await codeOf(refused)).toEqual([403, 'FORBIDDEN', false]);
  });
});
