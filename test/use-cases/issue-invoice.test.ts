import { getInvoice, type Invoice, listInvoices } from '../../src/domains/invoices/index.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { approveRefund } from '../../src/use-cases/approve-refund.ts';
import { completeRefund } from '../../src/use-cases/complete-refund.ts';
import { issueInvoice } from '../../src/use-cases/issue-invoice.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { requestRefund } from '../../src/use-cases/request-refund.ts';
import { figuresOfInvoice } from '../../src/views/invoice-figures.ts';
import { proveLedger } from '../../src/views/ledger-proof.ts';
import { seedReadyEsim } from '../support/esims.ts';
import { agreeMinimum, closeMonth, linesOf, numbersOf, openDraftOf, partnerOrderIdsOn } from '../support/invoices.ts';
import { JP, keyedCall, orderInput, systemCall, walletOf } from '../support/orders.ts';
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

const TWENTY = Array.from({ length: 20 });

const partner = () => seedPartner(house, { wallet: '100.00', approved: [JP] });

const giveBack = async (owner: Owner, orderId: string): Promise<void> => {
  const asked = { orderId, reason: 'not_working', note: null } as const;
  const { subject: refundId } = await requestRefund(house, keyedCall(owner, `refund of ${orderId}`), asked);
  await approveRefund(house, systemCall(owner), { refundId });
  await completeRefund(house, systemCall(owner), { refundId });
};

const issue = (owner: Owner, { id }: Invoice, isEarly = false) =>
  issueInvoice(house, systemCall(owner), { invoiceId: id, isEarly });

describe('an invoice', () => {
  test('adds up: orders less refunds, their gross profit, and the true-up to the minimum, which is taken at once', async () => {
    const owner = await partner();
    await agreeMinimum(house, owner, 1000n, 6250);
    const [first, second] = [await seedReadyEsim(house, owner), await seedReadyEsim(house, owner)];
    await giveBack(owner, first.orderId);
    const issued = await closeMonth(house, owner);
    expect(issued).toMatchObject({
      status: 'issued',
      number: expect.stringMatching(/^TEST-[0-9A-Z]{8}-000001$/),
      lineCount: 4,
      ordersMinor: 800n,
      refundsMinor: 400n,
      grossProfitMinor: 250n,
      monthlyMinimumMinor: 1000n,
      trueUpMinor: 750n,
      totalDueMinor: 750n,
      issuedAt: clock.now(),
    });
    expect(await walletOf(house, owner)).toEqual({ available: 10_000n - 400n - 750n, reserved: 0n });
    const lines = await linesOf(house, owner, issued);
    expect(lines.map(({ type, amountMinor, grossProfitMinor }) => [type, amountMinor, grossProfitMinor])).toEqual([
      ['capture', 400n, 250n],
      ['capture', 400n, 250n],
      ['refund', -400n, -250n],
      ['monthly_minimum_true_up', 750n, 0n],
    ]);
    expect(lines.map(({ orderId }) => orderId)).toEqual([first.orderId, second.orderId, first.orderId, null]);
    expect((await eventsOf(house, owner)).at(-1)).toMatchObject({
      type: 'invoice.issued',
      data: { number: issued.number, status: 'ISSUED', totalDue: { amount: '7.50', currency: 'USD' } },
    });
  });

  test('says as a draft what it says when it is issued', async () => {
    const owner = await partner();
    await agreeMinimum(house, owner, 5000n, 3333);
    const { orderId } = await seedReadyEsim(house, owner);
    await seedReadyEsim(house, owner);
    await giveBack(owner, orderId);
    const figures = await figuresOfInvoice(house.database.tables(), owner, await openDraftOf(house, owner));
    const issued = await closeMonth(house, owner);
    expect(figures.trueUpMinor).toBe(4867n);
    expect(issued).toMatchObject(figures);
    expect(await figuresOfInvoice(house.database.tables(), owner, issued)).toEqual(figures);
  });

  test('of a month that reached its minimum takes nothing', async () => {
    const owner = await partner();
    await agreeMinimum(house, owner, 400n);
    await seedReadyEsim(house, owner);
    const issued = await closeMonth(house, owner);
    expect(issued).toMatchObject({ grossProfitMinor: 400n, trueUpMinor: 0n, totalDueMinor: 0n, trueUpEntryId: null });
    expect(await walletOf(house, owner)).toEqual({ available: 9600n, reserved: 0n });
  });

  test('takes a true-up that the wallet does not cover, and no order is placed until it is paid in', async () => {
    const owner = await partner();
    await agreeMinimum(house, owner, 20_000n);
    await closeMonth(house, owner);
    expect(await walletOf(house, owner)).toEqual({ available: -10_000n, reserved: 0n });
    await expect(placeOrder(house, keyedCall(owner, 'k'), orderInput('p'))).rejects.toMatchObject({
      code: 'INSUFFICIENT_BALANCE',
      details: { shortfall: { amount: '104.00', currency: 'USD' } },
    });
  });

  test('that is issued early leaves what comes behind it to the next month', async () => {
    const owner = await partner();
    const { partnerOrderId: own } = await seedReadyEsim(house, owner);
    const first = await closeMonth(house, owner);
    const { partnerOrderId: next } = await seedReadyEsim(house, owner);
    const second = await closeMonth(house, owner);
    expect(await partnerOrderIdsOn(house, owner, first)).toEqual([own]);
    expect(await partnerOrderIdsOn(house, owner, second)).toEqual([next]);
    expect([first.month, second.month]).toEqual(['2026-11-01', '2026-12-01']);
    expect(second.firstSequence).toBe((first.lastSequence ?? 0n) + 1n);
  });
});

describe('a draft is not issued', () => {
  test('INVOICE_PERIOD_OPEN a millisecond before its period is over', async () => {
    const owner = await partner();
    const draft = await openDraftOf(house, owner);
    clock.advance(draft.periodEnd.getTime() - clock.now().getTime() - 1);
    await expect(issue(owner, draft)).rejects.toMatchObject({ code: 'INVOICE_PERIOD_OPEN' });
    clock.advance(1);
    expect(await issue(owner, draft)).toMatchObject({ status: 'issued' });
  });

  test('INVOICE_ISSUED a second time', async () => {
    const owner = await partner();
    await expect(issue(owner, await closeMonth(house, owner))).rejects.toMatchObject({ code: 'INVOICE_ISSUED' });
  });

  test("INVOICE_NOT_FOUND where it is another owner's, or the other mode's", async () => {
    const owner = await partner();
    const draft = await openDraftOf(house, owner);
    for (const other of [await partner(), { ...owner, mode: 'live' as const }]) {
      await expect(issue(other, draft, true)).rejects.toMatchObject({ code: 'INVOICE_NOT_FOUND' });
    }
  });
});

describe('races', () => {
  test('twenty issues of one draft at once give it one number and take its true-up once', async () => {
    const owner = await partner();
    await agreeMinimum(house, owner, 1000n);
    const draft = await openDraftOf(house, owner);
    const tried = await Promise.allSettled(TWENTY.map(() => issue(owner, draft, true)));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const codes = tried.flatMap((one) => (one.status === 'rejected' ? one.reason.code : []));
    expect(new Set(codes)).toEqual(new Set(['INVOICE_ISSUED']));
    expect(await numbersOf(house, owner)).toEqual(['000001']);
    expect(await walletOf(house, owner)).toEqual({ available: 9000n, reserved: 0n });
  });

  test('orders that are captured while their month is closed are on one invoice each', async () => {
    const owner = await partner();
    const [, ...orders] = await Promise.all([
      closeMonth(house, owner),
      ...TWENTY.map(() => seedReadyEsim(house, owner)),
    ]);
    await closeMonth(house, owner);
    const { rows } = await listInvoices(house.database.tables(), owner, { statuses: ['issued'] }, 10, null);
    const charged = await Promise.all(rows.map((invoice) => partnerOrderIdsOn(house, owner, invoice)));
    expect(charged.flat().toSorted()).toEqual(orders.map(({ partnerOrderId }) => partnerOrderId).toSorted());
  });

  test('an issue that is given up leaves no gap in the numbers', async () => {
    const owner = await partner();
    await seedReadyEsim(house, owner);
    await agreeMinimum(house, owner, 2n ** 63n - 1n, 0);
    await expect(closeMonth(house, owner)).rejects.toThrow();
    expect(await numbersOf(house, owner)).toEqual([]);
    await agreeMinimum(house, owner, 0n);
    const { id, number } = await closeMonth(house, owner);
    expect(number).toMatch(/-000001$/);
    expect(await getInvoice(house.database.tables(), owner, id)).toMatchObject({ number, status: 'issued' });
  });
});
