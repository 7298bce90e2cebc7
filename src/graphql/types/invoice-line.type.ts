import { Field, ObjectType } from 'type-graphql';
import type { InvoiceLine } from '../../views/invoice-lines.ts';
import { InvoiceLineTypeEnum } from '../invoice-enums.ts';
import { DateTime } from '../scalars.ts';
import { connectionOf } from './connection.type.ts';
import { MoneyType, toMoney } from './money.type.ts';

@ObjectType('InvoiceLine', { description: 'A line of an invoice: one ledger entry, with the order that it is about.' })
export class InvoiceLineType {
  @Field(() => InvoiceLineTypeEnum, { simple: true, description: 'What it is about.' })
  type!: string;

  @Field(() => MoneyType, {
    simple: true,
    description: 'What was taken from the wallet; below zero where it was given back.',
  })
  amount!: MoneyType;

  @Field(() => MoneyType, {
    simple: true,
    description: 'How much of it counts toward the monthly minimum, rounded half up; zero for a true-up.',
  })
  grossProfit!: MoneyType;

  @Field(() => DateTime, { simple: true, description: 'When its entry was booked.' })
  bookedAt!: Date;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: "The partner's own id of the order; null for a true-up.",
  })
  partnerOrderId!: string | null;

  /** What the entry, the order and the package are read by; not shown. */
  stored!: InvoiceLine;
}

/** A line of an invoice in a currency, as the API shows it. */
export const toInvoiceLine = (stored: InvoiceLine, currency: string): InvoiceLineType => ({
  type: stored.type,
  amount: toMoney(stored.amountMinor, currency),
  grossProfit: toMoney(stored.grossProfitMinor, currency),
  bookedAt: stored.bookedAt,
  partnerOrderId: stored.partnerOrderId,
  stored,
});

export const InvoiceLineConnectionType = connectionOf('InvoiceLine', () => InvoiceLineType);
