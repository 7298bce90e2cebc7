import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { httpWebhookSender } from '../src/adapters/webhook-sender/index.ts';
import { webhookRequest } from '../src/domains/webhooks/index.ts';
import { eventsSchema } from '../src/graphql/events-schema.ts';
import { newWebhookSecret } from '../src/kernel/secret.ts';
import { parsePage, ROOT } from './docs/doc-page.ts';
import { LANGUAGES, runLanguage } from './docs/verification/languages.ts';
import { Receiver } from './support/receiver.ts';
import { TestClock } from './support/test-clock.ts';

const PATH = 'docs/webhook-verification.md';
const page = parsePage(PATH, readFileSync(join(ROOT, PATH), 'utf8'));

interface Case {
  readonly now: number;
  readonly secrets: readonly string[];
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
}

const SIGNED_AT = new Date('2026-11-24T09:00:00.400Z');
const NOW = Math.floor(SIGNED_AT.getTime() / 1_000);
const [current, next, other] = [1, 2, 3].map(() => newWebhookSecret('hmac').secret) as [string, string, string]; // three were made
const ed25519 = newWebhookSecret('ed25519').secret;

/** A delivery as a receiver gets it from our sender, signed with these secrets. */
const delivered = async (secrets: readonly string[]): Promise<Case> => {
  const receiver = await Receiver.start();
  const sender = httpWebhookSender({ clock: new TestClock() });
  try {
    const body = JSON.stringify({ type: 'test.ping', timestamp: SIGNED_AT.toISOString(), data: { city: 'Zürich' } });
    const request = { url: receiver.url, secrets, eventId: 'evt_1', attemptedAt: SIGNED_AT, body };
    await sender.send(webhookRequest({ ...request, isLoopbackAllowed: true }));
    const [received] = await receiver.received(1);
    const header = (name: string): string => String(received?.headers[name]);
    return {
      now: NOW,
      secrets: [current],
      id: header('webhook-id'),
      timestamp: header('webhook-timestamp'),
      signature: header('webhook-signature'),
      body: received?.body ?? '',
    };
  } finally {
    await Promise.all([receiver.close(), sender.close()]);
  }
};

const exampleIn = (text: string): string => /```http [^\n]*\n([\s\S]*?)\n```/.exec(text)?.[1] ?? 'none';

/** The request that the page shows, with the secret that it names. */
const shown = (): Case => {
  const [head = '', body = ''] = exampleIn(page.text).split('\n\n');
  const header = (name: string): string => new RegExp(`^${name}: (.+)$`, 'm').exec(head)?.[1] ?? '';
  const [secret = ''] = /whsec_[\w+/=]{20,}/.exec(page.text) ?? [];
  const now = Date.parse(/signed at (\S+) with/.exec(page.text)?.[1] ?? '') / 1_000;
  const [id, timestamp, signature] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(header);
  return { now, secrets: [secret], id: id ?? '', timestamp: timestamp ?? '', signature: signature ?? '', body };
};

const line = ({ now, secrets, id, timestamp, signature, body }: Case): string =>
  [now, secrets.join(','), id, timestamp, signature, Buffer.from(body).toString('base64')].join('\t');

let cases: readonly (readonly [what: string, isTaken: boolean, one: Case])[];
let folder: string;

beforeAll(async () => {
  const [plain, rotating, both] = await Promise.all([
    delivered([current]),
    delivered([other, current]),
    delivered([ed25519, current]),
  ]);
  cases = [
    ['a delivery', true, plain],
    ['the example of the page', true, shown()],
    ['two signatures of which one fits', true, rotating],
    ['a signature of another kind before ours', true, both],
    ['the new one of two secrets', true, { ...plain, secrets: [next, current] }],
    ['a moment within five minutes', true, { ...plain, now: NOW + 299 }],
    ['a changed body', false, { ...plain, body: plain.body.replace('Zürich', 'Zurich') }],
    ['a body with a space more', false, { ...plain, body: `${plain.body} ` }],
    ['a changed id', false, { ...plain, id: 'evt_2' }],
    ['a changed timestamp', false, { ...plain, timestamp: String(NOW + 1) }],
    ['an old timestamp', false, { ...plain, now: NOW + 301 }],
    ['a timestamp of the future', false, { ...plain, now: NOW - 301 }],
    ['a timestamp that is no number', false, { ...plain, timestamp: `${NOW} ` }],
    ['no timestamp', false, { ...plain, timestamp: '' }],
    ['another secret', false, { ...plain, secrets: [other] }],
    ['no signature', false, { ...plain, signature: '' }],
    ['a signature without its version', false, { ...plain, signature: plain.signature.slice('v1,'.length) }],
    ['a signature of another version', false, { ...plain, signature: plain.signature.replace('v1,', 'v2,') }],
    ['a part of the signature', false, { ...plain, signature: plain.signature.slice(0, -8) }],
    ['a signature that is no base64', false, { ...plain, signature: 'v1,????' }],
  ];
  folder = await mkdtemp(join(tmpdir(), 'onyx-verification-'));
  await writeFile(join(folder, 'cases.tsv'), `${cases.map(([, , one]) => line(one)).join('\n')}\n`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the page has one function for each language that is run here', () => {
  const files = page.blocks.flatMap(({ words }) => words.get('file') ?? []);
  expect(files).toEqual(LANGUAGES.map(({ file }) => file));
});

test('the example is one delivery on both pages that show it, and such as we send', () => {
  const webhooks = readFileSync(join(ROOT, 'docs/webhooks.md'), 'utf8');
  expect(exampleIn(webhooks)).toBe(exampleIn(page.text));
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  formats.default(ajv);
  expect(ajv.validate(eventsSchema(), JSON.parse(shown().body))).toBe(true);
});

test.each(LANGUAGES)(
  '$name takes what was signed, and nothing else',
  async (language) => {
    const code = page.blocks.find(({ words }) => words.get('file') === language.file)?.text ?? '';
    const said = await runLanguage(language, code, folder);
    expect(cases.map(([what], index) => [what, said[index]])).toEqual(
      cases.map(([what, isTaken]) => [what, String(isTaken)]),
    );
  },
  120_000,
);
