import { Field, ID, Int, ObjectType } from 'type-graphql';
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

  @Field(() => MoneyType, {
    simple: true,
    description:
      'How far the available balance may go below zero, as the operator agreed; zero where nothing was agreed.',
  })
  creditLine!: MoneyType;

  @Field(() => MoneyType, {
    simple: true,
    nullable: true,
    description:
      'Below this available balance `wallet.low_balance` is told, once until it was reached again; null where it is not told. Set with `setLowBalanceThreshold`.',
  })
  lowBalanceThreshold!: MoneyType | null;

  @Field(() => Boolean, { simple: true, description: 'Whether the available balance is below its threshold.' })
  isLow!: boolean;

  @Field(() => DateTime, { simple: true, description: 'The moment of which the balances are.' })
  asOf!: Date;

  /** What the orders that it covers are counted by; not shown. */
  stored!: WalletBalance;
}

@ObjectType('LowBalancePayload', { description: 'When a wallet is low.' })
export class LowBalancePayloadType {
  @Field(() => MoneyType, {
    simple: true,
    nullable: true,
    description: 'Below this available balance `wallet.low_balance` is told; null where nobody is told.',
  })
  threshold!: MoneyType | null;
}

/** A wallet as the API shows it. */
export const toWallet = (stored: WalletBalance, asOf: Date): WalletType => {
  const { currency, availableMinor, reservedMinor, creditLimitMinor, lowBalanceMinor } = stored;
  return {
    currency,
    available: toMoney(availableMinor, currency),
    reserved: toMoney(reservedMinor, currency),
    creditLine: toMoney(creditLimitMinor, currency),
    lowBalanceThreshold: lowBalanceMinor === null ? null : toMoney(lowBalanceMinor, currency),
    isLow: lowBalanceMinor !== null && availableMinor < lowBalanceMinor,
    asOf,
    stored,
  };
};

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

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: "The payment's own reference, such as the bank's, where it books one.",
  })
  paymentReference!: string | null;

  @Field(() => String, { simple: true, description: 'What it is, in words.' })
  description!: string;

  @Field(() => MoneyType, { simple: true, description: 'The available balance right after it.' })
  availableAfter!: MoneyType;

  @Field(() => MoneyType, { simple: true, description: 'The reserved balance right after it.' })
  reservedAfter!: MoneyType;

  @Field(() => DateTime, { simple: true, description: 'When it was booked.' })
  createdAt!: Date;

  @Field(() => Int, { simple: true, description: 'Its place in the chain of its wallet: 1, 2, 3, … without a gap.' })
  sequence!: number;

  @Field(() => String, {
    simple: true,
    description:
      'SHA-256, in hexadecimal, over the hash of the entry before it and its own content: nobody can change an entry without changing every hash behind it. `ledgerProof` proves one.',
  })
  hash!: string;
}

/** A ledger entry as the API shows it. */
export const toLedgerEntry = (entry: LedgerEntry): LedgerEntryType => ({
  id: entry.id,
  type: entry.type,
  amount: toMoney(entry.amountMinor, entry.currency),
  orderId: entry.orderId,
  paymentReference: entry.paymentReference,
  sequence: Number(entry.sequence),
  hash: entry.hash.toString('hex'),
  invoiceId: entry.invoiceId,
  description: entry.description,
  availableAfter: toMoney(entry.availableAfterMinor, entry.currency),
  reservedAfter: toMoney(entry.reservedAfterMinor, entry.currency),
  createdAt: entry.createdAt,
});

export const LedgerEntryConnectionType = connectionOf('LedgerEntry', () => LedgerEntryType);
