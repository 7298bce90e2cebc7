import type { Code } from '../../src/kernel/codes.ts';
import type { Scope } from '../../src/kernel/scopes.ts';
import { acceptDispute } from '../../src/use-cases/accept-dispute.ts';
import { payInvoice } from '../../src/use-cases/pay-invoice.ts';
import { voidInvoice } from '../../src/use-cases/void-invoice.ts';
import { keepInvariants } from '../support/after-each.ts';
import { seedReadyEsim } from '../support/esims.ts';
import { closeMonth, linesOf, openDraftOf } from '../support/invoices.ts';
import { JP, systemCall } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { TestClock } from '../support/test-clock.ts';

let api: TestApi;
let partner: SeededPartner;
let token: string;

beforeAll(async () => {
  api = await openTestApi({ clock: new TestClock() });
  await seedCatalogue(api.house, [packageDraft('JP', '4.00')]);
});
beforeEach(async () => {
  partner = await seedPartner(api.house, { wallet: '100.00', approved: [JP], timeZone: 'Europe/Berlin' });
  token = await api.credential(partner);
});
afterAll(() => api.close());
keepInvariants(() => api);

interface Told {
  readonly disputeInvoice: { readonly invoice: { readonly dispute: { readonly id: string } } };
}

const MONEY = '{ amount currency }';

const ask = <Data = Told>(document: string, variables: object = {}, bearer = token) =>
  api.ask<Data>(bearer, document, { variables: { ...variables } });

const codeOf = async (document: string, variables: object = {}, bearer = token) => {
  const { errors } = await ask(document, variables, bearer);
  return errors[0]?.extensions.code;
};

const DISPUTE = `mutation ($input: DisputeInvoiceInput!) { disputeInvoice(input: $input) { invoice {
  id dispute { id status reason note amount ${MONEY} credit ${MONEY} answer lines creditEntry { id } } } } }`;
const NAME =
  'mutation ($input: PurchaseOrderInput!) { setInvoicePurchaseOrder(input: $input) { invoice { purchaseOrder } } }';
const INVOICE = `query ($id: ID!) { invoice(id: $id) { id number status } }`;

const usd = (amount: string) => ({ amount, currency: 'USD' });

test('a dispute is opened, shown, decided by the operator and told', async () => {
  const { orderId } = await seedReadyEsim(api.house, partner);
  const invoice = await closeMonth(api.house, partner);
  const [line] = await linesOf(api.house, partner, invoice);
  const input = { invoiceId: invoice.id, reason: 'WRONG_PRICE', note: 'agreed at 3.00', lines: [line?.entryId] };
  const { data } = await ask(DISPUTE, { input });
  expect(data.disputeInvoice.invoice.dispute).toMatchObject({
    status: 'OPEN',
    reason: 'WRONG_PRICE',
    note: 'agreed at 3.00',
    amount: usd('4.00'),
    credit: null,
    lines: [line?.entryId],
  });
  const disputeId = data.disputeInvoice.invoice.dispute.id;
  await acceptDispute(api.house, systemCall(partner), { disputeId, creditMinor: 100n, answer: 'Agreed.' });
  const decided = await ask<object>(
    `query ($id: ID!) { invoice(id: $id) { dispute { status credit ${MONEY} answer creditEntry { type amount ${MONEY} } } disputes { id } } }`,
    { id: invoice.id },
  );
  expect(decided.data).toEqual({
    invoice: {
      dispute: {
        status: 'ACCEPTED',
        credit: usd('1.00'),
        answer: 'Agreed.',
        creditEntry: { type: 'CREDIT', amount: usd('1.00') },
      },
      disputes: [{ id: disputeId }],
    },
  });
  const REFUND = `mutation ($id: ID!) { requestRefund(input: { orderId: $id, reason: OTHER }) @idempotent(key: "r") { replayed } }`;
  expect(await codeOf(REFUND, { id: orderId })).toBe('ORDER_CREDITED');
  expect(await codeOf(DISPUTE, { input })).toBe('ORDER_CREDITED');
});

test('a purchase order is set, and taken away with null', async () => {
  const { id: invoiceId } = await openDraftOf(api.house, partner);
  for (const purchaseOrder of ['PO-7', 'Größe 12', null]) {
    const { data } = await ask<object>(NAME, { input: { invoiceId, purchaseOrder } });
    expect(data).toEqual({ setInvoicePurchaseOrder: { invoice: { purchaseOrder } } });
  }
  for (const purchaseOrder of ['', 'x'.repeat(65), 'a\nb']) {
    expect(await codeOf(NAME, { input: { invoiceId, purchaseOrder } })).toBe('BAD_USER_INPUT');
  }
});

describe('refuses', () => {
  const entry = 'ent_01k00000000000000000000000';
  const disputed = (invoiceId: string, lines: readonly string[] = [entry]) =>
    codeOf(DISPUTE, { input: { invoiceId, reason: 'OTHER', lines } });
  const named = (invoiceId: string) => codeOf(NAME, { input: { invoiceId, purchaseOrder: 'PO-1' } });

  const made = {
    draft: async () => (await openDraftOf(api.house, partner)).id,
    issued: async () => (await closeMonth(api.house, partner)).id,
    paid: async () => {
      const { id: invoiceId } = await closeMonth(api.house, partner);
      await payInvoice(api.house, systemCall(partner), { invoiceId, paymentReference: null });
      return invoiceId;
    },
    void: async () => {
      const { id: invoiceId } = await closeMonth(api.house, partner);
      await voidInvoice(api.house, systemCall(partner), { invoiceId, reason: 'wrong' });
      return invoiceId;
    },
  };

  test.each([
    ['INVOICE_NOT_ISSUED', 'dispute', 'draft', disputed],
    ['INVOICE_VOID', 'dispute', 'void', disputed],
    ['BAD_USER_INPUT', 'dispute of no line', 'issued', disputed],
    ['BAD_USER_INPUT', 'dispute of nothing', 'paid', (id: string) => disputed(id, [])],
    ['INVOICE_PAID', 'purchase order', 'paid', named],
    ['INVOICE_VOID', 'purchase order', 'void', named],
  ] satisfies readonly (readonly [Code, string, keyof typeof made, (id: string) => Promise<unknown>])[])(
    '%s: the %s of one that is %s',
    async (code, _what, state, change) => {
      expect(await change(await made[state]())).toBe(code);
    },
  );

  test("another organisation's invoice, and one that is not there, byte for byte alike", async () => {
    const { id } = await closeMonth(api.house, partner);
    const stranger = await api.credential(await seedPartner(api.house));
    const input = (invoiceId: string) => ({ input: { invoiceId, reason: 'OTHER', lines: [entry] } });
    const purchase = (invoiceId: string) => ({ input: { invoiceId, purchaseOrder: 'PO-1' } });
    const absent = 'inv_01k00000000000000000000000';
    for (const [document, of] of [
      [INVOICE, (one: string) => ({ id: one })],
      [DISPUTE, input],
      [NAME, purchase],
    ] as const) {
      const headers = { 'x-request-id': 'one' };
      const [theirs, none] = await Promise.all(
        [id, absent].map((one) => api.ask(stranger, document, { variables: of(one), headers })),
      );
      expect(theirs?.errors[0]?.extensions.code).toBe('INVOICE_NOT_FOUND');
      expect([theirs?.status, theirs?.text]).toEqual([none?.status, none?.text]);
    }
  });

  test('what a credential has no scope for: the fields below it are null, the rest is answered', async () => {
    const { id } = await closeMonth(api.house, partner);
    const only = (...scopes: readonly Scope[]) => api.credential(partner, scopes);
    expect(await codeOf(INVOICE, { id }, await only('invoices:manage'))).toBe('FORBIDDEN');
    const reader = await only('invoices:read');
    expect(await codeOf(NAME, { input: { invoiceId: id, purchaseOrder: 'PO-1' } }, reader)).toBe('FORBIDDEN');
    const document = 'query ($id: ID!) { invoice(id: $id) { status trueUpEntry { id } } }';
    const { status, data, errors } = await ask<object>(document, { id }, reader);
    expect([status, data]).toEqual([200, { invoice: { status: 'ISSUED', trueUpEntry: null } }]);
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', missingScopes: ['ledger:read'] });
  });
});
