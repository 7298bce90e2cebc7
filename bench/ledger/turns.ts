import { readFile } from 'node:fs/promises';
import type { Client } from 'pg';
import { type Spread, spread } from '../statistics.ts';

/** One of the sides that take turns: `run` does its work so many times, one by one or at once. */
export interface Side {
  readonly name: string;
  readonly run: (count: number) => Promise<unknown>;
}

/** Milliseconds of one call: time that went by, CPU of this process and CPU of the database's sessions. */
export interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Null where the database runs on another machine. */
  readonly databaseMs: number | null;
}

const NS_PER_MS = 1_000_000;

/** CPU that each of the database's sessions has used; empty where their processes are not of this machine. */
const sessionsMs = async (client: Client): Promise<ReadonlyMap<number, number>> => {
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
      and backend_type = 'client backend'`,
  );
  const used = new Map<number, number>();
  for (const { pid } of rows) {
    const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
    if ((await read('comm')).trim() !== 'postgres') continue;
    used.set(pid, Number((await read('schedstat')).split(' ')[0]) / NS_PER_MS);
  }
  return used;
};

/** Has each side do its work once, in turns, and says what a call cost. */
const measure = async (client: Client, side: Side, count: number): Promise<Cost> => {
  const before = await sessionsMs(client);
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  await side.run(count);
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const after = await sessionsMs(client);
  const databaseMs = [...after].reduce((sum, [pid, used]) => sum + used - (before.get(pid) ?? 0), 0);
  return {
    wallMs: wallMs / count,
    cpuMs: (user + system) / 1000 / count,
    databaseMs: after.size === 0 ? null : databaseMs / count,
  };
};

/** Of all rounds; and how much more it was than the first side's, round by round, null for that one. */
interface Measured {
  readonly own: Spread;
  readonly ratio: Spread | null;
}

/** Milliseconds of a call. */
export interface SideCost {
  readonly name: string;
  readonly wallMs: Measured;
  readonly cpuMs: Measured;
  readonly databaseMs: Measured | null;
}

/** The sides take turns and change places from round to round; the rounds that warm up come first and are thrown away. */
export const takeTurns = async (
  client: Client,
  sides: readonly Side[],
  {
    rounds,
    warmUpRounds = 2,
    count,
  }: { readonly rounds: number; readonly warmUpRounds?: number; readonly count: number },
): Promise<readonly SideCost[]> => {
  const costs = new Map(sides.map((side) => [side, [] as Cost[]]));
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    for (const side of round % 2 ? sides.toReversed() : sides) {
      const cost = await measure(client, side, count);
      if (round >= 0) costs.get(side)?.push(cost);
    }
  }
  const [first = []] = costs.values();
  return [...costs].map(([{ name }, own]) => {
    const of = (value: (cost: Cost) => number): Measured => ({
      own: spread(own.map(value)),
      ratio:
        own === first ? null : spread(own.flatMap((cost, at) => (first[at] ? [value(cost) / value(first[at])] : []))),
    });
    const isHere = own.every(({ databaseMs }) => databaseMs !== null);
    return {
      name,
      wallMs: of(({ wallMs }) => wallMs),
      cpuMs: of(({ cpuMs }) => cpuMs),
      databaseMs: isHere ? of(({ databaseMs }) => databaseMs ?? 0) : null,
    };
  });
};

/** Calls one after another. */
export const oneByOne =
  (call: () => Promise<unknown>): Side['run'] =>
  async (count) => {
    for (let index = 0; index < count; index += 1) await call();
  };

/** Calls, so many at once. */
export const atOnce =
  (width: number, call: () => Promise<unknown>): Side['run'] =>
  async (count) => {
    let left = count;
    const work = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        await call();
      }
    };
    await Promise.all(Array.from({ length: width }, work));
  };

const number = (value: number): string => value.toFixed(value < 10 ? 3 : 1);
const cell = (name: string, measured: Measured | null): string => {
  if (!measured) return '';
  const { own, ratio } = measured;
  const times = ratio ? `${ratio.median.toFixed(2)} × (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})` : '';
  return `${name} ${number(own.median)} ms ${times}`;
};

/** A line for each side: milliseconds of a call, and what they are to the first side's. */
export const linesOf = (title: string, costs: readonly SideCost[]): readonly string[] => [
  title,
  ...costs.map(({ name, wallMs, cpuMs, databaseMs }) =>
    [
      `  ${name.padEnd(34)}`,
      cell('wall', wallMs).padEnd(36),
      cell('CPU', cpuMs).padEnd(36),
      cell('database CPU', databaseMs),
    ]
      .join(' ')
      .trimEnd(),
  ),
];
