import { listDisputesOfInvoices } from '../../src/domains/invoices/index.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { acceptDispute } from '../../src/use-cases/accept-dispute.ts';
import { approveRefund } from '../../src/use-cases/approve-refund.ts';
import { cancelOrder } from '../../src/use-cases/cancel-order.ts';
import { completeRefund } from '../../src/use-cases/complete-refund.ts';
import { disputeInvoice } from '../../src/use-cases/dispute-invoice.ts';
import { endCancellation } from '../../src/use-cases/end-cancellation.ts';
import { issueInvoice } from '../../src/use-cases/issue-invoice.ts';
import { rejectDispute } from '../../src/use-cases/reject-dispute.ts';
import { requestRefund } from '../../src/use-cases/request-refund.ts';
import { voidInvoice } from '../../src/use-cases/void-invoice.ts';
import { proveLedger } from '../../src/views/ledger-proof.ts';
import { seedReadyEsim } from '../support/esims.ts';
import { agreeMinimum, chargesOf, closeMonth, draftOfMonth, openDraftOf } from '../support/invoices.ts';
import { JP, keyedCall, partnerCall, systemCall, walletOf } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { eventsOf } from '../support/webhooks.ts';

const clock = new TestClock();
let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse(clock);
  await seedCatalogue(house, [packageDraft('JP', '4.00')]);
});
afterEach(async () => expect((await proveLedger(house, null)).offenders).toEqual([]));
afterAll(() => house.close());

interface Invoiced {
  readonly owner: Owner;
  readonly invoiceId: string;
  readonly month: string;
  readonly orderIds: readonly string[];
  /** The entries of the orders, and of the true-up. */
  readonly charges: readonly string[];
  readonly trueUp: string;
}

/** An invoice of two orders of 4.00 USD and a true-up of 2.00, in a wallet that had 100.00. */
const invoiced = async (): Promise<Invoiced> => {
  const owner = await seedPartner(house, { wallet: '100.00', approved: [JP] });
  await agreeMinimum(house, owner, 1000n);
  const orderIds = [(await seedReadyEsim(house, owner)).orderId, (await seedReadyEsim(house, owner)).orderId];
  const invoice = await closeMonth(house, owner);
  const { id: invoiceId, month, trueUpEntryId } = invoice;
  return {
    owner,
    invoiceId,
    month,
    orderIds,
    charges: await chargesOf(house, owner, invoice),
    trueUp: trueUpEntryId ?? '',
  };
};

const LEFT = { available: 9000n, reserved: 0n };

type Input = Parameters<typeof disputeInvoice>[2];

const dispute = ({ owner, invoiceId, charges }: Invoiced, change: Partial<Input> = {}) =>
  disputeInvoice(house, partnerCall(owner), {
    invoiceId,
    reason: 'wrong_price',
    note: 'agreed at 3.00',
    entryIds: charges.slice(0, 1),
    ...change,
  });

const accept = ({ owner }: Invoiced, disputeId: string, creditMinor: bigint | null = null, answer?: string) =>
  acceptDispute(house, systemCall(owner), { disputeId, creditMinor, answer: answer ?? null });

const reject = ({ owner }: Invoiced, disputeId: string, answer = 'It was 4.00.') =>
  rejectDispute(house, systemCall(owner), { disputeId, answer });

/** Asks the price of the first order back, up to where money would move. */
const approved = async ({ owner, orderIds }: Invoiced): Promise<string> => {
  const asked = { orderId: orderIds[0] ?? '', reason: 'not_working', note: null } as const;
  const { subject: refundId } = await requestRefund(house, keyedCall(owner, 'refund'), asked);
  await approveRefund(house, systemCall(owner), { refundId });
  return refundId;
};

const complete = ({ owner }: Invoiced, refundId: string) => completeRefund(house, systemCall(owner), { refundId });

const cancel = ({ owner, orderIds }: Invoiced) =>
  cancelOrder(house, keyedCall(owner, 'cancel'), { orderId: orderIds[0] ?? '' });

const stands = async ({ owner, invoiceId }: Invoiced) =>
  (await listDisputesOfInvoices(house.database.tables(), owner, [invoiceId])).flat();

const codesOf = (tried: readonly PromiseSettledResult<unknown>[]): readonly string[] =>
  tried.map((answer) => (answer.status === 'rejected' ? answer.reason.code : 'done'));

describe('a dispute', () => {
  test('is of what its lines come to, moves no money, and is told', async () => {
    const one = await invoiced();
    const opened = await dispute(one, { entryIds: [...one.charges, one.trueUp] });
    expect(opened).toMatchObject({ status: 'open', amountMinor: 1000n, creditMinor: null, openedAt: clock.now() });
    expect(await walletOf(house, one.owner)).toEqual(LEFT);
    expect(await stands(one)).toEqual([opened]);
    expect((await eventsOf(house, one.owner)).at(-1)).toMatchObject({
      type: 'dispute.opened',
      data: { disputeId: opened.id, status: 'OPEN', amount: { amount: '10.00', currency: 'USD' }, credit: null },
    });
  });

  test.each([
    ['all of it', null, 400n, '4.00'],
    ['a part', 150n, 150n, '1.50'],
  ])('that is accepted gives %s back', async (_what, credit, creditMinor, amount) => {
    const one = await invoiced();
    const { id } = await dispute(one);
    clock.advance(1_000);
    expect(await accept(one, id, credit)).toMatchObject({
      status: 'accepted',
      creditMinor,
      creditEntryId: expect.stringMatching(/^ent_/),
      decidedAt: clock.now(),
    });
    expect(await walletOf(house, one.owner)).toEqual({ ...LEFT, available: LEFT.available + creditMinor });
    expect((await eventsOf(house, one.owner)).at(-1)).toMatchObject({
      type: 'dispute.accepted',
      data: { status: 'ACCEPTED', credit: { amount, currency: 'USD' } },
    });
  });

  test('that is rejected says why and moves nothing, and the lines can be disputed again', async () => {
    const one = await invoiced();
    const { id } = await dispute(one);
    expect(await reject(one, id)).toMatchObject({ status: 'rejected', answer: 'It was 4.00.', creditMinor: null });
    expect(await walletOf(house, one.owner)).toEqual(LEFT);
    expect((await eventsOf(house, one.owner)).at(-1)).toMatchObject({ data: { answer: 'It was 4.00.', credit: null } });
    const second = await dispute(one);
    expect((await stands(one)).map((shown) => shown.id)).toEqual([second.id, id]);
  });

  test('is about the invoice that took the place of a void one, and not about that', async () => {
    const one = await invoiced();
    await voidInvoice(house, systemCall(one.owner), { invoiceId: one.invoiceId, reason: 'wrong' });
    await expect(dispute(one)).rejects.toMatchObject({ code: 'INVOICE_VOID' });
    const { id } = await draftOfMonth(house, one.owner, one.month);
    await issueInvoice(house, systemCall(one.owner), { invoiceId: id, isEarly: true });
    expect(await dispute({ ...one, invoiceId: id })).toMatchObject({ invoiceId: id, amountMinor: 400n });
  });
});

describe('refuses, and moves no money', () => {
  test("INVOICE_NOT_FOUND and DISPUTE_NOT_FOUND where it is another owner's", async () => {
    const one = await invoiced();
    const { id } = await dispute(one);
    const other = { ...one, owner: await seedPartner(house) };
    await expect(dispute(other)).rejects.toMatchObject({ code: 'INVOICE_NOT_FOUND' });
    await expect(accept(other, id)).rejects.toMatchObject({ code: 'DISPUTE_NOT_FOUND' });
    await expect(reject(other, id)).rejects.toMatchObject({ code: 'DISPUTE_NOT_FOUND' });
  });

  test('INVOICE_NOT_ISSUED of a draft', async () => {
    const one = await invoiced();
    const { id: invoiceId } = await openDraftOf(house, one.owner);
    await expect(dispute(one, { invoiceId })).rejects.toMatchObject({ code: 'INVOICE_NOT_ISSUED' });
  });

  test('DISPUTE_OPEN while one is to be decided', async () => {
    const one = await invoiced();
    await dispute(one);
    await expect(dispute(one, { entryIds: [one.trueUp] })).rejects.toMatchObject({ code: 'DISPUTE_OPEN' });
  });

  test('BAD_USER_INPUT of lines that are none, too many, named twice, or of no charge of this invoice', async () => {
    const [one, other] = [await invoiced(), await invoiced()];
    const [charge = ''] = one.charges;
    const { orderId } = await seedReadyEsim(house, one.owner);
    const next = { ...one, charges: await chargesOf(house, one.owner, await openDraftOf(house, one.owner)) };
    const refundId = await approved({ ...one, orderIds: [orderId] });
    await complete(one, refundId);
    const many = Array.from({ length: 101 }, (_, n) => `ent_${n}`);
    for (const entryIds of [
      [],
      many,
      [charge, charge],
      ['ent_nothing'],
      other.charges,
      next.charges,
      [charge, other.trueUp],
    ]) {
      await expect(dispute(one, { entryIds })).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        details: { problems: [{ field: 'input.lines', bound: expect.any(String) }] },
      });
    }
    expect(await stands(one)).toEqual([]);
  });

  test('ORDER_CREDITED of an order that was refunded, or credited by a dispute; a true-up is credited once too', async () => {
    const one = await invoiced();
    await complete(one, await approved(one));
    await expect(dispute(one)).rejects.toMatchObject({ code: 'ORDER_CREDITED' });
    const second = { entryIds: [one.charges[1] ?? '', one.trueUp] };
    await accept(one, (await dispute(one, second)).id, 1n);
    await expect(dispute(one, second)).rejects.toMatchObject({ code: 'ORDER_CREDITED' });
    await expect(dispute(one, { entryIds: [one.trueUp] })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('BAD_USER_INPUT of a credit of nothing or of more than is disputed, and of an answer that says nothing or too much', async () => {
    const one = await invoiced();
    const { id } = await dispute(one);
    for (const credit of [0n, -1n, 401n]) {
      await expect(accept(one, id, credit)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    }
    for (const answer of ['', 'x'.repeat(501)]) {
      await expect(reject(one, id, answer)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
      await expect(accept(one, id, null, answer)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    }
    expect(await walletOf(house, one.owner)).toEqual(LEFT);
  });

  test('DISPUTE_DECIDED a second time', async () => {
    const one = await invoiced();
    const [first, second] = [await dispute(one), one.charges.slice(1)];
    await accept(one, first.id);
    const { id } = await dispute(one, { entryIds: second });
    await reject(one, id);
    for (const decided of [first.id, id]) {
      await expect(accept(one, decided)).rejects.toMatchObject({ code: 'DISPUTE_DECIDED' });
      await expect(reject(one, decided)).rejects.toMatchObject({ code: 'DISPUTE_DECIDED' });
    }
    expect(await walletOf(house, one.owner)).toEqual({ ...LEFT, available: LEFT.available + 400n });
  });
});

describe('a price is given back once', () => {
  test('an order that a dispute credited is not refunded, nor cancelled, nor is its refund completed', async () => {
    const one = await invoiced();
    const { id } = await dispute(one);
    const refundId = await approved(one);
    await accept(one, id);
    await expect(complete(one, refundId)).rejects.toMatchObject({ code: 'ORDER_CREDITED' });
    await expect(cancel(one)).rejects.toMatchObject({ code: 'ORDER_CREDITED' });
    const another = { orderId: one.orderIds[0] ?? '', reason: 'other', note: null } as const;
    await expect(requestRefund(house, keyedCall(one.owner, 'another'), another)).rejects.toMatchObject({
      code: 'ORDER_CREDITED',
    });
    expect(await walletOf(house, one.owner)).toEqual({ ...LEFT, available: LEFT.available + 400n });
  });

  test('a dispute of an order that was refunded meanwhile is not accepted', async () => {
    const one = await invoiced();
    const { id } = await dispute(one);
    await complete(one, await approved(one));
    await expect(accept(one, id)).rejects.toMatchObject({ code: 'ORDER_CREDITED' });
    expect(await reject(one, id)).toMatchObject({ status: 'rejected' });
  });

  test('a dispute of an order that is being cancelled waits for the end of that: ORDER_NOT_REFUNDABLE', async () => {
    const one = await invoiced();
    const { id } = await dispute(one);
    await cancel(one);
    await expect(accept(one, id)).rejects.toMatchObject({ code: 'ORDER_NOT_REFUNDABLE' });
    const ended = { orderId: one.orderIds[0] ?? '', outcome: 'unanswered' } as const;
    await endCancellation(house, systemCall(one.owner), ended);
    expect(await accept(one, id)).toMatchObject({ status: 'accepted' });
  });
});

describe('races', () => {
  const TEN = Array.from({ length: 10 });

  test('twenty disputes at once open one', async () => {
    const one = await invoiced();
    const codes = codesOf(await Promise.allSettled([...TEN, ...TEN].map(() => dispute(one))));
    expect(codes.toSorted()).toEqual([...Array.from({ length: 19 }, () => 'DISPUTE_OPEN'), 'done']);
    expect(await stands(one)).toHaveLength(1);
  });

  test('ten acceptances and ten rejections at once decide it one way', async () => {
    const one = await invoiced();
    const { id } = await dispute(one);
    const tried = await Promise.allSettled(TEN.flatMap(() => [accept(one, id), reject(one, id)]));
    expect(codesOf(tried).filter((code) => code === 'done')).toHaveLength(1);
    const [shown] = await stands(one);
    const credit = shown?.status === 'accepted' ? 400n : 0n;
    expect(await walletOf(house, one.owner)).toEqual({ ...LEFT, available: LEFT.available + credit });
  });

  test.each([1, 2, 3, 4, 5])('an acceptance and a refund at once give the price back once, time %i', async () => {
    const one = await invoiced();
    const { id } = await dispute(one, { entryIds: one.charges });
    const refundId = await approved(one);
    const [accepted, refunded] = codesOf(await Promise.allSettled([accept(one, id), complete(one, refundId)]));
    expect([accepted, refunded].toSorted()).toEqual(['ORDER_CREDITED', 'done']);
    const back = accepted === 'done' ? 800n : 400n;
    expect(await walletOf(house, one.owner)).toEqual({ ...LEFT, available: LEFT.available + back });
  });
});
