import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Reconciliation } from '../../views/reconciliation.ts';
import { DIFFERENCES, type DifferenceWord } from '../../views/reconciliation.ts';
import { registerWords } from '../enums.ts';
import { InvoiceType } from './invoice.type.ts';
import { MoneyType, toMoney } from './money.type.ts';

const DifferenceEnum = registerWords(
  'ReconciliationDifferenceCode',
  'What does not match.',
  Object.keys(DIFFERENCES) as readonly DifferenceWord[], // the table's own keys
  DIFFERENCES,
);

@ObjectType('ReconciliationDifference', { description: 'One thing that does not match, with what either side says.' })
class DifferenceType {
  @Field(() => DifferenceEnum, { simple: true, description: 'What does not match.' })
  code!: string;

  @Field(() => ID, { simple: true, nullable: true, description: 'The order that it is about; null for the invoice.' })
  orderId!: string | null;

  @Field(() => String, { simple: true, nullable: true, description: "The partner's own id of that order." })
  partnerOrderId!: string | null;

  @Field(() => String, { simple: true, description: 'What the order, or the invoice, says.' })
  left!: string;

  @Field(() => String, { simple: true, description: 'What the ledger, or the carrier, says.' })
  right!: string;
}

@ObjectType('Reconciliation', {
  description:
    'The orders of a period held against the ledger, the lines of its invoice and what the carrier prepared, right now.',
})
export class ReconciliationType {
  @Field(() => Boolean, { simple: true, description: 'Whether everything matches.' })
  isMatched!: boolean;

  @Field(() => InvoiceType, { simple: true, description: 'The invoice of the period, a draft until it is issued.' })
  invoice!: InvoiceType;

  @Field(() => Int, { simple: true, description: 'Orders with an entry in its part of the ledger, or placed in it.' })
  orders!: number;

  @Field(() => Int, { simple: true, description: 'Those of which everything matches.' })
  matchedOrders!: number;

  @Field(() => Int, { simple: true, description: 'Those whose price is held: they are settled later.' })
  openOrders!: number;

  @Field(() => MoneyType, { simple: true, description: 'Net prices captured, as the ledger has them.' })
  ledgerOrders!: MoneyType;

  @Field(() => MoneyType, { simple: true, description: 'Net prices given back, as the ledger has them.' })
  ledgerRefunds!: MoneyType;

  @Field(() => MoneyType, { simple: true, description: 'Net prices captured, as the invoice has them.' })
  invoicedOrders!: MoneyType;

  @Field(() => MoneyType, { simple: true, description: 'Net prices given back, as the invoice has them.' })
  invoicedRefunds!: MoneyType;

  @Field(() => Int, { simple: true, description: 'How many differences there are.' })
  differenceCount!: number;

  @Field(() => [DifferenceType], { simple: true, description: 'The first 100 of them; the exports have all.' })
  differences!: readonly DifferenceType[];
}

/** A reconciliation as the API shows it. */
export const toReconciliation = (found: Reconciliation, invoice: InvoiceType): ReconciliationType => {
  const { figures, ledger, differences, differenceCount } = found;
  const { currency } = found.invoice;
  return {
    isMatched: differenceCount === 0,
    invoice,
    orders: found.orders,
    matchedOrders: found.matched,
    openOrders: found.open,
    ledgerOrders: toMoney(ledger.ordersMinor, currency),
    ledgerRefunds: toMoney(ledger.refundsMinor, currency),
    invoicedOrders: toMoney(figures.ordersMinor, currency),
    invoicedRefunds: toMoney(figures.refundsMinor, currency),
    differenceCount,
    differences: differences.map(({ word, ...difference }) => ({ code: word, ...difference })),
  };
};
