import type { Tx } from '../db/transaction.ts';
import {
  assertUndecided,
  type Dispute,
  disputeEvent,
  getInvoice,
  listDisputedLines,
  lockDispute,
  markAccepted,
} from '../domains/invoices/index.ts';
import { creditDispute } from '../domains/ledger/index.ts';
import { lockOrder } from '../domains/orders/index.ts';
import { type Done, useCase } from '../door/use-case.ts';
import { badInput, Fault } from '../kernel/fault.ts';
import { type Currency, formatMinor, money } from '../kernel/money.ts';
import { assertRemark } from '../kernel/remark.ts';

interface AcceptDispute {
  readonly disputeId: string;
  /** What is given back, in minor units; all that is disputed where it is null. */
  readonly creditMinor: bigint | null;
  /** What the partner reads, a remark; null where there is nothing to say. */
  readonly answer: string | null;
}

/** How much is given back. Refuses: BAD_USER_INPUT. */
const creditOf = ({ amountMinor, currency }: Dispute, creditMinor: bigint | null) => {
  const code = currency as Currency; // checked when the wallet was opened
  const credit = creditMinor ?? amountMinor;
  if (credit <= 0n || credit > amountMinor) {
    throw badInput({ field: 'credit', bound: `more than 0 and at most ${formatMinor(amountMinor, code)}` });
  }
  return money(credit, code);
};

/** Locks the orders of a locked dispute. Refuses: ORDER_CREDITED, ORDER_NOT_REFUNDABLE while one is being cancelled. */
const lockOrders = async (tx: Tx, disputeId: string): Promise<void> => {
  const lines = (await listDisputedLines(tx.tables(), [disputeId])).flat();
  for (const orderId of lines.flatMap((line) => line.orderId ?? []).sort()) {
    const { status, cancelRequestedAt } = await lockOrder(tx, orderId);
    if (status === 'refunded') throw new Fault('ORDER_CREDITED');
    if (cancelRequestedAt !== null) throw new Fault('ORDER_NOT_REFUNDABLE');
  }
};

/**
 * Accepts an open dispute: what its lines took, or a part of it, goes back to the wallet, and none of their orders is
 * refunded any more. Gives the dispute as it then stands. Refuses: DISPUTE_NOT_FOUND, DISPUTE_DECIDED, BAD_USER_INPUT,
 * ORDER_CREDITED where the price of one of its orders was given back meanwhile, ORDER_NOT_REFUNDABLE where one of them is
 * being cancelled.
 */
export const acceptDispute = useCase(
  'dispute.accept',
  async (tx, { disputeId, creditMinor, answer }: AcceptDispute): Promise<Done<Dispute>> => {
    if (answer !== null) assertRemark(answer, 'answer');
    const dispute = await lockDispute(tx, disputeId);
    assertUndecided(dispute);
    const credit = creditOf(dispute, creditMinor);
    await lockOrders(tx, disputeId);
    const { id, number } = await getInvoice(tx.tables(), tx.owner, dispute.invoiceId);
    const { entryId } = await creditDispute(tx, { id, number: number ?? '' }, credit);
    const accepted = markAccepted(tx, dispute, { creditMinor: credit.minor, creditEntryId: entryId, answer });
    return { result: accepted, subject: disputeId, event: disputeEvent('dispute.accepted', accepted) };
  },
);
