import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyWebhook } from '../../src/client/index.ts';
import { readConfig } from '../../src/config.ts';
import { payloadOf } from '../../src/domains/webhooks/index.ts';
import { newWebhookSecret } from '../../src/kernel/secret.ts';
import { startApi } from '../../src/wiring.ts';
import { systemCall } from '../support/orders.ts';
import { answer, drop, Receiver } from '../support/receiver.ts';
import { type Environment, Onyx } from '../support/run-onyx.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { runWarm } from '../support/warm-onyx.ts';
import { eventsOf, orderReserved, tell } from '../support/webhooks.ts';

const LISTENING = /Listening to \S+ behind (\d+)/;

let folder: string;
let api: TestApi;
let partner: SeededPartner;
let credential: string;
const running: Onyx[] = [];
const receivers: Receiver[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onyx-test-listen-'));
  api = await openTestApi();
  partner = await seedPartner(api.house);
  credential = await api.credential(partner, ['events:replay']);
});
afterEach(async () => {
  for (const onyx of running.splice(0)) await onyx.stop('SIGKILL');
  for (const receiver of receivers.splice(0)) await receiver.close();
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

const startReceiver = async (): Promise<Receiver> => {
  const receiver = await Receiver.start();
  receivers.push(receiver);
  return receiver;
};

const environment = (): Environment => ({ ONYX_CREDENTIAL: credential, ONYX_DATA_DIR: join(folder, 'none') });

const listen = (...args: readonly string[]): Onyx => {
  const onyx = new Onyx(['listen', '--url', api.url, ...args], environment());
  running.push(onyx);
  return onyx;
};

const reserve = (partnerOrderId: string) => tell(api.house, systemCall(partner), [orderReserved({ partnerOrderId })]);

const disable = () =>
  tell(api.house, systemCall(partner), [
    {
      type: 'webhook.endpoint_disabled',
      orderId: null,
      partnerOrderId: null,
      data: { endpointId: 'whe_1', reason: 'GONE', deliveriesFailed: 0 },
    },
  ]);

test('each new event is forwarded once, in order and signed as its webhook is, and shown with the answer', async () => {
  await reserve('before');
  const receiver = await startReceiver();
  const onyx = listen('--forward-to', `${receiver.url}/hook`);
  await onyx.until(LISTENING);
  receiver.respondNext(answer(204), answer(500), drop, answer(302, { location: '/' }));
  for (const name of ['A-1', 'A-2', 'A-3', 'A-4', 'A-5']) await reserve(name);
  await onyx.until(/A-5 .*\n/);
  expect(await onyx.stop('SIGINT')).toBe(130);

  const [, secret = ''] = /secret (whsec_\S+)/.exec(onyx.stderr) ?? [];
  const events = (await eventsOf(api.house, partner)).slice(-5);
  const expected = events.map(({ id: eventId, data, ...event }) =>
    payloadOf({ ...event, eventId, data: Object(data) }),
  );
  expect(receiver.all.map(({ body }) => body)).toEqual(expected.map((payload) => JSON.stringify(payload)));
  for (const { headers, body, path } of receiver.all) {
    expect(path).toBe('/hook');
    expect(headers['webhook-id']).toBe((await verifyWebhook(headers, body, secret)).data.id);
  }
  expect(
    onyx.stdout
      .replaceAll(/\d+ ms/g, 'N ms')
      .replaceAll(/^.* UTC/gm, 'TIME')
      .split('\n'),
  ).toEqual([
    ...['204', '500', 'UND_ERR_SOCKET', '302', '200'].map(
      (said, index) =>
        `TIME  ${String(events[index]?.sequence).padStart(6)}  ${'order.reserved'.padEnd(25)}  ${`A-${index + 1}`.padEnd(20)}  → ${said} in N ms`,
    ),
    '',
  ]);
  expect(onyx.stdout + onyx.stderr).not.toContain(credential);
  expect((onyx.stdout + onyx.stderr).split(secret)).toHaveLength(2);
});

test('events since a place in the log are shown as lines of JSON, the wanted types alone, to nobody but the terminal', async () => {
  const onyx = listen('--since', '0', '--types', 'webhook.*', '--json');
  await onyx.until(LISTENING);
  await disable();
  await reserve('unwanted');
  await disable();
  await onyx.until(/endpoint_disabled.*\n.*endpoint_disabled.*\n/);
  expect(await onyx.stop('SIGTERM')).toBe(143);
  const lines = onyx.stdout.trim().split('\n');
  const wanted = (await eventsOf(api.house, partner)).filter(({ type }) => type === 'webhook.endpoint_disabled');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject(
    wanted.map(({ id, sequence, type }) => ({ id, sequence: Number(sequence), type, forwarded: null })),
  );
  expect(onyx.stderr).not.toContain('whsec_');
});

test('a given secret signs and is not said, and a receiver that nobody started is waited for by nothing', async () => {
  const receiver = await startReceiver();
  const closed = await Receiver.start();
  const { url: closedUrl } = closed;
  await closed.close();
  const { secret } = newWebhookSecret('hmac');
  const there = listen('--forward-to', receiver.url, '--secret', secret, '--json');
  const away = listen('--forward-to', closedUrl, '--json');
  await Promise.all([there.until(LISTENING), away.until(LISTENING)]);
  await reserve('B-1');
  await Promise.all([there.until(/B-1.*\n/), away.until(/B-1.*\n/)]);
  const [first] = receiver.all;
  expect((await verifyWebhook(first?.headers ?? {}, first?.body ?? '', secret)).data.partnerOrderId).toBe('B-1');
  expect(there.stdout + there.stderr).not.toContain('whsec_');
  expect(JSON.parse(there.stdout).forwarded).toMatchObject({ status: 200, error: null });
  expect(JSON.parse(away.stdout).forwarded).toMatchObject({ status: null, error: 'ECONNREFUSED' });
});

test('while the API is away that is said once, and what happened meanwhile is shown once it is back', async () => {
  const own = await openTestApi();
  const owner = await seedPartner(own.house);
  const onyx = new Onyx(['listen', '--url', `${own.url}/graphql`], {
    ...environment(),
    ONYX_CREDENTIAL: await own.credential(owner),
  });
  running.push(onyx);
  await onyx.until(LISTENING);
  await own.stop();
  await onyx.until(/does not answer/);
  await tell(own.house, systemCall(owner), [orderReserved({ partnerOrderId: 'meanwhile' })]);
  const config = readConfig({ PORT: new URL(own.url).port });
  const again = await startApi(config, own.house, own.log.logger);
  await onyx.until(/meanwhile/);
  expect(await onyx.stop('SIGINT')).toBe(130);
  expect(onyx.stderr.match(/does not answer|answers again/g)).toEqual(['does not answer', 'answers again']);
  await again.stop();
  await own.house.close();
});

test('without a URL and a credential, those of the data folder are taken', async () => {
  const dataDir = join(folder, 'quickstart');
  await mkdir(dataDir);
  await writeFile(join(dataDir, 'quickstart.json'), JSON.stringify({ url: api.url, credential }));
  const onyx = new Onyx(['listen'], { ONYX_DATA_DIR: dataDir });
  running.push(onyx);
  const [, last] = await onyx.until(LISTENING);
  expect(BigInt(last ?? -1)).toBe((await eventsOf(api.house, partner)).at(-1)?.sequence);
  await reserve('Q-1');
  await onyx.until(/Q-1/);
});

const refusal = async (args: readonly string[], change: Environment = {}) => {
  const { code, stdout, stderr } = await runWarm(['listen', ...args], { ...environment(), ...change });
  return [code, stdout, stderr.trim()];
};

test.each<[string, string, () => Promise<string>]>([
  [
    'a live credential',
    'A live credential has no place on a terminal; take a sandbox one.',
    async () => api.credential(await seedPartner(api.house, { mode: 'live' })),
  ],
  ['no credential', '--url and ONYX_CREDENTIAL go together', async () => ''],
  ['half a credential', 'The credential is not a whole one', async () => credential.slice(0, -1)],
])('%s is refused before anything is sent', async (_what, say, given) => {
  const server = await startReceiver();
  const found = await refusal(['--url', server.url], { ONYX_CREDENTIAL: await given() });
  expect(found).toEqual([1, '', expect.stringContaining(say)]);
  expect(server.connections).toBe(0);
});

test.each([
  [
    '--types',
    'order.invented',
    '--types takes event types, areas such as `order.*`, or `*`: order.invented is none of them. There is order.*, order.',
  ],
  ['--secret', 'whsec_short', '--secret takes whsec_'],
  ['--forward-to', 'http://user:pass@127.0.0.1', '--forward-to takes an http://'],
])('%s that is none is refused with what it takes', async (option, text, say) => {
  expect(await refusal(['--url', api.url, option, text])).toEqual([2, '', expect.stringContaining(say)]);
});

test('a data folder without a server is refused with what to do', async () => {
  const say = expect.stringMatching(/^There is no \S+quickstart\.json; run `onyx start`/);
  expect(await refusal([], { ONYX_CREDENTIAL: '' })).toEqual([1, '', say]);
});

test('a credential without the scope is refused with the scope that it lacks', async () => {
  const without = await api.credential(partner, ['orders:read']);
  const say = expect.stringContaining('events:replay');
  expect(await refusal(['--url', api.url], { ONYX_CREDENTIAL: without })).toEqual([1, '', say]);
});
