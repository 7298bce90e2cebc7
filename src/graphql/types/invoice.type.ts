import { Field, ID, ObjectType } from 'type-graphql';
import type { Invoice } from '../../domains/invoices/index.ts';
import { Needs } from '../engine/needs.ts';
import { InvoiceStatusEnum } from '../invoice-enums.ts';
import { DateTime } from '../scalars.ts';
import { connectionOf } from './connection.type.ts';

const MONTH_LENGTH = 'yyyy-mm'.length;

@ObjectType('Invoice', {
  description:
    'What a month of one wallet came to. Orders were paid from the wallet when they were captured; due is the true-up alone. Each ledger entry of the wallet is of one invoice, without a gap.',
})
export class InvoiceType {
  @Field(() => ID, { simple: true, description: 'Its id, `inv_…`.' })
  id!: string;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description:
      'Its number, such as `INV-4F7A0C2B-000012`: counted for each organisation and mode without a gap. Null for a draft.',
  })
  number!: string | null;

  @Field(() => InvoiceStatusEnum, { simple: true, description: 'Where it stands.' })
  status!: string;

  @Field(() => String, { simple: true, description: 'The currency of its wallet as an ISO 4217 code.' })
  currency!: string;

  @Field(() => String, { simple: true, description: 'Its month, such as `2026-11`.' })
  month!: string;

  @Field(() => String, {
    simple: true,
    description: 'The time zone whose month it is, by its IANA name such as `Europe/Berlin`.',
  })
  timeZone!: string;

  @Field(() => DateTime, { simple: true, description: 'When its period begins: the first midnight of the month.' })
  periodStart!: Date;

  @Field(() => DateTime, { simple: true, description: 'The first moment after its period.' })
  periodEnd!: Date;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: "The partner's own purchase-order number. Set with `setInvoicePurchaseOrder`.",
  })
  purchaseOrder!: string | null;

  @Field(() => DateTime, { simple: true, nullable: true, description: 'When it was issued; null for a draft.' })
  issuedAt!: Date | null;

  @Field(() => DateTime, { simple: true, nullable: true, description: 'When it was paid; null until then.' })
  paidAt!: Date | null;

  @Field(() => DateTime, { simple: true, nullable: true, description: 'When it became void; null unless it did.' })
  voidedAt!: Date | null;

  @Field(() => String, { simple: true, nullable: true, description: 'Why it is void, in words of the operator.' })
  voidReason!: string | null;

  /** What the rest is read by; not shown. */
  stored!: Invoice;
}

/** An invoice as the API shows it. */
export const toInvoice = (stored: Invoice): InvoiceType => ({
  id: stored.id,
  number: stored.number,
  status: stored.status,
  currency: stored.currency,
  month: stored.month.slice(0, MONTH_LENGTH),
  timeZone: stored.timeZone,
  periodStart: stored.periodStart,
  periodEnd: stored.periodEnd,
  purchaseOrder: stored.purchaseOrder,
  issuedAt: stored.issuedAt,
  paidAt: stored.paidAt,
  voidedAt: stored.voidedAt,
  voidReason: stored.voidReason,
  stored,
});

export const InvoiceConnectionType = connectionOf('Invoice', () => InvoiceType);

@ObjectType('InvoicePayload', { description: 'What a mutation of an invoice answers.' })
export class InvoicePayloadType {
  @Field(() => ID, { simple: true, description: 'The invoice, `inv_…`.' })
  invoiceId!: string;

  @Needs('invoices:read')
  @Field(() => InvoiceType, { simple: true, nullable: true, description: 'The invoice as it stands.' })
  invoice!: InvoiceType | null;
}
