import { createHmac, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import fc from 'fast-check';
import {
  type VerifyWebhookOptions,
  verifyWebhook,
  type WebhookHeaders,
  WebhookVerificationError,
  type WebhookVerificationReason,
} from '../../src/client/index.ts';
import { newWebhookSecret } from '../../src/kernel/secret.ts';
import { signWebhook } from '../../src/kernel/webhook-signature.ts';

/** The secret, the message and the signature that the specification's own libraries are tried with. */
const PUBLISHED = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  headers: {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
  body: '{"test": 2432232314}',
};

const ID = 'evt_01kx3v9q6refwb5n8t2m4d7c0h';
const SECONDS = 1_795_510_800;
const now = () => new Date(SECONDS * 1_000);

const EVENT = {
  type: 'order.reserved',
  timestamp: '2026-11-24T09:00:00.000Z',
  data: {
    id: ID,
    sequence: 7,
    mode: 'sandbox',
    occurredAt: '2026-11-24T09:00:00.000Z',
    orderId: 'ord_01kx3v9q6refwb5n8t2m4d7c0h',
    partnerOrderId: 'Bestellung Ü-1',
    status: 'RESERVED',
  },
};
const BODY = JSON.stringify(EVENT);

/** What signs and what verifies, each as the specification writes it down. */
interface Pair {
  readonly secret: string;
  readonly signature: (content: Buffer) => string;
}

const symmetric = (key: Buffer = randomBytes(32)): Pair => ({
  secret: `whsec_${key.toString('base64')}`,
  signature: (content) => `v1,${createHmac('sha256', key).update(content).digest('base64')}`,
});

const rawPublicKey = (key: KeyObject): Buffer => Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');

const asymmetric = (): Pair => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    secret: `whpk_${rawPublicKey(publicKey).toString('base64')}`,
    signature: (content) => `v1a,${sign(null, content, privateKey).toString('base64')}`,
  };
};

const KINDS = { whsec_: symmetric(), whpk_: asymmetric() };
const { secret: SECRET } = KINDS.whsec_;

/** The headers of a webhook that all the pairs sign. */
const signed = (pairs: readonly Pair[], body: string | Buffer = BODY, id = ID, timestamp = String(SECONDS)) => {
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), Buffer.from(body)]);
  const signature = pairs.map((pair) => pair.signature(content)).join(' ');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
};

const HEADERS = signed([KINDS.whsec_]);

const errorOf = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (reason: unknown) => reason,
  );

/** Why it was refused; null where it was not. */
const reasonOf = async (promise: Promise<unknown>): Promise<WebhookVerificationReason | null> => {
  const error = await errorOf(promise);
  if (error === null) return null;
  if (!(error instanceof WebhookVerificationError)) throw error;
  return error.reason;
};

const verify = (
  headers: WebhookHeaders = HEADERS,
  body: unknown = BODY,
  secret: string | readonly string[] = SECRET,
  options: Partial<VerifyWebhookOptions> = {},
) => verifyWebhook(headers, body as string, secret, { now, ...options }); // some bodies here are none on purpose

describe('a signed webhook', () => {
  test.each(Object.entries(KINDS))('is the event that was sent, with a secret of the kind %s', async (_kind, pair) => {
    expect(await verify(signed([pair]), BODY, pair.secret)).toEqual(EVENT);
  });

  test('is the event that the server signed, with every secret that it signed with', async () => {
    const pairs = [newWebhookSecret('hmac'), newWebhookSecret('ed25519')];
    const signature = signWebhook(
      pairs.map(({ secret }) => secret),
      ID,
      now(),
      BODY,
    );
    for (const { secret, publicKey } of pairs) {
      expect(await verify({ ...HEADERS, 'webhook-signature': signature }, BODY, publicKey ?? secret)).toEqual(EVENT);
    }
  });

  test('is known by the signature that the specification publishes', async () => {
    const { secret, headers, body } = PUBLISHED;
    const then = { now: () => new Date(1_614_265_330_000) };
    // It is signed, and holds no event of ours.
    expect(await reasonOf(verify(headers, body, secret, then))).toBe('malformed');
    expect(await reasonOf(verify(headers, `${body} `, secret, then))).toBe('no_matching_signature');
  });

  test.each<[string, unknown]>([
    ['text', BODY],
    ['a Buffer', Buffer.from(BODY)],
    ['a Uint8Array within a larger one', new TextEncoder().encode(`##${BODY}##`).subarray(2, -2)],
    ['an ArrayBuffer', new TextEncoder().encode(BODY).buffer],
    ['what a Request gives', new Request('https://partner.example', { method: 'POST', body: BODY }).arrayBuffer()],
  ])('is read from %s', async (_what, body) => {
    expect(await verify(HEADERS, await body)).toEqual(EVENT);
  });

  const upper = Object.fromEntries(Object.entries(HEADERS).map(([name, value]) => [name.toUpperCase(), value]));
  const listed = Object.fromEntries(Object.entries(HEADERS).map(([name, value]) => [name, [value]]));
  test.each<[string, WebhookHeaders]>([
    ['Headers', new Headers(HEADERS)],
    ['a record', { ...HEADERS, get: 'a header of this name', cookie: undefined }],
    ['a record in capitals', upper],
    ['a record of lists', listed],
  ])('is read with %s', async (_what, headers) => {
    expect(await verify(headers)).toEqual(EVENT);
  });

  test('of a type that this version does not know is an event too', async () => {
    const body = JSON.stringify({ ...EVENT, type: 'order.invented' });
    expect(await verify(signed([KINDS.whsec_], body), body)).toMatchObject({ type: 'order.invented' });
  });
});

describe('while one secret replaces another', () => {
  const [old, next] = [symmetric(), asymmetric()];

  test('a webhook signed by both is taken with either, and by either with both', async () => {
    expect(await verify(signed([old, next]), BODY, old.secret)).toEqual(EVENT);
    expect(await verify(signed([old, next]), BODY, next.secret)).toEqual(EVENT);
    expect(await verify(signed([old]), BODY, [next.secret, old.secret])).toEqual(EVENT);
    expect(await verify(signed([next]), BODY, [next.secret, old.secret])).toEqual(EVENT);
  });

  test('signatures of unknown versions and broken ones are passed over', async () => {
    const headers = signed([old]);
    const many = `v2,AAAA v1 v1, v1,é v1,AAAA v1a,AAAA  v1b,= ${headers['webhook-signature']}`;
    expect(await verify({ ...headers, 'webhook-signature': many }, BODY, [next.secret, old.secret])).toEqual(EVENT);
  });

  test("a signature of one version does not pass as another's", async () => {
    const headers = signed([old]);
    const relabelled = headers['webhook-signature'].replace('v1,', 'v1a,');
    expect(await reasonOf(verify({ ...headers, 'webhook-signature': relabelled }, BODY, old.secret))).toBe(
      'no_matching_signature',
    );
  });

  test('no more signatures are tried than a rotation needs', async () => {
    const headers = signed([...Array.from({ length: 16 }, () => symmetric()), old]);
    expect(await reasonOf(verify(headers, BODY, old.secret))).toBe('no_matching_signature');
  });
});

describe('the time of a webhook', () => {
  const at = (seconds: number, toleranceSeconds?: number) =>
    reasonOf(
      verify(HEADERS, BODY, SECRET, {
        now: () => new Date((SECONDS + seconds) * 1_000),
        ...(toleranceSeconds !== undefined && { toleranceSeconds }),
      }),
    );

  test('may be five minutes off either way and not a moment more', async () => {
    expect([await at(300), await at(-300)]).toEqual([null, null]);
    expect([await at(300.001), await at(-300.001)]).toEqual(['timestamp_too_old', 'timestamp_too_new']);
  });

  test('may be as far off as the receiver says', async () => {
    expect([await at(10, 10), await at(11, 10), await at(-11, 10)]).toEqual([
      null,
      'timestamp_too_old',
      'timestamp_too_new',
    ]);
  });

  test('is refused where the clock or the tolerance is no number', async () => {
    expect([await at(Number.NaN), await at(0, Number.NaN)]).toEqual(['timestamp_too_old', 'timestamp_too_old']);
  });
});

describe('what is no webhook of ours is refused with its reason', () => {
  test.each(Object.keys(HEADERS))('missing_header: without %s, or with an empty one', async (name) => {
    const { [name]: _, ...others } = HEADERS as Record<string, string>; // its keys are plain names here
    expect(await reasonOf(verify(others))).toBe('missing_header');
    expect(await reasonOf(verify({ ...others, [name]: '' }))).toBe('missing_header');
    expect(await reasonOf(verify(new Headers(others)))).toBe('missing_header');
  });

  test.each<[string, Readonly<Record<string, string | readonly string[]>>]>([
    ['an id with a full stop', signed([KINDS.whsec_], BODY, 'evt.1')],
    ['an id with a space', signed([KINDS.whsec_], BODY, 'evt 1')],
    ['two ids', { ...HEADERS, 'webhook-id': [ID, ID] }],
    ['an id twice', { ...HEADERS, 'Webhook-Id': ID }],
    ['a time with a fraction', signed([KINDS.whsec_], BODY, ID, `${SECONDS}.5`)],
    ['a time before 1970', signed([KINDS.whsec_], BODY, ID, '-1')],
    ['a time that is a date', signed([KINDS.whsec_], BODY, ID, EVENT.timestamp)],
  ])('malformed: %s', async (_what, headers) => {
    expect(await reasonOf(verify(headers))).toBe('malformed');
  });

  const { sequence: _, ...unnumbered } = EVENT.data;
  test.each<[string, string | Buffer]>([
    ['empty', ''],
    ['no JSON', '{'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['a list', '[]'],
    ['without a type', JSON.stringify({ ...EVENT, type: undefined })],
    ['without data', JSON.stringify({ ...EVENT, data: null })],
    ['without a sequence', JSON.stringify({ ...EVENT, data: unnumbered })],
    ['of another mode', JSON.stringify({ ...EVENT, data: { ...EVENT.data, mode: 'test' } })],
  ])('malformed: a signed body that is %s', async (_what, body) => {
    expect(await reasonOf(verify(signed([KINDS.whsec_], body), body))).toBe('malformed');
  });

  test.each<[string, unknown]>([
    ['a parsed object', EVENT],
    ['nothing', undefined],
    ['null', null],
    ['a stream', new ReadableStream()],
  ])('body_not_raw: %s in place of the body, told in a sentence', async (_what, body) => {
    const error = await errorOf(verifyWebhook(HEADERS, body as string, SECRET, { now }));
    expect(error).toMatchObject({ reason: 'body_not_raw', message: expect.stringMatching(/^Give the raw body .+\.$/) });
  });

  test.each(Object.entries(KINDS))('no_matching_signature: any changed byte, kind %s', async (_kind, pair) => {
    const contents = fc.record({ id: fc.stringMatching(/^[a-z0-9_]{1,30}$/), body: fc.uint8Array({ maxLength: 200 }) });
    await fc.assert(
      fc.asyncProperty(contents, fc.nat(), fc.integer({ min: 1, max: 255 }), async ({ id, body }, at, flip) => {
        const headers = signed([pair], Buffer.from(body), id);
        const place = at % (id.length + body.length);
        const changed = Uint8Array.from(body, (byte, index) => (index === place - id.length ? byte ^ flip : byte));
        const other = id.slice(0, place) + (id[place] === 'x' ? 'y' : 'x') + id.slice(place + 1);
        const sent = place < id.length ? { ...headers, 'webhook-id': other } : headers;
        expect(await reasonOf(verify(sent, changed, pair.secret))).toBe('no_matching_signature');
        const later = { ...headers, 'webhook-timestamp': String(SECONDS + 1) };
        expect(await reasonOf(verify(later, body, pair.secret))).toBe('no_matching_signature');
        expect(await reasonOf(verify(headers, Buffer.concat([body, Buffer.of(flip)]), pair.secret))).toBe(
          'no_matching_signature',
        );
      }),
    );
  });

  test('and with nothing else, whatever the headers are', async () => {
    const strange = signed([symmetric()]);
    const name = fc.constantFrom(...Object.keys(HEADERS), 'get', '__proto__');
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...Object.values(strange)), fc.anything());
    const signature = fc.stringMatching(/^(v1a?,[A-Za-z0-9+/=]{0,90} ?){1,4}$/);
    const headers = fc.oneof(
      fc.anything(),
      fc.dictionary(name, value),
      signature.map((text) => ({ ...HEADERS, 'webhook-signature': text })),
    );
    await fc.assert(
      fc.asyncProperty(headers, async (garbage) => {
        const verified = verifyWebhook(garbage as WebhookHeaders, BODY, [SECRET, KINDS.whpk_.secret], { now });
        expect(await errorOf(verified)).toBeInstanceOf(WebhookVerificationError);
      }),
      { numRuns: 1_000 },
    );
  });
});
