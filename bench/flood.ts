import { Child } from './child.ts';
import type { Load, Server } from './measure.ts';
import { lookUpShots, type Ordered, pageShots } from './scenarios.ts';
import type { Partner } from './seed.ts';
import { ENVIRONMENT } from './servers/protocol.ts';
import { type Spread, spread } from './statistics.ts';

/** What a flood of one organisation does to another: milliseconds that a request of the other one waits. */
export interface FloodCost {
  readonly quietMs: Spread;
  readonly floodedMs: Spread;
  /** 1.5 is half as much again. */
  readonly ratio: Spread;
}

const CONNECTIONS = 32;

/** More than can be sent while the other organisation is measured. */
const FLOOD = 200_000;

const FLOOD_BEFORE = 400;

const REQUESTS = 150;
const WARM_UP_ROUNDS = 1;

/** The limits as they are where nothing is set. */
const POINTS = '2000';

interface FloodOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly stdout: number;
  readonly flooding: Partner;
  /** Orders of the organisation that is measured. */
  readonly orders: readonly Ordered[];
  readonly rounds: number;
}

/** The look-ups of one organisation, one at a time, with and without another one that sends all it can. */
export const measureFlood = async (options: FloodOptions): Promise<FloodCost> => {
  const { environment, stdout, flooding, orders, rounds } = options;
  const limited = { ...environment, [ENVIRONMENT.points]: POINTS };
  await using server: Server = new Child('./servers/ours.ts', { environment: limited, stdout });
  await using load: Load = new Child('./load.ts');
  const url = `${(await server.ask('state')).url}/graphql`;
  const shots = lookUpShots(orders, REQUESTS);
  const page = pageShots(flooding.token, 1);

  const lookUp = async (): Promise<number> =>
    (await load.ask({ url, shots, concurrency: 1, keepBodies: false })).latencyMs;

  const lookUpFlooded = async (): Promise<number> => {
    await using flood: Load = new Child('./load.ts');
    const pages = { url, shots: page, concurrency: CONNECTIONS, keepBodies: false, mayBeLimited: true };
    await flood.ask({ ...pages, repeats: FLOOD_BEFORE }); // it has begun, and is at its limit
    flood.ask({ ...pages, repeats: FLOOD }).catch(() => undefined); // it is stopped in the middle
    return await lookUp();
  };

  const quiet: number[] = [];
  const flooded: number[] = [];
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    const [without, within] = [await lookUp(), await lookUpFlooded()];
    if (round < 0) continue;
    quiet.push(without);
    flooded.push(within);
  }
  const ratio = spread(flooded.map((ms, round) => ms / (quiet[round] ?? ms)));
  return { quietMs: spread(quiet), floodedMs: spread(flooded), ratio };
};
