import { mkdir, open, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../dist/src/config.js';
import { openHouse } from '../dist/src/wiring.js';
import { checkOrders } from './check.ts';
import { Child } from './child.ts';
import { databaseSettings, onConnection, openDatabase } from './database.ts';
import { measureFlood } from './flood.ts';
import { answersOf, type Load, type Sample, type Scenario, type Server, type Side, sample } from './measure.ts';
import { type Options, readOptions } from './options.ts';
import type { PermissionCost, PermissionQuestion } from './permissions.ts';
import { resultOf, tableOf } from './report.ts';
import { DOCUMENTS, lookUpShots, newOrders, type Ordered, orderShots, pageShots, replayShots } from './scenarios.ts';
import { issueToken, type Partner, seedCatalogue, seedPartner } from './seed.ts';
import { ENVIRONMENT } from './servers/protocol.ts';

const RESULTS = fileURLToPath(new URL('./results/', import.meta.url));

/** Partners of each side that orders by turns, so that the orders do not all wait for one wallet. */
const PARTNERS = 8;

/** More than can be spent: limits are kept, and never reached. */
const POINTS = '10000000';

/** Orders that are looked up and replayed. */
const PLACED = 48;

/** Of the time that there is for measuring. */
const WARM_UP_SHARE = 0.3;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Seeded {
  readonly packageIds: readonly string[];
  readonly ours: readonly Partner[];
  readonly rowByRow: readonly Partner[];
  readonly gathered: readonly Partner[];
  readonly limitedToken: string;
}

const seed = async (folder: string, databaseUrl: string): Promise<Seeded> => {
  const house = await openHouse(readConfig({ ONYX_DATA_DIR: folder }), databaseUrl);
  try {
    const packageIds = await seedCatalogue(house);
    const group = async (name: string): Promise<readonly Partner[]> => {
      const partners: Partner[] = [];
      while (partners.length < PARTNERS) {
        partners.push(await seedPartner(house, `${name} ${partners.length}`, packageIds));
      }
      return partners;
    };
    const [ours, rowByRow, gathered] = [await group('Ours'), await group('Row by row'), await group('Gathered')];
    const [first] = ours;
    if (!first) throw new Error('there are partners');
    const { token: limitedToken } = await issueToken(house, first, ['catalogue:read']);
    return { packageIds, ours, rowByRow, gathered, limitedToken };
  } finally {
    await house.database.close();
  }
};

interface Servers extends Readonly<Record<string, Server>> {
  readonly ours: Server;
  readonly bare: Server;
}

interface Bench {
  readonly scenarios: readonly Scenario[];
  /** How many orders each side has placed. */
  readonly placed: ReadonlyMap<readonly Partner[], number>;
}

const scenariosOf = (
  { ours, bare }: Servers,
  seeded: Seeded,
  placedBefore: readonly Ordered[],
  share: number,
): Bench => {
  const token = seeded.ours[0]?.token ?? '';
  const placed = new Map<readonly Partner[], number>([[seeded.ours, placedBefore.length]]);
  const order = (partners: readonly Partner[]) => (count: number) => {
    placed.set(partners, (placed.get(partners) ?? 0) + count);
    return orderShots(newOrders(partners, seeded.packageIds, count));
  };
  const graphql = (shots: Side['shots'], name = 'ours') => ({ name, server: ours, path: '/graphql', shots });
  const other = (path: string, shots: Side['shots'], name = 'node:http and pg') => ({
    name,
    server: bare,
    path,
    shots,
  });
  const page: Side['shots'] = (count) => pageShots(token, count);
  const lookUp: Side['shots'] = (count) => lookUpShots(placedBefore, count);
  const replay: Side['shots'] = (count) => replayShots(placedBefore, count);
  const guardable = (by: string) => (count: number) => pageShots(by, count, DOCUMENTS.guardablePage);
  const times = (count: number): number => Math.round(count * share);
  return {
    placed,
    scenarios: [
      { name: 'page', say: '50 packages × 12 fields', count: times(800), sides: [graphql(page), other('/page', page)] },
      {
        name: 'look-up',
        say: 'one order by partnerOrderId, with its package',
        count: times(1000),
        sides: [graphql(lookUp), other('/look-up', lookUp)],
      },
      {
        name: 'order',
        say: 'createOrder',
        count: times(400),
        sides: [
          graphql(order(seeded.ours)),
          other('/order', order(seeded.rowByRow), 'by hand, a statement for each row'),
          other('/order-gathered', order(seeded.gathered), 'by hand, the rows in one statement'),
        ],
      },
      {
        name: 'replay',
        say: 'createOrder with a key that was used',
        count: times(800),
        sides: [graphql(replay), other('/order', replay, 'by hand, the same statements')],
      },
      {
        name: 'guard',
        say: 'the page with graphql-shield, for a credential that lacks a scope which the document names',
        count: times(400),
        sides: [
          graphql(guardable(seeded.limitedToken), 'ours, guarded'),
          graphql(guardable(token), 'ours, all scopes'),
        ],
      },
    ],
  };
};

/** What ours says of the cost, which the others do not reckon. */
const COST = /,"extensions":\{"cost":\{[^{}]*(?:\{[^{}]*\})?\}\}\}$/;

/** Every side of a scenario answers with the same bytes, but for the ids and moments of what is new, and the cost. */
const assertSameAnswers = async (load: Load, { name, sides }: Scenario): Promise<void> => {
  const masked = (body: string): string =>
    name === 'order'
      ? body.replaceAll(/ord_\w+|bench-\d+|\d{4}-\d\d-\d\dT[\d:.]+Z|"\d+\.\d\d"|"package":\{[^}]+\}/g, '…')
      : body;
  const bodies: (readonly string[])[] = [];
  for (const side of sides) {
    const answers = await answersOf(load, side, side.shots(PLACED));
    bodies.push(answers.map((answer) => masked(answer.replace(COST, '}'))));
  }
  const [ours, ...others] = bodies;
  for (const [index, answers] of others.entries()) {
    const at = answers.findIndex((answer, place) => answer !== ours?.[place]);
    if (at < 0) continue;
    throw new Error(`${name}: ${sides[index + 1]?.name} answers\n${answers[at]}\nand ours\n${ours?.[at]}`);
  }
};

/** Measures each side of each scenario once; the sides change places from round to round. */
const measureRound = async (load: Load, scenarios: readonly Scenario[], round: number) => {
  const samples = new Map<Side, Sample>();
  for (const { count, sides } of scenarios) {
    for (const side of round % 2 ? sides : sides.toReversed()) samples.set(side, await sample(load, side, count));
  }
  return samples;
};

const measureRounds = async (load: Load, scenarios: readonly Scenario[], servers: Servers, options: Options) => {
  const startedAt = performance.now();
  const isWithin = (share: number): boolean => performance.now() < startedAt + share * options.limitMs;
  for (let round = 0; round < options.warmUpRounds && isWithin(WARM_UP_SHARE); round += 1) {
    await measureRound(load, scenarios, round);
  }
  say('Warmed up.');
  const profiled = options.isProfiled ? Object.entries(servers) : [];
  for (const [, server] of profiled) await server.ask('start profile');
  const rounds: ReadonlyMap<Side, Sample>[] = [];
  while (rounds.length < options.rounds && (rounds.length === 0 || isWithin(1))) {
    rounds.push(await measureRound(load, scenarios, rounds.length));
    say(`Round ${rounds.length} of ${options.rounds}.`);
  }
  for (const [name, server] of profiled) await server.ask({ profile: `${RESULTS}${name}.cpuprofile` });
  return scenarios.map((scenario) => {
    const samples = scenario.sides.map((side) => rounds.flatMap((round) => round.get(side) ?? []));
    return resultOf(scenario, samples);
  });
};

/** Interrupted: the server of the database must not be left behind. */
const stop = async (database: AsyncDisposable): Promise<never> => {
  await database[Symbol.asyncDispose]();
  process.exit(130);
};

const main = async (options: Options): Promise<void> => {
  await mkdir(RESULTS, { recursive: true });
  await using database = await openDatabase(say);
  process.once('SIGINT', () => void stop(database));
  const seeded = await seed(database.folder, database.url);
  await onConnection(database.url, (client) => client.query('analyze')); // no plan should be made of guesses
  const partners = [...seeded.ours, ...seeded.rowByRow, ...seeded.gathered];
  const environment = {
    [ENVIRONMENT.database]: database.url,
    [ENVIRONMENT.folder]: database.folder,
    [ENVIRONMENT.partners]: JSON.stringify(partners),
    [ENVIRONMENT.points]: POINTS,
  };
  await using log = await open(`${database.folder}/onyx.log`, 'a');
  const start = { environment, stdout: log.fd };
  await using ours: Server = new Child('./servers/ours.ts', start);
  await using bare: Server = new Child('./servers/bare.ts', start);
  await using load: Load = new Child('./load.ts');

  const placedBefore = newOrders(seeded.ours, seeded.packageIds, PLACED);
  const placing: Side = { name: '', server: ours, path: '/graphql', shots: () => orderShots(placedBefore) };
  await answersOf(load, placing, placing.shots(PLACED));
  const { scenarios, placed } = scenariosOf({ ours, bare }, seeded, placedBefore, options.share);
  const chosen = scenarios.filter(({ name }) => options.only.length === 0 || options.only.includes(name));
  for (const scenario of chosen) await assertSameAnswers(load, scenario);
  const results = await measureRounds(load, chosen, { ours, bare }, options);

  const groups = [seeded.ours, seeded.rowByRow, seeded.gathered].map((group) => ({
    name: group === seeded.ours ? 'ours' : 'by hand',
    partners: group,
    orders: placed.get(group) ?? 0,
  }));
  const settings = await onConnection(database.url, async (client) => {
    await checkOrders(client, chosen.some(({ name }) => name === 'order') ? groups : groups.slice(0, 1));
    return databaseSettings(client);
  });

  const isChosen = (name: string): boolean => options.only.length === 0 || options.only.includes(name);
  const permissions = isChosen('permissions') ? await measurePermissions(environment, seeded, options) : null;
  const flood = isChosen('flood')
    ? await measureFlood({ environment, stdout: log.fd, ...floodOf(seeded, placedBefore), rounds: options.rounds })
    : null;
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version, loadAverage: loadavg() };
  say(`\n${tableOf(results, permissions, flood)}`);
  say(`\n${JSON.stringify(machine)}\n${JSON.stringify(settings)}`);
  const at = new Date().toISOString();
  const file = `${RESULTS}${at.replaceAll(':', '-')}.json`;
  await writeFile(file, `${JSON.stringify({ at, machine, settings, results, permissions, flood }, null, 2)}\n`);
  say(`Written to ${file}`);
};

/** An organisation that floods, and orders of another one. */
const floodOf = ({ ours }: Seeded, orders: readonly Ordered[]) => {
  const [other, flooding] = ours;
  if (!other || !flooding) throw new Error('there are partners');
  return { flooding, orders: orders.filter(({ partner }) => partner === other) };
};

const measurePermissions = async (
  environment: Readonly<Record<string, string>>,
  { ours, limitedToken }: Seeded,
  { share }: Options,
): Promise<PermissionCost> => {
  await using child: Child<PermissionQuestion, PermissionCost> = new Child('./permissions.ts', { environment });
  const batches = Math.round(240 * share);
  return await child.ask({ fullToken: ours[0]?.token ?? '', limitedToken, batches });
};

await main(readOptions(process.argv.slice(2)));
