import { defineEntity, p } from '@mikro-orm/core';
import { minorUnits, moment, ownerColumns } from '../../db/columns.ts';
import { MODES } from '../../kernel/actor.ts';

/**
 * The four accounts of an owner's book in one currency. `available` and `reserved` are the wallet; `funding` is what the
 * partner paid in (it goes below zero as the wallet goes up); `sales` is what orders cost.
 */
export const ACCOUNT_KINDS = ['available', 'reserved', 'funding', 'sales'] as const;

export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export const ENTRY_TYPES = ['reserve', 'capture', 'release', 'credit', 'refund', 'monthly_minimum_true_up'] as const;

export type EntryType = (typeof ENTRY_TYPES)[number];

/** An owner's prepaid balance in one currency: what it may owe, and when it is told that little is left. */
export const WalletEntity = defineEntity({
  name: 'Wallet',
  tableName: 'wallets',
  properties: {
    organisationId: p.text().primary(),
    mode: p.enum(MODES).primary(),
    currency: p.text().primary(),
    /** How far the available balance may go below zero. */
    creditLimitMinor: minorUnits().defaultRaw('0'),
    /** Below it the balance is low; null where nobody is to be told. */
    lowBalanceMinor: minorUnits().nullable(),
    isLow: p.boolean().default(false),
    /** False once an entry was dated before the one that it follows: a sandbox's clock was set back. */
    isInOrder: p.boolean().default(true),
    openedAt: moment(),
  },
});

export const AccountEntity = defineEntity({
  name: 'Account',
  tableName: 'accounts',
  properties: {
    id: p.text().primary(),
    ...ownerColumns,
    currency: p.text(),
    kind: p.enum(ACCOUNT_KINDS),
    balanceMinor: minorUnits(),
    /** The lowest balance that it may have: zero; for `available` the credit line, or where a true-up went beyond that. */
    floorMinor: minorUnits().defaultRaw('0'),
  },
  uniques: [{ name: 'accounts_owner_currency_kind_key', properties: ['organisationId', 'mode', 'currency', 'kind'] }],
});

/**
 * One movement of money. Never changed, never deleted: the database refuses. It gives each its number in its wallet's chain
 * and its hash, and dates none before the one that it follows.
 */
export const EntryEntity = defineEntity({
  name: 'Entry',
  tableName: 'entries',
  properties: {
    id: p.text().primary(),
    ...ownerColumns,
    type: p.enum(ENTRY_TYPES),
    currency: p.text(),
    amountMinor: minorUnits(),
    orderId: p.text().nullable(),
    invoiceId: p.text().nullable(),
    paymentReference: p.text().nullable(),
    description: p.text(),
    availableAfterMinor: minorUnits(),
    reservedAfterMinor: minorUnits(),
    createdAt: moment(),
    sequence: p.bigint(),
    hash: p.blob(),
  },
});

/** How far a wallet's chain was verified, signed with a key that is not in the database. */
export const LedgerCheckpointEntity = defineEntity({
  name: 'LedgerCheckpoint',
  tableName: 'ledger_checkpoints',
  properties: {
    organisationId: p.text().primary(),
    mode: p.enum(MODES).primary(),
    currency: p.text().primary(),
    sequence: p.bigint().primary(),
    hash: p.blob(),
    availableMinor: minorUnits(),
    reservedMinor: minorUnits(),
    keyId: p.text(),
    signature: p.blob(),
    createdAt: moment(),
  },
});

/** What an entry adds to one account (negative: takes from it). The postings of an entry sum to zero. */
export const PostingEntity = defineEntity({
  name: 'Posting',
  tableName: 'postings',
  properties: {
    entryId: p.text().primary(),
    accountId: p.text().primary(),
    amountMinor: minorUnits(),
  },
});
