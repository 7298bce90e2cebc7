import { keepInvariants } from '../support/after-each.ts';
import { seedReadyEsim } from '../support/esims.ts';
import { closeMonth, linesOf } from '../support/invoices.ts';
import { JP } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { eventsOf } from '../support/webhooks.ts';

let api: TestApi;
let partner: SeededPartner;
let token: string;

beforeAll(async () => {
  api = await openTestApi();
  await seedCatalogue(api.house, [packageDraft('JP', '4.00')]);
});
beforeEach(async () => {
  partner = await seedPartner(api.house, { wallet: '10.00', approved: [JP] });
  token = await api.credential(partner);
});
afterAll(() => api.close());
keepInvariants(() => api);

const ask = async (document: string, variables: object, bearer = token) => {
  const { data, errors } = await api.ask<Readonly<Record<string, never>> | null>(bearer, document, {
    variables: { ...variables },
  });
  return errors[0] ? errors[0].extensions.code : data;
};

const available = () => ask('{ wallet { available { amount } } }', {});
const holding = (amount: string) => ({ wallet: { available: { amount } } });

/** The types of the events of an area, the oldest first. */
const told = async (area: string) =>
  (await eventsOf(api.house, partner)).map(({ type }) => type).filter((type) => type.startsWith(`${area}.`));

describe('a refund is decided by the partner in the place of the operator', () => {
  const REQUEST = `mutation ($orderId: ID!, $key: String!) {
    requestRefund(input: { orderId: $orderId, reason: NOT_WORKING }) @idempotent(key: $key) { refund { id } } }`;

  const requested = async (): Promise<string> => {
    const { orderId } = await seedReadyEsim(api.house, partner);
    const { data } = await api.ask<{ requestRefund: { refund: { id: string } } }>(token, REQUEST, {
      variables: { orderId, key: `refund of ${orderId}` },
    });
    return data.requestRefund.refund.id;
  };

  const settle = (id: string, outcome: string, reason: string | null = null, bearer = token) =>
    ask(
      `mutation ($id: ID!, $outcome: SandboxRefundOutcome!, $reason: String) {
        sandboxSettleRefund(id: $id, outcome: $outcome, reason: $reason) { status rejection } }`,
      { id, outcome, reason },
      bearer,
    );
  const standing = (status: string, rejection: string | null = null) => ({
    sandboxSettleRefund: { status, rejection },
  });

  test('as approved first, with no money moved, then as completed, and each is told', async () => {
    const id = await requested();
    expect(await settle(id, 'APPROVED')).toEqual(standing('APPROVED'));
    expect(await available()).toEqual(holding('6.00'));
    expect(await settle(id, 'COMPLETED')).toEqual(standing('COMPLETED'));
    expect(await available()).toEqual(holding('10.00'));
    expect(await told('refund')).toEqual(['refund.requested', 'refund.approved', 'refund.completed']);
  });

  test('as completed at once, and a repeat and twenty at once give the price back once', async () => {
    const id = await requested();
    const all = await Promise.all(Array.from({ length: 20 }, () => settle(id, 'COMPLETED')));
    expect(all).toEqual(all.map(() => standing('COMPLETED')));
    expect(await settle(id, 'COMPLETED')).toEqual(standing('COMPLETED'));
    expect(await available()).toEqual(holding('10.00'));
    expect(await told('refund')).toEqual(['refund.requested', 'refund.approved', 'refund.completed']);
  });

  test('as rejected, with a reason or a sentence of ours, and the order stays paid', async () => {
    expect(await settle(await requested(), 'REJECTED', 'It was used.')).toEqual(standing('REJECTED', 'It was used.'));
    expect(await settle(await requested(), 'REJECTED')).toEqual(standing('REJECTED', 'Rejected in the sandbox.'));
    expect(await available()).toEqual(holding('2.00'));
  });

  test('and is refused where it ended otherwise, and where it is not there or not theirs', async () => {
    const [rejected, completed] = [await requested(), await requested()];
    await settle(rejected, 'REJECTED');
    await settle(completed, 'COMPLETED');
    expect(await settle(rejected, 'COMPLETED')).toBe('REFUND_DECIDED');
    expect(await settle(completed, 'REJECTED')).toBe('REFUND_DECIDED');
    expect(await settle(`rfd_${'0'.repeat(26)}`, 'COMPLETED')).toBe('REFUND_NOT_FOUND');
    const stranger = await api.credential(await seedPartner(api.house, { wallet: '10.00', approved: [JP] }));
    expect(await settle(completed, 'COMPLETED', null, stranger)).toBe('REFUND_NOT_FOUND');
    expect(await settle('rfd_1', 'COMPLETED')).toBe('BAD_USER_INPUT');
  });
});

describe('a dispute is decided by the partner in the place of the operator', () => {
  const DISPUTE = `mutation ($input: DisputeInvoiceInput!) {
    disputeInvoice(input: $input) { invoice { disputes { id } } } }`;

  const opened = async (): Promise<string> => {
    await seedReadyEsim(api.house, partner);
    const invoice = await closeMonth(api.house, partner);
    const lines = (await linesOf(api.house, partner, invoice)).map(({ entryId }) => entryId);
    const { data } = await api.ask<{ disputeInvoice: { invoice: { disputes: readonly { id: string }[] } } }>(
      token,
      DISPUTE,
      { variables: { input: { invoiceId: invoice.id, reason: 'WRONG_PRICE', lines } } },
    );
    return data.disputeInvoice.invoice.disputes[0]?.id ?? '';
  };

  const settle = (id: string, rest: object, bearer = token) =>
    ask(
      `mutation ($id: ID!, $outcome: SandboxDisputeOutcome!, $credit: Decimal, $answer: String) {
        sandboxSettleDispute(id: $id, outcome: $outcome, credit: $credit, answer: $answer) {
          status answer credit { amount } } }`,
      { id, ...rest },
      bearer,
    );
  const standing = (status: string, answer: string | null, credit: string | null) => ({
    sandboxSettleDispute: { status, answer, credit: credit && { amount: credit } },
  });

  test('as accepted, whole or in part, once', async () => {
    const id = await opened();
    expect(await settle(id, { outcome: 'ACCEPTED', credit: '4.01' })).toBe('BAD_USER_INPUT');
    expect(await settle(id, { outcome: 'ACCEPTED', credit: '1.00', answer: 'Agreed.' })).toEqual(
      standing('ACCEPTED', 'Agreed.', '1.00'),
    );
    expect(await settle(id, { outcome: 'ACCEPTED' })).toBe('DISPUTE_DECIDED');
    expect(await settle(await opened(), { outcome: 'ACCEPTED' })).toEqual(standing('ACCEPTED', null, '4.00'));
    expect(await available()).toEqual(holding('7.00'));
    expect(await told('dispute')).toEqual(['dispute.opened', 'dispute.accepted', 'dispute.opened', 'dispute.accepted']);
  });

  test('as rejected, with no money moved, and is refused where it is not there or not theirs', async () => {
    const id = await opened();
    expect(await settle(id, { outcome: 'REJECTED' })).toEqual(standing('REJECTED', 'Rejected in the sandbox.', null));
    expect(await settle(id, { outcome: 'REJECTED' })).toBe('DISPUTE_DECIDED');
    expect(await available()).toEqual(holding('6.00'));
    for (const outcome of ['ACCEPTED', 'REJECTED']) {
      expect(await settle(`dsp_${'0'.repeat(26)}`, { outcome })).toBe('DISPUTE_NOT_FOUND');
      const stranger = await api.credential(await seedPartner(api.house, { wallet: '10.00', approved: [JP] }));
      expect(await settle(id, { outcome }, stranger)).toBe('DISPUTE_NOT_FOUND');
    }
  });
});
