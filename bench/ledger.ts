import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Client, Pool } from 'pg';
import { readConfig } from '../dist/src/config.js';
import type { House } from '../dist/src/door/use-case.js';
import { turnEventMonths } from '../dist/src/use-cases/turn-event-months.js';
import { openHouse } from '../dist/src/wiring.js';
import { databaseSettings, openDatabase } from './database.ts';
import { type Book, beginning, openBooks } from './ledger/books.ts';
import { assertChains, measureChain } from './ledger/chain.ts';
import { measureIssue } from './ledger/issue.ts';
import { measureOrders, placeByHand, placeByUseCase } from './ledger/orders.ts';
import { measureFigures, measureReads } from './ledger/pages.ts';
import { linesOf } from './ledger/turns.ts';
import { type Partner, seedCatalogue, seedPartner } from './seed.ts';

// What a wallet with a million entries costs next to one with ten thousand: its pages, its sums, its invoice, its chain; and
// the orders of one wallet, which wait for one lock, next to those of a hundred.

const RESULTS = fileURLToPath(new URL('./results/', import.meta.url));
const PARTS = ['reads', 'figures', 'orders', 'issue', 'chain'] as const;
const CHAIN_ROUNDS_MAX = 2;
const ISSUES = 3;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const wholeNumber = (name: string, value: string): number => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} takes a whole number from 1`);
  return number;
};

/** Reads `--entries N --few N --orders N --wallets N --rounds N --only reads,chain`. */
const readOptions = () => {
  const { values } = parseArgs({
    options: {
      entries: { type: 'string', default: '1000000' },
      few: { type: 'string', default: '10000' },
      orders: { type: 'string', default: '100000' },
      wallets: { type: 'string', default: '100' },
      rounds: { type: 'string', default: '9' },
      only: { type: 'string', default: PARTS.join() },
    },
  });
  const { only, ...numbers } = values;
  const read = (name: keyof typeof numbers) => wholeNumber(name, numbers[name]);
  return {
    entries: [read('few'), read('entries')],
    ordersWithin: read('orders'),
    wallets: read('wallets'),
    rounds: read('rounds'),
    only: new Set(only.split(',')),
  };
};

type Options = ReturnType<typeof readOptions>;

interface Bench {
  readonly client: Client;
  readonly pool: Pool;
  readonly house: House;
  readonly books: readonly Book[];
  readonly packageIds: readonly string[];
}

const measureAll = async (bench: Bench, options: Options) => {
  const { client, pool, house, books, packageIds } = bench;
  const { rounds, only } = options;
  const book = books.at(-1);
  if (!book) throw new Error('there are wallets');
  const results: Record<string, unknown> = {};
  await turnEventMonths(house, { actor: { kind: 'system', name: 'bench' } }, null); // orders are events of this month
  const places = [placeByHand(pool, packageIds), placeByUseCase(house, packageIds)] as const;
  const part = async (name: (typeof PARTS)[number], measure: () => Promise<void>): Promise<void> => {
    if (only.has(name)) await measure();
  };
  await part('reads', async () => {
    results.reads = await measureReads(client, house, books, rounds, say);
  });
  await part('figures', async () => {
    const costs = await measureFigures(bench, book, rounds);
    for (const line of linesOf('the figures of a draft', costs)) say(line);
    results.figures = costs;
  });
  await part('chain', async () => {
    const costs = await measureChain(bench, book, Math.min(rounds, CHAIN_ROUNDS_MAX));
    for (const line of linesOf(`the chain of ${book.name}, an entry`, costs)) say(line);
    for (const { name, wallMs } of costs) say(`  ${name}: ${Math.round(1000 / wallMs.own.median)} entries a second`);
    results.chain = costs;
  });
  await part('orders', async () => {
    const partners: Partner[] = [];
    while (partners.length < options.wallets) {
      partners.push(await seedPartner(house, `Wallet ${partners.length}`, packageIds));
    }
    await client.query('analyze');
    for (const group of [partners.slice(0, 1), partners]) {
      const costs = await measureOrders(client, places, group, rounds);
      for (const line of linesOf(`orders on ${group.length} wallets, eight at once`, costs)) say(line);
      for (const { name, wallMs } of costs) say(`  ${name}: ${Math.round(1000 / wallMs.own.median)} orders a second`);
      results[`orders on ${group.length} wallets`] = costs;
    }
  });
  await part('issue', async () => {
    const cost = await measureIssue(house, book, places[1], ISSUES);
    say(`issuing an invoice of ${cost.lines} lines`);
    say(`  ${JSON.stringify({ ...cost, lines: undefined })}`);
    results.issue = cost;
  });
  if (only.has('orders') || only.has('issue')) {
    await assertChains(house);
    say('All chains hold.');
  }
  return results;
};

/** Interrupted: the server of the database must not be left behind. */
const stop = async (database: AsyncDisposable): Promise<never> => {
  process.on('uncaughtException', () => undefined); // of work whose connections are cut
  await database[Symbol.asyncDispose]();
  process.exit(130);
};

const main = async (): Promise<void> => {
  const options = readOptions();
  await mkdir(RESULTS, { recursive: true });
  await using database = await openDatabase(say);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(database));
  const config = readConfig({ ONYX_DATA_DIR: database.folder });
  const start = beginning();
  const past = await openHouse(config, database.url, { now: () => start });
  const packageIds = await seedCatalogue(past);
  const books = await openBooks(database.url, past, packageIds, options, say);
  await past.database.close();
  const house = await openHouse(config, database.url);
  const client = new Client({ connectionString: database.url });
  const pool = new Pool({ connectionString: database.url, max: config.databasePoolMax });
  await client.connect();
  try {
    const results = await measureAll({ client, pool, house, books, packageIds }, options);
    const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version, loadAverage: loadavg() };
    const settings = await databaseSettings(client);
    const at = new Date().toISOString();
    const file = `${RESULTS}ledger-${at.replaceAll(':', '-')}.json`;
    const json = { at, machine, settings, options: { ...options, only: [...options.only] }, results };
    await writeFile(file, `${JSON.stringify(json, null, 2)}\n`);
    say(`${JSON.stringify(machine)}\n${JSON.stringify(settings)}\nWritten to ${file}`);
  } finally {
    await client.end();
    await pool.end();
    await house.database.close();
  }
};

await main();
