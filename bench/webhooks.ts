import { mkdir, open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readConfig } from '../dist/src/config.js';
import { type House, useCase } from '../dist/src/door/use-case.js';
import type { Owner } from '../dist/src/kernel/actor.js';
import { newId } from '../dist/src/kernel/id.js';
import type { EventDraft } from '../dist/src/records/events/index.js';
import { createPartner } from '../dist/src/use-cases/create-partner.js';
import { createWebhookEndpoint } from '../dist/src/use-cases/create-webhook-endpoint.js';
import { openHouse } from '../dist/src/wiring.js';
import { Child } from './child.ts';
import { onConnection, openDatabase } from './database.ts';
import type { Server } from './measure.ts';
import { ENVIRONMENT } from './servers/protocol.ts';
import type { BareAnswer, BareQuestion } from './servers/webhook-bare.ts';
import { ENDPOINTS_OF_OWNER, HANGING } from './servers/webhook-protocol.ts';
import type { Arrivals, ReceiverQuestion } from './servers/webhook-receiver.ts';
import { type Spread, spread } from './statistics.ts';

// 100 endpoints of five owners, one of them dead: how soon an event told alone is sent, and how many deliveries one worker
// makes in a second from a backlog, next to the same requests sent from memory.

type Receiver = Child<ReceiverQuestion, Arrivals>;
type Bare = Child<BareQuestion, BareAnswer>;

const RESULTS = fileURLToPath(new URL('./results/', import.meta.url));
const OWNERS = 5;
const DEAD = 1;
const WARM_UP_EVENTS = 20;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const nowMs = (): number => performance.timeOrigin + performance.now();

const system = (owner?: Owner) => ({ actor: { kind: 'system', name: 'bench', ...(owner && { owner }) } }) as const;

const tell = useCase('webhook.test', async (_tx, events: readonly EventDraft[]) => ({
  result: null,
  subject: 'bench',
  event: events,
}));

const reserved = (): EventDraft => ({
  type: 'order.reserved',
  orderId: newId('order'),
  partnerOrderId: 'bench',
  data: {
    packageId: 'onyx-connect-jp-3gb-30d',
    catalogueVersion: 'bench',
    status: 'RESERVED',
    statusReason: null,
    netPrice: { amount: '4.00', currency: 'USD' },
  },
});

/** Owners with as many endpoints as they may have, of which one of the first owner's is dead; gives its id too. */
const seed = async (house: House, url: string) => {
  const owners: Owner[] = [];
  let deadId = '';
  while (owners.length < OWNERS) {
    const name = `Webhooks ${owners.length}`;
    const organisationId = await createPartner(house, system(), { name, currency: 'USD', excludedMarkets: [] });
    const owner = { organisationId, mode: 'sandbox' } as const;
    for (let number = 0; number < ENDPOINTS_OF_OWNER; number += 1) {
      const path = owners.length + number === 0 ? HANGING : `/${owners.length}/${number}`;
      const choice = { url: url + path, description: null, eventTypes: ['*'], query: null, scopes: [] } as const;
      const { endpoint } = await createWebhookEndpoint(house, system(owner), { ...choice, signature: 'hmac' });
      if (path === HANGING) deadId = endpoint.id;
    }
    owners.push(owner);
  }
  return { owners, deadId };
};

/** Tells one event at a time, and gives how long after its commit each of its requests had arrived, in milliseconds. */
const measureLatency = async (house: House, owners: readonly Owner[], receiver: Receiver, events: number) => {
  const latencies: number[] = [];
  const firsts: number[] = [];
  for (let event = 0; event < events; event += 1) {
    const index = event % owners.length;
    const owner = owners[index];
    if (!owner) throw new Error('there are owners');
    await tell(house, system(owner), [reserved()]);
    const committedAt = nowMs();
    const { times } = await receiver.ask({ count: ENDPOINTS_OF_OWNER - (index === 0 ? DEAD : 0) });
    const waited = times.map((at) => at - committedAt);
    latencies.push(...waited);
    firsts.push(Math.min(...waited));
  }
  return { latencies, firsts };
};

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

interface Sample {
  readonly perSecond: number;
  readonly cpuMs: number;
}

const PENDING = `select count(*)::int as count from deliveries where state = 'pending' and endpoint_id <> $1`;

/** From the commit of a backlog to its last request, fan-out included; CPU until all of it is written. */
const measureBacklog = async (
  house: House,
  databaseUrl: string,
  { owners, deadId }: { readonly owners: readonly Owner[]; readonly deadId: string },
  { receiver, worker }: { readonly receiver: Receiver; readonly worker: Server },
  events: number,
): Promise<Sample> => {
  const count = events * (owners.length * ENDPOINTS_OF_OWNER - DEAD);
  const before = await worker.ask('state');
  const startedAt = nowMs();
  await Promise.all(owners.map((owner) => tell(house, system(owner), Array.from({ length: events }, reserved))));
  const { times } = await receiver.ask({ count });
  await onConnection(databaseUrl, async (client) => {
    while ((await client.query<{ count: number }>(PENDING, [deadId])).rows[0]?.count !== 0);
  });
  const after = await worker.ask('state');
  const wallMs = (times.at(-1) ?? startedAt) - startedAt;
  return { perSecond: (1000 * count) / wallMs, cpuMs: (after.cpuMs - before.cpuMs) / count };
};

const measureBare = async (bare: Bare, receiver: Receiver, url: string, events: number): Promise<Sample> => {
  const endpoints = OWNERS * ENDPOINTS_OF_OWNER - DEAD;
  const { cpuMs, wallMs } = await bare.ask({ url, endpoints, events });
  await receiver.ask({ count: endpoints * events });
  return { perSecond: (1000 * endpoints * events) / wallMs, cpuMs: cpuMs / (endpoints * events) };
};

const show = ({ median, min, max }: Spread, digits: number): string =>
  `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;

const compare = (name: string, ours: readonly Sample[], bare: readonly Sample[], of: (sample: Sample) => number) => {
  const digits = of(ours[0] ?? { perSecond: 0, cpuMs: 0 }) > 10 ? 0 : 3;
  const ratio = spread(ours.map((sample, round) => of(sample) / of(bare[round] ?? sample)));
  const sides = `ours ${show(spread(ours.map(of)), digits)}   from memory ${show(spread(bare.map(of)), digits)}`;
  say(`${name.padEnd(24)}${sides}   ours is ${show(ratio, 2)} ×`);
};

const readSizes = () => {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean', default: false }, profile: { type: 'boolean', default: false } },
  });
  return values.quick
    ? { ...values, rounds: 2, warmUps: 1, events: 40, alone: 20 }
    : { ...values, rounds: 5, warmUps: 2, events: 200, alone: 100 };
};

const main = async (): Promise<void> => {
  const { rounds, warmUps, events, alone, profile } = readSizes();
  await mkdir(RESULTS, { recursive: true });
  await using database = await openDatabase(say);
  const house = await openHouse(readConfig({ ONYX_DATA_DIR: database.folder }), database.url);
  const environment = { [ENVIRONMENT.database]: database.url, [ENVIRONMENT.folder]: database.folder };
  await using log = await open(`${database.folder}/onyx.log`, 'a');
  await using receiver: Receiver = new Child('./servers/webhook-receiver.ts');
  const { url } = await receiver.ask({ count: 0 });
  const seeded = await seed(house, url);
  await using worker: Server = new Child('./servers/webhook-worker.ts', { environment, stdout: log.fd });
  await using bare: Bare = new Child('./servers/webhook-bare.ts');
  await worker.ask('state');

  await measureLatency(house, seeded.owners, receiver, WARM_UP_EVENTS);
  const { latencies, firsts } = await measureLatency(house, seeded.owners, receiver, alone);
  say(`${alone} events told alone, each to ${ENDPOINTS_OF_OWNER} endpoints: milliseconds from commit to arrival`);
  const quantiles = (values: readonly number[]) =>
    `median ${quantile(values, 0.5).toFixed(1)}, p95 ${quantile(values, 0.95).toFixed(1)}`;
  say(`  its first request       ${quantiles(firsts)}\n  all of its requests     ${quantiles(latencies)}`);

  const [ours, others]: [Sample[], Sample[]] = [[], []];
  for (let round = -warmUps; round < rounds; round += 1) {
    if (round === 0 && profile) await worker.ask('start profile');
    const sample = await measureBacklog(house, database.url, seeded, { receiver, worker }, events);
    const other = await measureBare(bare, receiver, url, events);
    if (round < 0) continue;
    ours.push(sample);
    others.push(other);
  }
  if (profile) await worker.ask({ profile: `${RESULTS}webhook-worker.cpuprofile` });
  say(`\nA backlog of ${events} events for each of ${OWNERS * ENDPOINTS_OF_OWNER} endpoints, one of them dead`);
  compare('deliveries per second', ours, others, ({ perSecond }) => perSecond);
  compare('CPU ms per delivery', ours, others, ({ cpuMs }) => cpuMs);
  await house.database.close();
};

await main();
