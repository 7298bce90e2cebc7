import { type GraphQLSchema, isObjectType } from 'graphql';
import { readConfig } from '../dist/src/config.js';
import { apiContextOf } from '../dist/src/graphql/api-context.js';
import { GraphqlEngine } from '../dist/src/graphql/engine/engine.js';
import { lazyEventShaper } from '../dist/src/graphql/lazy-event-shaper.js';
import { buildPartnerSchema } from '../dist/src/graphql/schema.js';
import { newFacts } from '../dist/src/http/endpoint.js';
import type { Partner } from '../dist/src/kernel/actor.js';
import { callerAuthentication } from '../dist/src/views/caller.js';
import { openHouse } from '../dist/src/wiring.js';
import { answerParent } from './child.ts';
import { DOCUMENTS, PAGE_SIZE } from './scenarios.ts';
import { environment } from './servers/protocol.ts';
import { type Spread, spread } from './statistics.ts';

export interface PermissionQuestion {
  readonly fullToken: string;
  readonly limitedToken: string;
  readonly batches: number;
}

/** CPU milliseconds of one page in the engine, and how much more the fast path takes than no permissions at all. */
export interface PermissionCost {
  readonly unguardedMs: Spread;
  readonly fastMs: Spread;
  readonly guardedMs: Spread;
  /** 0.03 is 3 %; least and greatest are medians of a quarter of the batches. */
  readonly overhead: Spread;
}

const BATCH = 50;
const WARM_UP = 20;

const range = (values: readonly number[]) => ({ min: Math.min(...values), max: Math.max(...values) });

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The same schema with nothing declared: every root field is open to each credential, no field below asks for a scope. */
const withoutNeeds = (schema: GraphQLSchema): GraphQLSchema => {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const scope = roots.includes(type) ? 'any credential' : undefined;
    for (const field of Object.values(type.getFields())) field.extensions = { ...field.extensions, scope };
  }
  return schema;
};

const measure = async ({ fullToken, limitedToken, batches }: PermissionQuestion): Promise<PermissionCost> => {
  const config = readConfig({ ONYX_DATA_DIR: environment('folder') });
  const house = await openHouse(config, environment('database'));
  const authenticate = callerAuthentication(house);
  const contextFor = apiContextOf(house, { shapeEvent: lazyEventShaper(house, silent) });
  const start = (schema: GraphQLSchema) => GraphqlEngine.start({ schema, logger: silent, contextFor });
  const declared = await start(await buildPartnerSchema());
  const open = await start(withoutNeeds(await buildPartnerSchema()));

  const actorOf = async (token: string): Promise<Partner> => {
    const actor = await authenticate(token);
    if (!actor) throw new Error('the credential is not there');
    return actor;
  };
  const [full, limited] = [await actorOf(fullToken), await actorOf(limitedToken)];
  const page = async (engine: GraphqlEngine, actor: Partner): Promise<string> => {
    const context = { actor, requestId: 'req-bench', facts: newFacts(), idempotencyKeyHeader: null };
    const variables = { first: PAGE_SIZE };
    const { body } = await engine.answer({ method: 'POST', query: DOCUMENTS.guardablePage, variables, context });
    return body;
  };
  const batch = async (engine: GraphqlEngine, actor: Partner): Promise<number> => {
    const before = process.cpuUsage();
    for (let index = 0; index < BATCH; index += 1) await page(engine, actor);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / BATCH;
  };

  const sides = [
    { engine: open, actor: full, times: [] as number[] },
    { engine: declared, actor: full, times: [] as number[] },
    { engine: declared, actor: limited, times: [] as number[] },
  ];
  const bodies = await Promise.all(sides.map(({ engine, actor }) => page(engine, actor)));
  if (new Set(bodies).size !== 1) throw new Error('the guarded page is not the same');
  for (let round = 0; round < WARM_UP; round += 1) for (const { engine, actor } of sides) await batch(engine, actor);
  for (let round = 0; round < batches; round += 1) {
    for (const { engine, actor, times } of round % 2 ? sides : sides.toReversed())
      times.push(await batch(engine, actor));
  }
  await house.database.close();
  const [unguarded = [], fast = [], guarded = []] = sides.map(({ times }) => times);
  // Batches that stand beside each other are compared, so that a busy machine slows both.
  const ratios = fast.map((time, round) => time / (unguarded[round] ?? time) - 1);
  const quarter = Math.ceil(batches / 4);
  const overhead = {
    median: spread(ratios).median,
    ...range([0, 1, 2, 3].map((index) => spread(ratios.slice(index * quarter, (index + 1) * quarter)).median)),
  };
  return {
    unguardedMs: spread(unguarded),
    fastMs: spread(fast),
    guardedMs: spread(guarded),
    overhead,
  };
};

answerParent(measure);
