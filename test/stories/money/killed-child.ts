import { MikroORM } from '@mikro-orm/postgresql';
import { Database } from '../../../src/db/database.ts';
import type { House } from '../../../src/door/use-case.ts';
import type { Owner } from '../../../src/kernel/actor.ts';
import { KeyRing } from '../../../src/kernel/secret.ts';
import { ormConfig } from '../../../src/orm.config.ts';
import { closeMonths } from '../../../src/use-cases/close-months.ts';
import { prepare } from './perform.ts';
import { plan } from './series.ts';

/** What a process does that may be killed at any moment. It says what it begins and what it has done, a line each. */
export type Work =
  | {
      readonly kind: 'series';
      readonly owner: Owner;
      readonly seed: number;
      readonly count: number;
      readonly from: number;
      readonly done: number;
    }
  | { readonly kind: 'close'; readonly now: number };

interface Told {
  readonly databaseUrl: string;
  readonly key: { readonly id: string; readonly key: string };
  readonly work: Work;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const takeSeries = async (house: House, work: Extract<Work, { kind: 'series' }>): Promise<void> => {
  const { steps } = plan(work.seed, work.count, work.from);
  for (const [n, { before, step }] of steps.entries()) {
    if (n < work.done) continue;
    const then: House = { ...house, clock: { now: () => new Date(before.now) } };
    const take = await prepare(then, work.owner, step);
    say(`begin ${n}`);
    say(`done ${n} ${await take()}`);
  }
};

const close = async (house: House, now: number): Promise<void> => {
  // The time is asked for once as each month begins to be closed.
  const clock = {
    now: (owner?: Owner | null) => {
      if (owner) say('begin');
      return new Date(now);
    },
  };
  const { failed } = await closeMonths(
    { ...house, clock },
    { actor: { kind: 'system', name: 'test' }, organisationId: null },
  );
  if (failed.length > 0) throw new Error(`${failed.length} months were not closed`);
};

const { databaseUrl, key, work } = JSON.parse(process.argv[2] ?? '') as Told; // what the test hands in
const database = new Database(await MikroORM.init(ormConfig(databaseUrl)));
const keyRing = new KeyRing([{ id: key.id, key: Buffer.from(key.key, 'base64') }]);
const house: House = { database, keyRing, clock: { now: () => new Date(0) } };
if (work.kind === 'series') await takeSeries(house, work);
else await close(house, work.now);
say('ended');
await database.close();
