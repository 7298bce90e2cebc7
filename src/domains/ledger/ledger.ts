import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/id.ts';
import { type Currency, formatMinor, type Money } from '../../kernel/money.ts';
import {
  ACCOUNT_KINDS,
  AccountEntity,
  type AccountKind,
  EntryEntity,
  type EntryType,
  PostingEntity,
} from './ledger.entity.ts';

type Tables = TablesOf<typeof AccountEntity>;

/** One movement about to be posted: what each account of the owner's book gets, in minor units; the amounts sum to zero. */
interface EntryDraft {
  readonly type: EntryType;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly description: string;
  readonly moves: Readonly<Partial<Record<AccountKind, bigint>>>;
  readonly orderId?: string;
  readonly paymentReference?: string;
}

interface LockedAccount {
  readonly id: string;
  readonly kind: AccountKind;
  readonly balanceMinor: bigint;
}

/** Locks the owner's accounts in id order, so that two changes of one book never wait for each other. */
const lockAccounts = async (tx: Tx, currency: Currency): Promise<ReadonlyMap<AccountKind, LockedAccount>> => {
  const rows = await tx
    .tables<Tables>()
    .selectFrom('accounts')
    .select(['id', 'kind', 'balance_minor as balanceMinor'])
    .where('organisation_id', '=', tx.owner.organisationId)
    .where('mode', '=', tx.owner.mode)
    .where('currency', '=', currency)
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.kind, row]));
};

/**
 * The one way in which money moves: locks the owner's accounts, checks that the wallet covers it, and writes a balanced
 * entry. The database refuses an entry whose postings do not sum to zero, a balance below zero, and any later change.
 * Gives the entry's id. Refuses: INSUFFICIENT_BALANCE with the shortfall.
 */
export const post = async (tx: Tx, draft: EntryDraft): Promise<string> => {
  await tx.flush();
  const accounts = await lockAccounts(tx, draft.currency);
  const after = (kind: AccountKind): bigint => {
    const account = accounts.get(kind);
    if (!account) throw new Error(`the owner has no ${draft.currency} book`);
    return account.balanceMinor + (draft.moves[kind] ?? 0n);
  };
  // Without a book in the currency nothing is available in it.
  const availableAfterMinor = accounts.size === 0 ? (draft.moves.available ?? 0n) : after('available');
  if (availableAfterMinor < 0n) {
    throw new Fault('INSUFFICIENT_BALANCE', {
      shortfall: { amount: formatMinor(-availableAfterMinor, draft.currency), currency: draft.currency },
    });
  }
  const id = newId('entry');
  tx.write(EntryEntity, {
    id,
    organisationId: tx.owner.organisationId,
    mode: tx.owner.mode,
    type: draft.type,
    currency: draft.currency,
    amountMinor: draft.amountMinor,
    orderId: draft.orderId ?? null,
    invoiceId: null,
    paymentReference: draft.paymentReference ?? null,
    description: draft.description,
    availableAfterMinor,
    reservedAfterMinor: after('reserved'),
    createdAt: tx.now,
  });
  for (const [kind, { id: accountId }] of accounts) {
    const amountMinor = draft.moves[kind];
    if (amountMinor === undefined) continue;
    tx.write(PostingEntity, { entryId: id, accountId, amountMinor });
    tx.change('update accounts set balance_minor = ? where id = ?', [after(kind), accountId]);
  }
  return id;
};

/** Opens an owner's book in one currency: four accounts at zero. */
export const openBook = (tx: Tx, { organisationId, mode }: Owner, currency: Currency): void => {
  for (const kind of ACCOUNT_KINDS) {
    tx.write(AccountEntity, {
      id: newId('account'),
      organisationId,
      mode,
      currency,
      kind,
      balanceMinor: 0n,
    });
  }
};

/** Holds an order's net price in the wallet. Refuses: INSUFFICIENT_BALANCE. */
export const reserve = (tx: Tx, orderId: string, price: Money): Promise<string> =>
  post(tx, {
    type: 'reserve',
    currency: price.currency,
    amountMinor: price.minor,
    description: `Held for order ${orderId}`,
    moves: { available: -price.minor, reserved: price.minor },
    orderId,
  });

/** Takes what was held for an order as its price. */
export const capture = (tx: Tx, orderId: string, price: Money): Promise<string> =>
  post(tx, {
    type: 'capture',
    currency: price.currency,
    amountMinor: price.minor,
    description: `Paid for order ${orderId}`,
    moves: { reserved: -price.minor, sales: price.minor },
    orderId,
  });

/** Gives what was held for an order back to the wallet. */
export const release = (tx: Tx, orderId: string, price: Money): Promise<string> =>
  post(tx, {
    type: 'release',
    currency: price.currency,
    amountMinor: price.minor,
    description: `Released from order ${orderId}`,
    moves: { reserved: -price.minor, available: price.minor },
    orderId,
  });

/** Gives what was taken for an order back to the wallet. The database refuses a second refund of one order. */
export const refund = (tx: Tx, orderId: string, price: Money): Promise<string> =>
  post(tx, {
    type: 'refund',
    currency: price.currency,
    amountMinor: price.minor,
    description: `Refunded for order ${orderId}`,
    moves: { sales: -price.minor, available: price.minor },
    orderId,
  });

/** Books a payment into the wallet. Refuses: PAYMENT_REFERENCE_TAKEN where the owner's book has this reference already. */
export const credit = (tx: Tx, amount: Money, paymentReference: string): Promise<string> =>
  post(tx, {
    type: 'credit',
    currency: amount.currency,
    amountMinor: amount.minor,
    description: 'Payment received',
    moves: { funding: -amount.minor, available: amount.minor },
    paymentReference,
  });
