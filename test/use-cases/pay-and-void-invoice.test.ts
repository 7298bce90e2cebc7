import { getInvoice, type Invoice } from '../../src/domains/invoices/index.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { disputeInvoice } from '../../src/use-cases/dispute-invoice.ts';
import { fundWallet } from '../../src/use-cases/fund-wallet.ts';
import { issueInvoice } from '../../src/use-cases/issue-invoice.ts';
import { payInvoice } from '../../src/use-cases/pay-invoice.ts';
import { setInvoicePurchaseOrder } from '../../src/use-cases/set-invoice-purchase-order.ts';
import { voidInvoice } from '../../src/use-cases/void-invoice.ts';
import { proveLedger } from '../../src/views/ledger-proof.ts';
import { seedReadyEsim } from '../support/esims.ts';
import {
  agreeMinimum,
  closeMonth,
  draftOfMonth,
  numbersOf,
  openDraftOf,
  partnerOrderIdsOn,
} from '../support/invoices.ts';
import { JP, partnerCall, systemCall, walletOf } from '../support/orders.ts';
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

interface Issued {
  readonly owner: Owner;
  readonly invoice: Invoice;
}

/** An invoice of one order of 4.00 USD and a true-up of 6.00, in a wallet that had 100.00. */
const issued = async (minimum = 1000n): Promise<Issued> => {
  const owner = await seedPartner(house, { wallet: '100.00', approved: [JP] });
  await agreeMinimum(house, owner, minimum);
  await seedReadyEsim(house, owner);
  return { owner, invoice: await closeMonth(house, owner) };
};

const pay = ({ owner, invoice }: Issued, paymentReference: string | null = null) =>
  payInvoice(house, systemCall(owner), { invoiceId: invoice.id, paymentReference });

const makeVoid = ({ owner, invoice }: Issued) =>
  voidInvoice(house, systemCall(owner), { invoiceId: invoice.id, reason: 'The minimum was wrong.' });

const name = ({ owner, invoice }: Issued, purchaseOrder: string | null) =>
  setInvoicePurchaseOrder(house, partnerCall(owner), { invoiceId: invoice.id, purchaseOrder });

const dispute = ({ owner, invoice }: Issued) =>
  disputeInvoice(house, partnerCall(owner), {
    invoiceId: invoice.id,
    reason: 'wrong_true_up',
    note: null,
    entryIds: [invoice.trueUpEntryId ?? ''],
  });

const draft = async (): Promise<Issued> => {
  const owner = await seedPartner(house);
  return { owner, invoice: await openDraftOf(house, owner) };
};

const paid = async (): Promise<Issued> => {
  const one = await issued();
  await pay(one);
  return one;
};

const voided = async (): Promise<Issued> => {
  const one = await issued();
  await makeVoid(one);
  return one;
};

const foreign = async (): Promise<Issued> => ({ ...(await issued()), owner: await seedPartner(house) });

const stands = ({ owner, invoice }: Issued) => getInvoice(house.database.tables(), owner, invoice.id);

describe('a payment', () => {
  test('of all that is due is booked under its reference into the wallet from which it was taken', async () => {
    const one = await issued();
    expect(await walletOf(house, one.owner)).toEqual({ available: 9000n, reserved: 0n });
    clock.advance(1_000);
    const { paymentEntryId, ...rest } = await pay(one, 'BANK-1');
    expect(rest).toMatchObject({ status: 'paid', paidAt: clock.now(), totalDueMinor: 600n });
    expect(paymentEntryId).toMatch(/^ent_/);
    expect(await walletOf(house, one.owner)).toEqual({ available: 9600n, reserved: 0n });
    expect((await eventsOf(house, one.owner)).at(-1)).toMatchObject({ type: 'invoice.paid', data: { status: 'PAID' } });
  });

  test('by the wallet is the true-up itself, and moves nothing', async () => {
    const one = await issued();
    expect(await pay(one)).toMatchObject({ status: 'paid', paymentEntryId: one.invoice.trueUpEntryId });
    expect(await walletOf(house, one.owner)).toEqual({ available: 9000n, reserved: 0n });
  });

  test('of an invoice on which nothing is due has no entry', async () => {
    expect(await pay(await issued(0n))).toMatchObject({ status: 'paid', paymentEntryId: null });
  });

  test('by a wallet that owes is INVOICE_NOT_COVERED until it is funded', async () => {
    const one = await issued(100_000n);
    await expect(pay(one)).rejects.toMatchObject({ code: 'INVOICE_NOT_COVERED' });
    const amount = { minor: 90_000n, currency: 'USD' } as const;
    await fundWallet(house, systemCall(one.owner), { amount, paymentReference: 'BANK-2' });
    expect(await pay(one)).toMatchObject({ status: 'paid' });
  });

  test('NOTHING_DUE where there is a reference and nothing to pay', async () => {
    await expect(pay(await issued(0n), 'BANK-3')).rejects.toMatchObject({ code: 'NOTHING_DUE' });
  });

  test('PAYMENT_REFERENCE_TAKEN where the reference paid something before', async () => {
    const one = await issued();
    const amount = { minor: 100n, currency: 'USD' } as const;
    await fundWallet(house, systemCall(one.owner), { amount, paymentReference: 'BANK-4' });
    await expect(pay(one, 'BANK-4')).rejects.toMatchObject({ code: 'PAYMENT_REFERENCE_TAKEN' });
    expect(await stands(one)).toMatchObject({ status: 'issued', paymentEntryId: null });
  });
});

describe('a void invoice', () => {
  test('gives its true-up back, keeps its number and says why', async () => {
    const one = await issued();
    const { reversalEntryId, ...rest } = await makeVoid(one);
    expect(rest).toMatchObject({ status: 'void', number: one.invoice.number, voidReason: 'The minimum was wrong.' });
    expect(reversalEntryId).toMatch(/^ent_/);
    expect(await walletOf(house, one.owner)).toEqual({ available: 9600n, reserved: 0n });
    expect((await eventsOf(house, one.owner)).at(-1)).toMatchObject({
      type: 'invoice.voided',
      data: { status: 'VOID', totalDue: { amount: '6.00', currency: 'USD' } },
    });
  });

  test('frees its period: the next number covers the same entries, however many came since', async () => {
    const one = await issued();
    const { owner, invoice } = one;
    await seedReadyEsim(house, owner);
    await name(one, 'PO-1');
    await makeVoid(one);
    await agreeMinimum(house, owner, 500n);
    const again = await draftOfMonth(house, owner, invoice.month);
    const reissued = await issueInvoice(house, systemCall(owner), { invoiceId: again.id, isEarly: true });
    expect(reissued).toMatchObject({
      number: expect.stringMatching(/-000002$/),
      firstSequence: invoice.firstSequence,
      lastSequence: invoice.lastSequence,
      purchaseOrder: 'PO-1',
      ordersMinor: 400n,
      trueUpMinor: 100n,
    });
    expect(await partnerOrderIdsOn(house, owner, reissued ?? again)).toEqual(
      await partnerOrderIdsOn(house, owner, invoice),
    );
    expect(await walletOf(house, owner)).toEqual({ available: 10_000n - 800n - 100n, reserved: 0n });
  });

  test('INVOICE_DISPUTED while a dispute of it is open', async () => {
    const one = await issued();
    await dispute(one);
    await expect(makeVoid(one)).rejects.toMatchObject({ code: 'INVOICE_DISPUTED' });
    expect(await stands(one)).toMatchObject({ status: 'issued' });
  });
});

describe('a purchase order', () => {
  test('is set on a draft and on an issued invoice, and taken away again', async () => {
    for (const one of [await draft(), await issued()]) {
      expect(await name(one, 'PO-1')).toMatchObject({ purchaseOrder: 'PO-1' });
      expect(await stands(one)).toMatchObject({ purchaseOrder: 'PO-1' });
      expect(await name(one, null)).toMatchObject({ purchaseOrder: null });
    }
  });

  test('of a draft stays with it when it is issued, and the next month has none', async () => {
    const one = await draft();
    await name(one, 'PO-1');
    expect(await closeMonth(house, one.owner)).toMatchObject({ purchaseOrder: 'PO-1' });
    expect(await openDraftOf(house, one.owner)).toMatchObject({ purchaseOrder: null });
  });
});

describe('refuses', () => {
  test.each([
    ['INVOICE_NOT_FOUND', 'pay', "another owner's", foreign, pay],
    ['INVOICE_NOT_FOUND', 'void', "another owner's", foreign, makeVoid],
    ['INVOICE_NOT_FOUND', 'name', "another owner's", foreign, (one: Issued) => name(one, 'PO-1')],
    ['INVOICE_NOT_ISSUED', 'pay', 'a draft', draft, pay],
    ['INVOICE_NOT_ISSUED', 'void', 'a draft', draft, makeVoid],
    ['INVOICE_PAID', 'pay', 'a paid one', paid, pay],
    ['INVOICE_PAID', 'void', 'a paid one', paid, makeVoid],
    ['INVOICE_PAID', 'name', 'a paid one', paid, (one: Issued) => name(one, 'PO-1')],
    ['INVOICE_VOID', 'pay', 'a void one', voided, pay],
    ['INVOICE_VOID', 'void', 'a void one', voided, makeVoid],
    ['INVOICE_VOID', 'name', 'a void one', voided, (one: Issued) => name(one, 'PO-1')],
  ])('%s: to %s %s, and moves no money', async (code, _verb, _which, make, change) => {
    const one = await make();
    const before = await walletOf(house, one.owner);
    await expect(change(one)).rejects.toMatchObject({ code });
    expect(await walletOf(house, one.owner)).toEqual(before);
  });
});

describe('races', () => {
  test('twenty payments at once book one', async () => {
    const one = await issued();
    const tried = await Promise.allSettled(TWENTY.map((_, n) => pay(one, `BANK-${n}`)));
    const codes = tried.flatMap((answer) => (answer.status === 'rejected' ? answer.reason.code : []));
    expect(codes).toEqual(Array.from({ length: 19 }, () => 'INVOICE_PAID'));
    expect(await walletOf(house, one.owner)).toEqual({ available: 9600n, reserved: 0n });
  });

  test('payments and voidings at once end it one way, and the true-up comes back once', async () => {
    const one = await issued();
    const tried = await Promise.allSettled(TWENTY.map((_, n) => (n % 2 ? pay(one, `BANK-${n}`) : makeVoid(one))));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(['paid', 'void']).toContain((await stands(one)).status);
    expect(await walletOf(house, one.owner)).toEqual({ available: 9600n, reserved: 0n });
    expect(await numbersOf(house, one.owner)).toEqual(['000001']);
  });

  test('a dispute and a voiding at once: one of them is refused', async () => {
    const one = await issued();
    const tried = await Promise.allSettled([dispute(one), makeVoid(one)]);
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [refused] = tried.flatMap((answer) => (answer.status === 'rejected' ? answer.reason.code : []));
    expect(['INVOICE_VOID', 'INVOICE_DISPUTED']).toContain(refused);
  });
});
