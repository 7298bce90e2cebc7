import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import fc from 'fast-check';
import { newWebhookSecret } from '../../src/kernel/secret.ts';
import { signWebhook } from '../../src/kernel/webhook-signature.ts';

interface Message {
  readonly id: string;
  readonly timestamp: string;
  readonly body: string;
}

const bytesOf = (key: string): Buffer => Buffer.from(key.slice(key.indexOf('_') + 1), 'base64');

/** A verifier by the text of the specification: what it needs is node:crypto. */
const isSignedBy = (key: string, header: string, { id, timestamp, body }: Message): boolean => {
  const content = Buffer.from(`${id}.${timestamp}.${body}`);
  return header.split(' ').some((versioned) => {
    const [version, signature = ''] = versioned.split(',');
    const given = Buffer.from(signature, 'base64');
    if (key.startsWith('whsec_') && version === 'v1') {
      const expected = createHmac('sha256', bytesOf(key)).update(content).digest();
      return expected.length === given.length && timingSafeEqual(expected, given);
    }
    if (!key.startsWith('whpk_') || version !== 'v1a') return false;
    const x = bytesOf(key).toString('base64url');
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, content, publicKey, given);
  });
};

const NOW = new Date('2026-11-24T10:00:00.987Z');
const SECONDS = '1795514400';
const BODY = '{"type":"test.ping","data":{"city":"Zürich"}}';
const MESSAGE: Message = { id: 'evt_01', timestamp: SECONDS, body: BODY };

test("the specification's example is signed as it says", () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: '1614265330', body: '{"test": 2432232314}' };
  const header = signWebhook([secret], message.id, new Date(1_614_265_330_000), message.body);
  expect(header).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  expect(isSignedBy(secret, header, message)).toBe(true);
});

test('the first example of RFC 8032 for Ed25519 holds for what is behind the prefixes', () => {
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
  const publicKey = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex');
  const header = signWebhook([`whsk_${seed.toString('base64')}`], MESSAGE.id, NOW, BODY);
  expect(isSignedBy(`whpk_${publicKey.toString('base64')}`, header, MESSAGE)).toBe(true);
});

describe.each(['hmac', 'ed25519'] as const)('a secret for %s', (signature) => {
  const made = newWebhookSecret(signature);
  const verifier = made.publicKey ?? made.secret;
  const header = signWebhook([made.secret], MESSAGE.id, NOW, BODY);

  test('has 32 bytes behind its prefix, is never made twice, and signs', () => {
    expect(bytesOf(made.secret)).toHaveLength(32);
    expect(bytesOf(verifier)).toHaveLength(32);
    expect(made.secret).toMatch(signature === 'hmac' ? /^whsec_/ : /^whsk_/);
    expect(made.publicKey === null).toBe(signature === 'hmac');
    expect(newWebhookSecret(signature).secret).not.toBe(made.secret);
    expect(isSignedBy(verifier, header, MESSAGE)).toBe(true);
  });

  test('signs any message so that its receiver can verify it', () => {
    const seconds = fc.integer({ min: 0, max: 4_102_444_800 });
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9_]{1,40}$/), seconds, fc.string({ unit: 'grapheme' }), (id, at, body) => {
        const given = signWebhook([made.secret], id, new Date(at * 1000), body);
        expect(isSignedBy(verifier, given, { id, timestamp: String(at), body })).toBe(true);
      }),
    );
  });

  test('is of no use to another message: no changed byte of id, timestamp or body passes', () => {
    const field = fc.constantFrom('id', 'timestamp', 'body');
    fc.assert(
      fc.property(field, fc.nat(), fc.integer({ min: 1, max: 255 }), (name, position, change) => {
        const bytes = Buffer.from(MESSAGE[name], 'latin1');
        const index = position % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ change;
        const changed = { ...MESSAGE, [name]: bytes.toString('latin1') };
        expect(isSignedBy(verifier, header, changed)).toBe(false);
      }),
    );
  });

  test('does not verify what another secret signed', () => {
    const other = signWebhook([newWebhookSecret(signature).secret], MESSAGE.id, NOW, BODY);
    expect(isSignedBy(verifier, other, MESSAGE)).toBe(false);
  });
});

test('while a secret is replaced, the receiver can verify with the old one, the new one, and one of another kind', () => {
  const made = [newWebhookSecret('hmac'), newWebhookSecret('hmac'), newWebhookSecret('ed25519')];
  const header = signWebhook(
    made.map(({ secret }) => secret),
    MESSAGE.id,
    NOW,
    BODY,
  );
  expect(header).toMatch(/^v1,\S+ v1,\S+ v1a,\S+$/);
  for (const { secret, publicKey } of made) expect(isSignedBy(publicKey ?? secret, header, MESSAGE)).toBe(true);
});

test('what is no secret is refused without being told', () => {
  expect(() => signWebhook(['whpk_abcdef'], 'evt_01', NOW, BODY)).toThrow(/^(?!.*abcdef)/);
});
