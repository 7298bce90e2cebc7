import { sql } from 'kysely';
import { getTerms } from '../../../src/domains/invoices/index.ts';
import { listWallets, streamEntries } from '../../../src/domains/ledger/index.ts';
import type { House } from '../../../src/door/use-case.ts';
import type { Owner } from '../../../src/kernel/actor.ts';
import type { Model, ModelEntry, ModelInvoice, WalletCurrency } from './model.ts';
import { countIn, firstDayOf, invoicesOf } from './perform.ts';

/** All currencies of the model, as the database sorts them. */
const CURRENCIES = ['JPY', 'KWD', 'USD'] as const;

/** Everything about an owner's money that can be looked at, in words that the model has too. */
export type Picture = Readonly<Record<string, readonly unknown[]>>;

const entriesIn = async (
  { database }: House,
  owner: Owner,
  currency: WalletCurrency,
): Promise<readonly ModelEntry[]> => {
  const entries: ModelEntry[] = [];
  for await (const entry of streamEntries(database.tables(), owner, currency, 0)) {
    const { type, amountMinor, availableAfterMinor, reservedAfterMinor, createdAt } = entry;
    entries.push({ type, amountMinor, availableAfterMinor, reservedAfterMinor, at: createdAt.getTime() });
  }
  return entries;
};

interface ShownOrder {
  readonly name: string;
  readonly currency: string;
  readonly status: string;
  readonly isEndAsked: boolean;
  readonly refund: string | null;
}

const ordersOf = async ({ database }: House, { organisationId, mode }: Owner): Promise<readonly ShownOrder[]> => {
  const { rows } = await sql<ShownOrder>`
    select o.partner_order_id as name, o.currency, o.status, o.cancel_requested_at is not null as "isEndAsked",
      (select status from refunds where order_id = o.id) as refund
    from orders o where o.organisation_id = ${organisationId} and o.mode = ${mode}`.execute(database.tables());
  return rows;
};

const toldLowOf = async ({ database }: House, { organisationId, mode }: Owner): Promise<readonly string[]> => {
  const { rows } = await sql<{ currency: string }>`
    select data->'available'->>'currency' as currency from events
    where organisation_id = ${organisationId} and mode = ${mode} and type = 'wallet.low_balance'
    order by 1`.execute(database.tables());
  return rows.map(({ currency }) => currency);
};

const sorted = (rows: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] =>
  rows.toSorted((one, other) => (one.join() < other.join() ? -1 : 1));

const showOrders = (orders: readonly ShownOrder[]) =>
  sorted(orders.map(({ name, currency, status, isEndAsked, refund }) => [name, currency, status, isEndAsked, refund]));

const showInvoice = (invoice: Omit<ModelInvoice, 'id' | 'month'>, month: string) => [
  ...[invoice.currency, month, invoice.status, invoice.first, invoice.last, invoice.number],
  ...[invoice.grossProfitMinor, invoice.trueUpMinor],
];

const invoicesIn = async (house: House, owner: Owner) =>
  sorted(
    (await invoicesOf(house, owner)).map(({ currency, firstSequence, lastSequence, number, trueUpMinor, ...rest }) =>
      showInvoice(
        {
          ...rest,
          currency: currency as WalletCurrency, // its owner has no other wallets
          first: Number(firstSequence),
          last: lastSequence === null ? null : Number(lastSequence),
          number: countIn(number),
          trueUpMinor: trueUpMinor ?? 0n,
        },
        rest.month,
      ),
    ),
  );

/** The picture of what there is. */
export const pictureOf = async (house: House, owner: Owner): Promise<Picture> => {
  const { database } = house;
  const wallets = await listWallets(database.tables(), owner);
  const terms = await Promise.all(
    CURRENCIES.map((currency) => getTerms(database.tables(), owner, currency, '2099-01-01')),
  );
  const entries = await Promise.all(CURRENCIES.map((currency) => entriesIn(house, owner, currency)));
  return {
    wallets: wallets.map((wallet, n) => [
      ...[wallet.currency, wallet.availableMinor, wallet.reservedMinor],
      ...[wallet.creditLimitMinor, wallet.lowBalanceMinor],
      ...[terms[n]?.monthlyMinimumMinor, BigInt(terms[n]?.grossProfitBasisPoints ?? 0)],
    ]),
    entries,
    orders: showOrders(await ordersOf(house, owner)),
    invoices: await invoicesIn(house, owner),
    toldLow: await toldLowOf(house, owner),
  };
};

/** The picture of what there should be. */
export const pictureOfModel = ({ wallets, orders, invoices }: Model): Picture => ({
  wallets: CURRENCIES.map((currency) => [
    ...[currency, wallets[currency].availableMinor, wallets[currency].reservedMinor],
    ...[wallets[currency].creditLimitMinor, wallets[currency].lowBalanceMinor],
    ...[wallets[currency].monthlyMinimumMinor, wallets[currency].grossProfitBasisPoints],
  ]),
  entries: CURRENCIES.map((currency) => wallets[currency].entries),
  orders: showOrders(orders),
  invoices: sorted(invoices.map((invoice) => showInvoice(invoice, firstDayOf(invoice.month)))),
  toldLow: CURRENCIES.flatMap((currency) => Array.from({ length: wallets[currency].toldLow }, () => currency)),
});
