import type { Client } from 'pg';
import type { House } from '../../dist/src/door/use-case.js';
import { onConnection } from '../database.ts';
import { type Partner, seedPartner } from '../seed.ts';
import { assertBalanced, ordersOf, seedEntries, whileChaining } from './seed-entries.ts';

/** A wallet with so many entries over two years, the last month of which is over and not yet invoiced. */
export interface Book {
  readonly name: string;
  readonly partner: Partner;
  readonly entries: number;
  readonly month: Date;
  readonly monthEnd: Date;
}

const CURRENCY = 'USD';
const MONTHS = 24;

const monthFrom = (now: Date, months: number): Date =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months));

/** The partner's only draft as it is when all months before the last were invoiced. */
const DRAFT = `
  update invoices set month = $3::timestamptz at time zone 'UTC', period_start = $3, period_end = $4, first_sequence = (
    select min(sequence) from entries where organisation_id = $1 and mode = $2 and created_at >= $3)
  where organisation_id = $1 and mode = $2 and last_sequence is null`;

/**
 * Opens a wallet with about so many entries, so many orders of which (a fifth of all at most) are in its last month.
 * `past` is the house at the beginning of its time.
 */
const openBook = async (
  client: Client,
  past: House,
  packageIds: readonly string[],
  { entries, ordersWithin }: { readonly entries: number; readonly ordersWithin: number },
): Promise<Book> => {
  const name = `${entries} entries`;
  const partner = await seedPartner(past, name, packageIds);
  const now = new Date();
  const [from, month, monthEnd] = [monthFrom(now, -MONTHS), monthFrom(now, -1), monthFrom(now, 0)];
  const orders = ordersOf(entries);
  const within = Math.min(ordersWithin, Math.round(orders / 5));
  const layout = { from, month, monthEnd, ordersBefore: orders - within, ordersWithin: within };
  const written = await seedEntries(client, partner, layout);
  await client.query(DRAFT, [partner.organisationId, partner.mode, month, monthEnd]);
  return { name, partner, entries: written, month, monthEnd };
};

export interface Sizes {
  /** Entries of the wallets, the small one first. */
  readonly entries: readonly number[];
  /** Orders of the month that is invoiced, at most. */
  readonly ordersWithin: number;
}

/** Opens the wallets, has the database look at them, and says how long an entry took. */
export const openBooks = async (
  url: string,
  past: House,
  packageIds: readonly string[],
  { entries, ordersWithin }: Sizes,
  say: (line: string) => void,
): Promise<readonly Book[]> =>
  onConnection(url, (client) =>
    whileChaining(client, async () => {
      const books: Book[] = [];
      for (const count of entries) {
        const start = performance.now();
        const book = await openBook(client, past, packageIds, { entries: count, ordersWithin });
        const seconds = (performance.now() - start) / 1000;
        const perSecond = Math.round(book.entries / seconds);
        say(`${book.entries} entries written and chained in ${seconds.toFixed(1)} s, ${perSecond} a second.`);
        books.push(book);
      }
      await client.query('vacuum (analyze) entries');
      await client.query('vacuum (analyze) postings');
      await client.query('analyze');
      await assertBalanced(client);
      return books;
    }),
  );

/** The moment at which the wallets begin. */
export const beginning = (): Date => monthFrom(new Date(), -MONTHS - 1);

export { CURRENCY };
