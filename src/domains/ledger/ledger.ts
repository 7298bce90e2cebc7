import type { NewRow, TablesOf, Tx } from '../../db/transaction.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/id.ts';
import { type Currency, type Money, money } from '../../kernel/money.ts';
import type { EventDraft } from '../../records/events/index.ts';
import {
  type AccountEntity,
  type AccountKind,
  EntryEntity,
  type EntryType,
  PostingEntity,
  type WalletEntity,
} from './ledger.entity.ts';
import { lowBalance, noteLow } from './low-balance.ts';
import { assertCovers } from './wallets.ts';

type Tables = TablesOf<typeof AccountEntity | typeof WalletEntity>;

/** One movement about to be posted: what each account of the owner's book gets, in minor units; the amounts sum to zero. */
interface EntryDraft {
  readonly type: EntryType;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly description: string;
  readonly moves: Readonly<Partial<Record<AccountKind, bigint>>>;
  readonly orderId?: string;
  readonly invoiceId?: string;
  readonly paymentReference?: string;
  /** True where it is booked whatever the wallet covers. */
  readonly isDue?: boolean;
}

interface IdentifiedDraft extends EntryDraft {
  readonly id: string;
}

/** What was posted. */
interface Posted {
  readonly entryId: string;
  /** That the wallet has become low with it; null where it has not. */
  readonly event: EventDraft | null;
}

/** Locks a wallet, then its accounts: whoever changes a book locks its wallet first, so two never wait for each other. */
const lockBook = async (tx: Tx, currency: Currency) => {
  const rows = await tx
    .tables<Tables>()
    .selectFrom('wallets as w') // each row is locked in the order of these tables
    .innerJoin('accounts as a', (join) =>
      join
        .onRef('a.organisation_id', '=', 'w.organisation_id')
        .onRef('a.mode', '=', 'w.mode')
        .onRef('a.currency', '=', 'w.currency'),
    )
    .select([
      'a.id',
      'a.kind',
      'a.balance_minor as balanceMinor',
      'a.floor_minor as floorMinor',
      'w.credit_limit_minor as creditLimitMinor',
      'w.low_balance_minor as lowBalanceMinor',
      'w.is_low as isLow',
    ])
    .where('a.organisation_id', '=', tx.owner.organisationId)
    .where('a.mode', '=', tx.owner.mode)
    .where('a.currency', '=', currency)
    .orderBy('a.id')
    .forUpdate()
    .execute();
  const [wallet] = rows;
  if (!wallet) throw new Fault('CURRENCY_NOT_APPROVED', { currency });
  return { wallet, accounts: new Map(rows.map((row) => [row.kind, row])) };
};

type Book = Awaited<ReturnType<typeof lockBook>>;

/** Locks the owner's wallet in a currency: no entry of it is posted until this change ends. Refuses: CURRENCY_NOT_APPROVED. */
export const lockWallet = async (tx: Tx, currency: Currency): Promise<void> => {
  await lockBook(tx, currency);
};

const accountOf = ({ accounts }: Book, kind: AccountKind) => {
  const account = accounts.get(kind);
  if (!account) throw new Error(`a book without its ${kind} account`);
  return account;
};

/** How low the available balance may be afterwards: a debit leaves it as it is, but for one that is due. */
const floorAfter = ({ moves, isDue = false }: EntryDraft, { wallet, accounts }: Book, afterMinor: bigint): bigint => {
  const floorMinor = accounts.get('available')?.floorMinor ?? 0n;
  if (!isDue && (moves.available ?? 0n) <= 0n) return floorMinor;
  return afterMinor < -wallet.creditLimitMinor ? afterMinor : -wallet.creditLimitMinor;
};

/** What stands for its number and its hash until the database gives them. */
const GIVEN_BY_DATABASE = { sequence: 0n, hash: Buffer.alloc(0) };

/** Refuses: INSUFFICIENT_BALANCE with the shortfall, where the wallet does not cover what an entry takes from it. */
const assertCovered = (actor: Actor, book: Book, { moves, currency, isDue = false }: EntryDraft): void => {
  const debitMinor = -(moves.available ?? 0n);
  if (debitMinor <= 0n || isDue) return;
  const { balanceMinor: availableMinor, creditLimitMinor } = accountOf(book, 'available');
  assertCovers(actor, { availableMinor, creditLimitMinor }, money(debitMinor, currency));
};

/** Moves the balances of a book as an entry says; gives its postings. */
const move = (book: Book, entryId: string, draft: EntryDraft): readonly NewRow<typeof PostingEntity>[] => {
  const postings: NewRow<typeof PostingEntity>[] = [];
  for (const [kind, account] of book.accounts) {
    const amountMinor = draft.moves[kind];
    if (amountMinor === undefined) continue;
    const afterMinor = account.balanceMinor + amountMinor;
    account.floorMinor = kind === 'available' ? floorAfter(draft, book, afterMinor) : 0n;
    account.balanceMinor = afterMinor;
    postings.push({ entryId, accountId: account.id, amountMinor });
  }
  return postings;
};

/** The row of an entry by which the balances of a book were just moved. */
const entryOf = (tx: Tx, book: Book, id: string, draft: EntryDraft): NewRow<typeof EntryEntity> => ({
  id,
  organisationId: tx.owner.organisationId,
  mode: tx.owner.mode,
  type: draft.type,
  currency: draft.currency,
  amountMinor: draft.amountMinor,
  orderId: draft.orderId ?? null,
  invoiceId: draft.invoiceId ?? null,
  paymentReference: draft.paymentReference ?? null,
  description: draft.description,
  availableAfterMinor: accountOf(book, 'available').balanceMinor,
  reservedAfterMinor: accountOf(book, 'reserved').balanceMinor,
  createdAt: tx.now,
  ...GIVEN_BY_DATABASE,
});

/**
 * The one way in which money moves: locks the owner's wallet and accounts, checks that the wallet covers it, and writes
 * balanced entries of one currency, the one after the other. The database refuses an entry whose postings do not sum to
 * zero, a balance below its floor, and any later change; it gives each entry its number and its hash. Gives
 * that the wallet has become low with them, else null. Refuses: INSUFFICIENT_BALANCE with the shortfall,
 * CURRENCY_NOT_APPROVED where the owner has no wallet in the currency.
 */
const postAll = async (tx: Tx, currency: Currency, drafts: readonly IdentifiedDraft[]): Promise<EventDraft | null> => {
  await tx.flush();
  const book = await lockBook(tx, currency);
  const entries: NewRow<typeof EntryEntity>[] = [];
  const postings: NewRow<typeof PostingEntity>[] = [];
  for (const { id, ...draft } of drafts) {
    assertCovered(tx.actor, book, draft);
    postings.push(...move(book, id, draft));
    entries.push(entryOf(tx, book, id, draft));
  }
  tx.writeAll(EntryEntity, entries);
  tx.writeAll(PostingEntity, postings);
  const moved = new Set(postings.map(({ accountId }) => accountId));
  for (const { id, balanceMinor, floorMinor } of book.accounts.values()) {
    if (!moved.has(id)) continue;
    tx.change('update accounts set balance_minor = ?, floor_minor = ? where id = ?', [balanceMinor, floorMinor, id]);
  }
  const { balanceMinor: availableMinor } = accountOf(book, 'available');
  const isLow = noteLow(tx, currency, book.wallet, availableMinor);
  return isLow ? lowBalance(currency, book.wallet, availableMinor) : null;
};

const post = async (tx: Tx, draft: EntryDraft): Promise<Posted> => {
  const entryId = newId('entry');
  return { entryId, event: await postAll(tx, draft.currency, [{ id: entryId, ...draft }]) };
};

/** Holds an order's net price in the wallet. Refuses: INSUFFICIENT_BALANCE, CURRENCY_NOT_APPROVED. */
export const reserve = (tx: Tx, orderId: string, price: Money): Promise<Posted> =>
  post(tx, {
    type: 'reserve',
    currency: price.currency,
    amountMinor: price.minor,
    description: `Held for order ${orderId}`,
    moves: { available: -price.minor, reserved: price.minor },
    orderId,
  });

/** Takes what was held for an order as its price. */
export const capture = (tx: Tx, orderId: string, price: Money): Promise<Posted> =>
  post(tx, {
    type: 'capture',
    currency: price.currency,
    amountMinor: price.minor,
    description: `Paid for order ${orderId}`,
    moves: { reserved: -price.minor, sales: price.minor },
    orderId,
  });

const releaseOf = (orderId: string, price: Money): EntryDraft => ({
  type: 'release',
  currency: price.currency,
  amountMinor: price.minor,
  description: `Released from order ${orderId}`,
  moves: { reserved: -price.minor, available: price.minor },
  orderId,
});

/** Gives what was held for an order back to the wallet. */
export const release = (tx: Tx, orderId: string, price: Money): Promise<Posted> => post(tx, releaseOf(orderId, price));

/** Gives what was held for orders back to the wallets. */
export const releaseAll = async (
  tx: Tx,
  held: readonly { readonly orderId: string; readonly price: Money }[],
): Promise<void> => {
  const drafts = held.map(({ orderId, price }) => ({ id: newId('entry'), ...releaseOf(orderId, price) }));
  for (const currency of new Set(drafts.map((draft) => draft.currency))) {
    await postAll(
      tx,
      currency,
      drafts.filter((draft) => draft.currency === currency),
    );
  }
};

/** Gives what was taken for an order back to the wallet. The database refuses a second refund of one order. */
export const refund = (tx: Tx, orderId: string, price: Money): Promise<Posted> =>
  post(tx, {
    type: 'refund',
    currency: price.currency,
    amountMinor: price.minor,
    description: `Refunded for order ${orderId}`,
    moves: { sales: -price.minor, available: price.minor },
    orderId,
  });

/** Books a payment into the wallet. Refuses: PAYMENT_REFERENCE_TAKEN where the owner's book has this reference already. */
export const credit = (tx: Tx, amount: Money, paymentReference: string): Promise<Posted> =>
  post(tx, {
    type: 'credit',
    currency: amount.currency,
    amountMinor: amount.minor,
    description: 'Payment received',
    moves: { funding: -amount.minor, available: amount.minor },
    paymentReference,
  });

/** The invoice that an entry is about. */
interface InvoiceName {
  readonly id: string;
  readonly number: string;
}

/** Takes the true-up of an invoice from the wallet, whatever that covers: what is missing is owed. */
export const bookTrueUp = (tx: Tx, invoice: InvoiceName, amount: Money): Promise<Posted> =>
  post(tx, {
    type: 'monthly_minimum_true_up',
    currency: amount.currency,
    amountMinor: amount.minor,
    description: `Monthly minimum of invoice ${invoice.number}`,
    moves: { available: -amount.minor, sales: amount.minor },
    invoiceId: invoice.id,
    isDue: true,
  });

/** Gives the true-up of an invoice that is void back to the wallet. */
export const reverseTrueUp = (tx: Tx, invoice: InvoiceName, amount: Money): Promise<Posted> =>
  post(tx, {
    type: 'credit',
    currency: amount.currency,
    amountMinor: amount.minor,
    description: `Monthly minimum of void invoice ${invoice.number}`,
    moves: { sales: -amount.minor, available: amount.minor },
    invoiceId: invoice.id,
  });

/** Books the payment of an invoice into the wallet. Refuses: PAYMENT_REFERENCE_TAKEN. */
export const creditPayment = (tx: Tx, invoice: InvoiceName, amount: Money, paymentReference: string): Promise<Posted> =>
  post(tx, {
    type: 'credit',
    currency: amount.currency,
    amountMinor: amount.minor,
    description: `Payment of invoice ${invoice.number}`,
    moves: { funding: -amount.minor, available: amount.minor },
    invoiceId: invoice.id,
    paymentReference,
  });

/** Gives what was taken for lines of an invoice back to the wallet, for a dispute was right. */
export const creditDispute = (tx: Tx, invoice: InvoiceName, amount: Money): Promise<Posted> =>
  post(tx, {
    type: 'credit',
    currency: amount.currency,
    amountMinor: amount.minor,
    description: `Credit for disputed lines of invoice ${invoice.number}`,
    moves: { sales: -amount.minor, available: amount.minor },
    invoiceId: invoice.id,
  });
