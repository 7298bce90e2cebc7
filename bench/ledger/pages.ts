import type { Kysely } from 'kysely';
import type { Client, Pool } from 'pg';
import { getOpenDraft } from '../../dist/src/domains/invoices/index.js';
import {
  countCoveredOrders,
  type EntryFilter,
  entryCursor,
  getWallet,
  type LedgerTables,
  lastSequenceBefore,
  listEntries,
  walletAsOf,
} from '../../dist/src/domains/ledger/index.js';
import type { House } from '../../dist/src/door/use-case.js';
import { figuresOfInvoice } from '../../dist/src/views/invoice-figures.js';
import { type Book, CURRENCY } from './books.ts';
import { linesOf, oneByOne, type Side, type SideCost, takeTurns } from './turns.ts';

const PAGE_SIZE = 50;
const MONTH_MS = 30 * 86_400_000;

/** Calls of a read in one round, and of a sum. */
const CALLS = 40;
const SUMS = 3;

/** A read of a wallet, made ready for it. */
interface Read {
  readonly name: string;
  readonly of: (book: Book) => Promise<() => Promise<unknown>>;
}

/** An entry of the book at a share of its chain, of a type or of any. */
const entryAt = async (client: Client, { partner, entries }: Book, share: number, condition: string) => {
  const { rows } = await client.query(
    `select created_at as "createdAt", sequence, order_id as "orderId", invoice_id as "invoiceId" from entries
     where organisation_id = $1 and mode = $2 and currency = $3 and sequence >= $4 and ${condition} order by sequence limit 1`,
    [partner.organisationId, partner.mode, CURRENCY, Math.round(entries * share)],
  );
  const [entry] = rows;
  if (!entry) throw new Error(`no entry where ${condition}`);
  return entry;
};

const pagesOf = (client: Client, house: House): readonly Read[] => {
  const tables = house.database.tables<LedgerTables>();
  const page =
    ({ partner }: Book, filter: EntryFilter, after: string | null = null) =>
    async () => {
      const { rows } = await listEntries(tables, partner, CURRENCY, filter, PAGE_SIZE, after);
      if (rows.length === 0) throw new Error('an empty page');
    };
  const deep = async (book: Book) => entryCursor(await entryAt(client, book, 0.1, 'true'));
  const within = ({ month, monthEnd }: Book) => ({ createdFrom: month, createdBefore: monthEnd });
  const longAgo = async (book: Book) => {
    const { createdAt } = await entryAt(client, book, 0.1, 'true');
    return { createdFrom: new Date(createdAt.getTime() - MONTH_MS), createdBefore: createdAt };
  };
  return [
    { name: 'first page', of: async (book) => page(book, {}) },
    { name: 'a page nine tenths down', of: async (book) => page(book, {}, await deep(book)) },
    { name: 'of a rare type', of: async (book) => page(book, { types: ['monthly_minimum_true_up'] }) },
    { name: 'of two types', of: async (book) => page(book, { types: ['capture', 'refund'] }) },
    { name: 'of two types, deep', of: async (book) => page(book, { types: ['reserve', 'capture'] }, await deep(book)) },
    {
      name: 'of an order',
      of: async (book) => page(book, { orderId: (await entryAt(client, book, 0.5, 'order_id is not null')).orderId }),
    },
    {
      name: 'of an invoice',
      of: async (book) =>
        page(book, { invoiceId: (await entryAt(client, book, 0.5, 'invoice_id is not null')).invoiceId }),
    },
    { name: 'of a month', of: async (book) => page(book, within(book)) },
    { name: 'of a month long ago', of: async (book) => page(book, await longAgo(book)) },
    { name: 'of a month and a type', of: async (book) => page(book, { ...within(book), types: ['capture'] }) },
  ];
};

/** Reads of one answer. The figures of the draft cost what the orders of its month do, not what the wallet has behind it. */
const singlesOf = (client: Client, house: House): readonly Read[] => {
  const tables = house.database.tables<LedgerTables>();
  return [
    {
      name: 'walletAsOf, half way',
      of: async (book) => {
        const wallet = await getWallet(tables, book.partner, CURRENCY);
        const { createdAt } = await entryAt(client, book, 0.5, 'true');
        return () => walletAsOf(tables, book.partner, wallet, createdAt);
      },
    },
    {
      name: 'countCoveredOrders',
      of: async (book) => {
        const wallet = await getWallet(tables, book.partner, CURRENCY);
        return () => countCoveredOrders(tables, book.partner, wallet);
      },
    },
    {
      name: 'lastSequenceBefore, its month',
      of: async (book) => () => lastSequenceBefore(house.database.tables(), book.partner, CURRENCY, book.month),
    },
  ];
};

export interface ReadCost {
  readonly read: string;
  readonly costs: readonly SideCost[];
}

/** Every read of the small wallet and of the large one, in turns. */
export const measureReads = async (
  client: Client,
  house: House,
  books: readonly Book[],
  rounds: number,
  say: (line: string) => void,
): Promise<readonly ReadCost[]> => {
  const results: ReadCost[] = [];
  for (const { name, of } of [...pagesOf(client, house), ...singlesOf(client, house)]) {
    const sides: Side[] = [];
    for (const book of books) sides.push({ name: book.name, run: oneByOne(await of(book)) });
    const costs = await takeTurns(client, sides, { rounds, count: CALLS });
    for (const line of linesOf(name, costs)) say(line);
    results.push({ read: name, costs });
  }
  return results;
};

/** What the figures of a draft cost: milliseconds for all of its orders, next to a plain sum of the same rows by hand. */
export const measureFigures = async (
  { client, pool, house }: { readonly client: Client; readonly pool: Pool; readonly house: House },
  book: Book,
  rounds: number,
): Promise<readonly SideCost[]> => {
  const tables: Kysely<unknown> = house.database.tables();
  const draft = await getOpenDraft(house.database.tables(), book.partner, CURRENCY);
  const plain = `select count(*), sum(amount_minor) from entries where organisation_id = $1 and mode = $2 and currency = $3
    and sequence >= $4 and type in ('capture', 'refund')`;
  const values = [book.partner.organisationId, book.partner.mode, CURRENCY, draft.firstSequence];
  return takeTurns(
    client,
    [
      { name: 'count and sum by hand', run: oneByOne(() => pool.query({ name: 'plain', text: plain, values })) },
      { name: 'figuresOfInvoice', run: oneByOne(() => figuresOfInvoice(tables, book.partner, draft)) },
    ],
    { rounds, count: SUMS },
  );
};
