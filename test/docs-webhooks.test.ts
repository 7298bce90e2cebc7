import { type ChildProcess, fork } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { listen } from '../src/cli/commands/listen.ts';
import {
  ATTEMPT_MS_MAX,
  FAILING_MS_MAX,
  REPLAY_DAYS_MAX,
  RETRY_DELAYS_MS,
  retryAt,
} from '../src/domains/webhooks/index.ts';
import { EVENT_TYPE_NAMES } from '../src/records/events/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/webhooks.md'), 'utf8');

/** The programs of the page by their file names. */
const programs = new Map(
  [...page.matchAll(/^```ts file=(\S+) test=docs-webhooks\n([\s\S]*?)^```$/gm)].map(([, name = '', code = '']) => [
    name,
    code,
  ]),
);
const servers = [...programs.keys()].filter((name) => name !== 'inbox.ts');

/** Starts a program on a free port, which it tells; one that only exports a handler is served as its platform would. */
const STARTER = `
import { tracingChannel } from 'node:diagnostics_channel';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';

tracingChannel('net.server.listen').subscribe({ asyncEnd: ({ server }) => process.send(server.address().port) });
const program = await import(process.argv[2]);
const receive = program.POST ?? program.default?.fetch;
const serve = async (incoming, outgoing) => {
  const { method, url, headers } = incoming;
  const body = Readable.toWeb(incoming);
  const response = await receive(new Request(new URL(url, 'http://localhost'), { method, headers, body, duplex: 'half' }));
  outgoing.writeHead(response.status).end(await response.text());
};
if (receive) createServer((incoming, outgoing) => void serve(incoming, outgoing)).listen(0);
`;

// Below the project, so that its own name leads to what partners install; outside node_modules, where no types are stripped.
let folder: string;
const running: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(root, 'dist/docs-webhooks-'));
  await writeFile(join(folder, 'start.mjs'), STARTER);
  for (const [name, code] of programs) await writeFile(join(folder, name), code);
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

const key = randomBytes(32);

const start = async (name: string) => {
  const env = { ...process.env, PORT: '0', ONYX_WEBHOOK_SECRET: `whsec_${key.toString('base64')}` };
  const child = fork(join(folder, 'start.mjs'), [`./${name}`], {
    env,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  running.push(child);
  if (child.stdout === null) throw new Error('its output is a pipe');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const [port] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => ['nowhere'])]);
  return { url: `http://localhost:${port}/webhooks/onyx`, lines };
};

const eventOf = (sequence: number) => ({
  type: 'order.provisioning',
  timestamp: '2026-11-24T09:00:00.000Z',
  data: {
    id: `evt_${sequence}`,
    sequence,
    mode: 'sandbox',
    occurredAt: '2026-11-24T09:00:00.000Z',
    orderId: 'ord_1',
    partnerOrderId: 'Ü-1',
  },
});

/** Delivers an event as the sender does; gives the status of the answer. `sent` is what arrives in place of what was signed. */
const deliver = async (url: string, sequence: number, sent: (body: string) => string = (body) => body) => {
  const id = `evt_${sequence}`;
  const body = JSON.stringify(eventOf(sequence));
  const timestamp = Math.floor(Date.now() / 1_000);
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
  const response = await fetch(url, { method: 'POST', headers, body: sent(body) });
  return [response.status, await response.text()];
};

const UNITS = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** `5 min` for 300,000. */
const words = (ms: number): string => {
  const [unit, size] = UNITS.find(([, one]) => ms >= one) ?? ['ms', 1];
  return `${ms / size} ${unit}`;
};

test('the numbers of the page are those of the server', () => {
  const delays = RETRY_DELAYS_MS.map(words);
  expect(page).toContain(
    `sent again ${delays.slice(0, -1).join(', ')} and ${delays.at(-1)} after the attempt before it`,
  );
  const at = new Date(0);
  const latest = Array.from({ length: 1_000 }, (_, index) =>
    Number(retryAt({ deliveryId: `dlv_${index}`, number: 9, endedAt: at, retryAfterMs: null })),
  );
  expect(Math.min(...latest)).toBeGreaterThanOrEqual(RETRY_DELAYS_MS[8]);
  expect(Math.max(...latest)).toBeLessThanOrEqual(RETRY_DELAYS_MS[8] * 1.2);
  expect(page).toContain('or up to a fifth later');
  expect(page).toContain(`Answer within ${ATTEMPT_MS_MAX / 1_000} seconds`);
  expect(page).toContain('every attempt of five days failed');
  expect(FAILING_MS_MAX).toBe(5 * 24 * 3_600_000);
  expect(page).toContain(`events of the last ${REPLAY_DAYS_MAX} days`);
});

test('every event, field and option that the page names is there', () => {
  const schema = readFileSync(join(root, 'schema/partner.graphql'), 'utf8');
  const fields = [...page.matchAll(/`(\w+)\((?:\w+:|filter|input)/g)].map(([, name]) => name);
  expect(fields.length).toBeGreaterThan(6);
  for (const name of fields) expect(schema).toContain(`  ${name}(\n`);
  const known = new Set(['--json', ...Object.values(listen.parameters).map(({ flags }) => flags.split(' ')[0])]);
  const options = [...page.replaceAll('--no-install', '').matchAll(/--[a-z][a-z-]*/g)].map(([option]) => option);
  expect(new Set(options)).toEqual(known);
  for (const [, type = ''] of page.matchAll(/`((?:order|webhook|test)\.\w+)`/g))
    expect(EVENT_TYPE_NAMES).toContain(type);
});

test('every program of the page has its name', () => {
  expect([...programs.keys()]).toEqual(['inbox.ts', 'express.ts', 'fastify.ts', 'route.ts', 'fetch.ts']);
});

describe.each(servers)('the receiver of the page, %s', (name) => {
  test('takes a webhook in once, refuses a changed one, and lets no late event undo a newer one', async () => {
    const { url, lines } = await start(name);
    expect(await deliver(url, 1)).toEqual([204, '']);
    expect(await deliver(url, 1)).toEqual([204, '']);
    expect(await deliver(url, 2, (body) => body.replace('Ü-1', 'Ü-2'))).toEqual([401, 'no_matching_signature']);
    expect(await deliver(url, 4)).toEqual([204, '']);
    expect(await deliver(url, 3)).toEqual([204, '']);
    expect(await deliver(url, 5)).toEqual([204, '']);
    const worked = [await lines.next(), await lines.next(), await lines.next()].map(({ value }) => value);
    expect(worked).toEqual([1, 4, 5].map((sequence) => `order.provisioning evt_${sequence}`));
    const unsigned = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(eventOf(6)),
    });
    expect([unsigned.status, await unsigned.text()]).toEqual([401, 'missing_header']);
  });
});
