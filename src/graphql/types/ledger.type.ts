import { Field, ID, ObjectType } from 'type-graphql';
import type { LedgerEntry, WalletBalance } from '../../domains/ledger/index.ts';
import { LedgerEntryTypeEnum } from '../enums.ts';
import { DateTime } from '../scalars.ts';
import { connectionOf } from './connection.type.ts';
import { MoneyType, toMoney } from './money.type.ts';

@ObjectType('Wallet', { description: "The organisation's prepaid balance in one currency." })
export class WalletType {
  @Field(() => String, { simple: true, description: 'Its currency as an ISO 4217 code.' })
  currency!: string;

  @Field(() => MoneyType, { simple: true, description: 'What new orders can use.' })
  available!: MoneyType;

  @Field(() => MoneyType, { simple: true, description: 'What is held for orders that are not settled yet.' })
  reserved!: MoneyType;
}

/** A wallet as the API shows it. */
export const toWallet = ({ currency, availableMinor, reservedMinor }: WalletBalance): WalletType => ({
  currency,
  available: toMoney(availableMinor, currency),
  reserved: toMoney(reservedMinor, currency),
});

@ObjectType('LedgerEntry', { description: 'One movement of money in the wallet. It never changes.' })
export class LedgerEntryType {
  @Field(() => ID, { simple: true, description: 'Its id, `ent_…`; ids sort by time.' })
  id!: string;

  @Field(() => LedgerEntryTypeEnum, { simple: true, description: 'What it does.' })
  type!: string;

  @Field(() => MoneyType, {
    simple: true,
    description: 'How much it moves; always above zero, the type tells the direction.',
  })
  amount!: MoneyType;

  @Field(() => ID, { simple: true, nullable: true, description: 'The order that it is about.' })
  orderId!: string | null;

  @Field(() => ID, { simple: true, nullable: true, description: 'The invoice that it is about.' })
  invoiceId!: string | null;

  @Field(() => String, { simple: true, description: 'What it is, in words.' })
  description!: string;

  @Field(() => MoneyType, { simple: true, description: 'The available balance right after it.' })
  availableAfter!: MoneyType;

  @Field(() => MoneyType, { simple: true, description: 'The reserved balance right after it.' })
  reservedAfter!: MoneyType;

  @Field(() => DateTime, { simple: true, description: 'When it was booked.' })
  createdAt!: Date;
}

/** A ledger entry as the API shows it. */
export const toLedgerEntry = (entry: LedgerEntry): LedgerEntryType => ({
  id: entry.id,
  type: entry.type,
  amount: toMoney(entry.amountMinor, entry.currency),
  orderId: entry.orderId,
  invoiceId: entry.invoiceId,
  description: entry.description,
  availableAfter: toMoney(entry.availableAfterMinor, entry.currency),
  reservedAfter: toMoney(entry.reservedAfterMinor, entry.currency),
  createdAt: entry.createdAt,
});

export const LedgerEntryConnectionType = connectionOf('LedgerEntry', () => LedgerEntryType);
