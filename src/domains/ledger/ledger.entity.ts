import { defineEntity, p } from '@mikro-orm/core';
import { minorUnits, moment, ownerColumns } from '../../db/columns.ts';

/**
 * The four accounts of an owner's book in one currency. `available` and `reserved` are the wallet; `funding` is what the
 * partner paid in (it goes below zero as the wallet goes up); `sales` is what orders cost.
 */
export const ACCOUNT_KINDS = ['available', 'reserved', 'funding', 'sales'] as const;

export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export const ENTRY_TYPES = ['reserve', 'capture', 'release', 'credit', 'refund', 'monthly_minimum_true_up'] as const;

export type EntryType = (typeof ENTRY_TYPES)[number];

export const AccountEntity = defineEntity({
  name: 'Account',
  tableName: 'accounts',
  properties: {
    id: p.text().primary(),
    ...ownerColumns,
    currency: p.text(),
    kind: p.enum(ACCOUNT_KINDS),
    balanceMinor: minorUnits(),
  },
  uniques: [{ name: 'accounts_owner_currency_kind_key', properties: ['organisationId', 'mode', 'currency', 'kind'] }],
});

/** One movement of money. Never changed, never deleted: the database refuses. */
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
