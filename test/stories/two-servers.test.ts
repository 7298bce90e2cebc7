import pg from 'pg';
import { revokeCredential } from '../../src/use-cases/revoke-credential.ts';
import { rotateCredential } from '../../src/use-cases/rotate-credential.ts';
import { setCredentialScopes } from '../../src/use-cases/set-credential-scopes.ts';
import { issued, operatorCall } from '../support/credentials.ts';
import { systemCall } from '../support/orders.ts';
import { Onyx } from '../support/run-onyx.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';

// Two processes of the real command on one database, and a third party (this test) beside them.

const VIEWER = '{ viewer { credentialId scopes } }';
const REVOKE = 'mutation ($id: ID!) { revokeCredential(id: $id, reason: EXPOSED) { credential { state } } }';

/** The bound that is promised, and what the way of a request to the server and back may take on a busy machine. */
const BOUND_MS = 1_000;
const TRAVEL_MS = 250;

let house: TestHouse;
let owner: SeededPartner;
let servers: readonly Onyx[];
let urls: readonly string[];

beforeAll(async () => {
  house = await openTestHouse();
  owner = await seedPartner(house);
  const environment = {
    DATABASE_URL: house.databaseUrl,
    ONYX_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    PORT: '0',
  };
  servers = [new Onyx(['serve'], environment), new Onyx(['serve'], environment)];
  urls = await Promise.all(
    servers.map(async (server) => (await server.until(/listens at (http:\S+\/graphql)/))[1] ?? ''),
  );
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await house.close();
});

const ask = async (url: string | undefined, token: string, query = VIEWER, variables = {}) => {
  const response = await fetch(url ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, text: await response.text() };
};

/** Asks one server without a pause; gives how long after `since` its last answer began that was no refusal, in milliseconds. */
const lastAccepted = async (url: string | undefined, token: string, since: () => number): Promise<number> => {
  for (let last = Number.NEGATIVE_INFINITY; ; ) {
    const began = performance.now();
    const { status } = await ask(url, token);
    if (status === 401) return last;
    expect(status).toBe(200);
    last = began - since();
    if (last > 10_000) throw new Error('never refused');
  }
};

const warmUp = async (token: string): Promise<void> => {
  for (const url of urls) for (let n = 0; n < 3; n += 1) expect((await ask(url, token)).status).toBe(200);
};

/** Ends the connections on which the servers hear of changes, as soon as they are there. */
const deafen = () => {
  const client = new pg.Client({ connectionString: house.databaseUrl });
  let isOver = false;
  let ended = 0;
  const work = async () => {
    await client.connect();
    while (!isOver) {
      const { rowCount } = await client.query(`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'onyx credentials'`);
      ended += rowCount ?? 0;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await client.end();
    return ended;
  };
  const working = work();
  return {
    stop: () => {
      isOver = true;
      return working;
    },
  };
};

test('a revocation on one server is heard by the other: ten in a row are refused long before the second is over', async () => {
  const delays: number[] = [];
  for (let n = 0; n < 10; n += 1) {
    const { id, token } = await issued(house, owner);
    await warmUp(token);
    let since = Number.POSITIVE_INFINITY;
    const asking = lastAccepted(urls[1], token, () => since);
    const { status } = await ask(urls[0], token, REVOKE, { id });
    since = performance.now();
    expect(status).toBe(200);
    delays.push(await asking);
  }
  expect(Math.max(...delays)).toBeLessThan(BOUND_MS);
  expect(delays.toSorted((a, b) => a - b)[5]).toBeLessThan(TRAVEL_MS);
});

test('a revocation by the operator, a rotation without overlap and new scopes are heard by both', async () => {
  const [revoked, rotated, changed] = [
    await issued(house, owner),
    await issued(house, owner),
    await issued(house, owner, { scopes: ['orders:read'] }),
  ];
  for (const { token } of [revoked, rotated, changed]) await warmUp(token);
  await revokeCredential(house, systemCall(owner), { credentialId: revoked.id, reason: 'exposed' });
  await rotateCredential(house, systemCall(owner), { credentialId: rotated.id, overlapHours: 0 });
  await setCredentialScopes(house, operatorCall(owner), { credentialId: changed.id, scopes: ['usage:read'] });
  await new Promise((resolve) => setTimeout(resolve, TRAVEL_MS));
  for (const url of urls) {
    expect((await ask(url, revoked.token)).status).toBe(401);
    expect((await ask(url, rotated.token)).status).toBe(401);
    expect((await ask(url, changed.token)).text).toContain('"scopes":["usage:read"]');
  }
});

test('while nothing can be heard a revocation holds within a second all the same, and is heard again afterwards', async () => {
  const deaf = deafen();
  const delays: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    const { id, token } = await issued(house, owner);
    await warmUp(token);
    let since = Number.POSITIVE_INFINITY;
    const asking = lastAccepted(urls[1], token, () => since);
    expect((await ask(urls[0], token, REVOKE, { id })).status).toBe(200);
    since = performance.now();
    delays.push(await asking);
  }
  expect(await deaf.stop()).toBeGreaterThan(5);
  expect(Math.max(...delays)).toBeLessThan(BOUND_MS);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const { id, token } = await issued(house, owner);
  await warmUp(token);
  await ask(urls[0], token, REVOKE, { id });
  await new Promise((resolve) => setTimeout(resolve, TRAVEL_MS));
  expect((await ask(urls[1], token)).status).toBe(401);
});

test('a rotation loses no request: the old one answers until the new one is everywhere', async () => {
  const old = await issued(house, owner);
  let current = old.token;
  let isOver = false;
  const statuses = new Set<number>();
  let count = 0;
  const client = async (url: string | undefined) => {
    while (!isOver) {
      statuses.add((await ask(url, current)).status);
      count += 1;
    }
  };
  const clients = [0, 1, 0, 1].map((at) => client(urls[at]));
  for (let n = 0; n < 5; n += 1) {
    const query =
      'mutation ($id: ID!) { rotateCredential(input: { id: $id, overlapHours: 1 }) { token credential { id } } }';
    const { text } = await ask(urls[n % 2], current, query, {
      id: JSON.parse((await ask(urls[0], current)).text).data.viewer.credentialId,
    });
    current = JSON.parse(text).data.rotateCredential.token;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  isOver = true;
  await Promise.all(clients);
  expect([...statuses]).toEqual([200]);
  expect(count).toBeGreaterThan(100);
  expect((await ask(urls[1], old.token)).status).toBe(200);
});
