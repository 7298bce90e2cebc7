import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { verifyWebhook, WebhookVerificationError } from '../../src/client/index.ts';
import { readSources } from '../architecture/source-file.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const SIGNATURE = 'g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const HEADERS = {
  'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'webhook-timestamp': '1614265330',
  'webhook-signature': `v1,${SIGNATURE}`,
};
const BODY = '{"test": 2432232314}';
const SECONDS = 1_614_265_330;

const PUBLIC_KEY = `whpk_${btoa('k'.repeat(32))}`;

const at = (seconds: number) => ({ now: () => new Date((SECONDS + seconds) * 1_000) });

const errorOf = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (reason: unknown) => reason,
  );

/** Everything of an error that a log could take. */
const shown = (error: unknown): string =>
  [inspect(error, { depth: null, showHidden: true }), JSON.stringify(error), String(error)].join('\n');

describe('a refusal', () => {
  const { 'webhook-id': _, ...unidentified } = HEADERS;
  test.each([
    ['missing_header', () => verifyWebhook(unidentified, BODY, SECRET, at(0))],
    ['timestamp_too_old', () => verifyWebhook(HEADERS, BODY, SECRET, at(301))],
    ['timestamp_too_new', () => verifyWebhook(HEADERS, BODY, SECRET, at(-301))],
    ['malformed', () => verifyWebhook(HEADERS, BODY, SECRET, at(0))],
    ['no_matching_signature', () => verifyWebhook(HEADERS, `${BODY} `, [SECRET, PUBLIC_KEY], at(0))],
    ['body_not_raw', () => verifyWebhook(HEADERS, JSON.parse(BODY), SECRET, at(0))],
  ])('%s is one sentence and shows no secret, no signature and no body', async (reason, verify) => {
    const error = await errorOf(verify());
    expect(error).toBeInstanceOf(WebhookVerificationError);
    expect(error).toMatchObject({ reason, message: expect.stringMatching(/^[A-Z][^.]+\.$/) });
    expect(JSON.parse(JSON.stringify(error))).toEqual({ name: 'WebhookVerificationError', reason });
    for (const secret of [SECRET.slice(6), PUBLIC_KEY.slice(5), SIGNATURE, '2432232314']) {
      expect(shown(error)).not.toContain(secret);
    }
  });
});

describe('a secret that is none', () => {
  test.each<[string, string | readonly string[]]>([
    ['without its prefix', SECRET.slice(6)],
    ['of a signer', SECRET.replace('whsec_', 'whsk_')],
    ['in capitals', SECRET.toUpperCase()],
    ['cut short', SECRET.slice(0, -4)],
    ['a character short', SECRET.slice(0, -1)],
    ['with a line break behind it', `${SECRET}\n`],
    ['a public key that is too long', `whpk_${btoa('k'.repeat(33))}`],
    ['an API credential', 'onyx_sandbox_thisIsNoRealSecretButItLooksLikeOne'],
    ['empty', ''],
    ['no secret at all', []],
    ['one of several', [SECRET, 'whsec_MfKQ9r8GKYqrTwjUPD8I']],
    ['a setting that is not set', process.env.ONYX_NOT_SET as string],
  ])('is a mistake of the receiver and never shown: %s', async (_what, secret) => {
    const error = await errorOf(verifyWebhook(HEADERS, BODY, secret, at(0)));
    expect(error).toBeInstanceOf(TypeError);
    for (const text of [secret].flat()) expect(text && shown(error).includes(text)).toBeFalsy();
    expect(shown(error)).not.toContain('MfKQ9r8GKYqrTwjUPD8I');
  });
});

test('the verification imports nothing but itself, so that it runs wherever WebCrypto is', () => {
  const files = new Map(readSources('src/client').map((file) => [file.path, file]));
  const reached = (path: string): readonly string[] => [
    path,
    ...(files.get(path)?.imports ?? []).flatMap(({ target }) => reached(target ?? 'a computed import')),
  ];
  const all = reached('src/client/verify-webhook.ts');
  expect(all.length).toBeGreaterThan(4);
  const generated = 'src/client/generated/webhook-events.ts';
  expect(all.filter((path) => !files.has(path))).toEqual([generated]);
  expect(readFileSync(generated, 'utf8')).not.toMatch(/^import|\bfrom '/m);
});
