import fc from 'fast-check';
import { newId } from '../../src/kernel/id.ts';
import { KeyRing, newCredentialToken, newKey, readCredentialToken, type Sealed } from '../../src/kernel/secret.ts';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const mode = fc.constantFrom('sandbox' as const, 'live' as const);
const tokens = mode
  .map((of) => ({ of, id: newId('credential') }))
  .map(({ of, id }) => ({ of, id, token: newCredentialToken(of, id) }));

const ring = (...ids: readonly string[]): KeyRing => new KeyRing(ids.map((id) => ({ id, key: keyOf(id) })));

const keys = new Map<string, Buffer>();
const keyOf = (id: string): Buffer => {
  const key = keys.get(id) ?? Buffer.from(newKey(), 'base64');
  keys.set(id, key);
  return key;
};

describe('a credential token', () => {
  test('names its mode and its credential, and can be read back', () => {
    fc.assert(
      fc.property(tokens, ({ of, id, token }) => {
        expect(token).toMatch(/^onyx_(?:sandbox|live)_[0-9a-z]{26}_[0-9A-Za-z]{49}$/);
        expect(readCredentialToken(token)).toEqual({ mode: of, credentialId: id });
      }),
    );
  });

  test('with any single character changed is not read', () => {
    const alphabet = fc.constantFrom(...BASE62, '_', '-', ' ', 'é');
    fc.assert(
      fc.property(tokens, fc.nat(), alphabet, ({ token }, at, other) => {
        const place = at % token.length;
        fc.pre(token[place] !== other);
        expect(readCredentialToken(token.slice(0, place) + other + token.slice(place + 1))).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  test('with two neighbours swapped, a piece missing or something added is not read', () => {
    fc.assert(
      fc.property(tokens, fc.nat(), fc.nat(), ({ token }, at, length) => {
        const place = at % (token.length - 1);
        const [one = '', two = ''] = token.slice(place, place + 2);
        if (one !== two) {
          expect(readCredentialToken(token.slice(0, place) + two + one + token.slice(place + 2))).toBeNull();
        }
        expect(readCredentialToken(token.slice(0, length % token.length))).toBeNull();
        for (const text of [`${token} `, ` ${token}`, `${token}\n`, token + token])
          expect(readCredentialToken(text)).toBeNull();
      }),
    );
  });

  test('holds 256 random bits: no two are alike, and every place of the secret takes every character', () => {
    const id = newId('credential');
    const secrets = Array.from({ length: 5_000 }, () => newCredentialToken('live', id).slice(-49, -6));
    expect(new Set(secrets).size).toBe(secrets.length);
    for (let place = 1; place < 43; place++) {
      expect(new Set(secrets.map((secret) => secret[place])).size).toBe(62);
    }
    // 43 base62 characters hold 2 ** 256 values: the first one is below 62 ** 43 / 2 ** 256 of its range.
    expect(62n ** 43n > 2n ** 256n && 62n ** 42n < 2n ** 256n).toBe(true);
    expect(new Set(secrets.map(([first]) => first)).size).toBeGreaterThan(40);
  });

  test('of one mode is no token of the other', () => {
    const token = newCredentialToken('sandbox', newId('credential'));
    expect(readCredentialToken(token.replace('sandbox', 'live'))).toBeNull();
  });
});

describe('a key ring', () => {
  const secret = fc.string({ unit: 'grapheme', minLength: 1 });
  const context = fc.uuid();

  test('knows the secret that it hashed and no other', () => {
    fc.assert(
      fc.property(secret, secret, (one, other) => {
        const keyRing = ring('k1');
        const sealed = keyRing.hash(one);
        expect(keyRing.matches(one, sealed)).toBe(true);
        expect(keyRing.matches(other, sealed)).toBe(one === other);
      }),
    );
  });

  test('stores neither the secret nor a plain hash of it', () => {
    const token = newCredentialToken('live', newId('credential'));
    const one = ring('k1').hash(token).bytes;
    expect(one).toHaveLength(32);
    expect(one.equals(ring('k2').hash(token).bytes)).toBe(false);
  });

  test('opens what it sealed, and seals the same text differently each time', () => {
    fc.assert(
      fc.property(secret, context, (plain, row) => {
        const keyRing = ring('k1');
        const sealed = keyRing.encrypt(plain, row);
        expect(keyRing.decrypt(sealed, row)).toBe(plain);
        expect(keyRing.encrypt(plain, row).bytes.equals(sealed.bytes)).toBe(false);
        if (plain.length > 4) expect(sealed.bytes.includes(plain)).toBe(false);
      }),
    );
  });

  test('does not open a sealed value in another row, nor an altered one', () => {
    fc.assert(
      fc.property(secret, context, context, fc.nat(), (plain, row, otherRow, bit) => {
        const keyRing = ring('k1');
        const sealed = keyRing.encrypt(plain, row);
        if (row !== otherRow) expect(() => keyRing.decrypt(sealed, otherRow)).toThrow();
        const bytes = Buffer.from(sealed.bytes);
        const place = (bit >> 3) % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << (bit & 7)), place);
        expect(() => keyRing.decrypt({ keyId: sealed.keyId, bytes }, row)).toThrow();
        expect(() => keyRing.decrypt({ keyId: sealed.keyId, bytes: bytes.subarray(0, 20) }, row)).toThrow();
      }),
    );
  });

  test('with a new key in front makes the new with it and still knows the old', () => {
    const old = ring('k1');
    const both = ring('k2', 'k1');
    const hashed = old.hash('secret');
    const sealed = old.encrypt('plain', 'row');
    expect(both.currentId).toBe('k2');
    expect(both.matches('secret', hashed)).toBe(true);
    expect(both.decrypt(sealed, 'row')).toBe('plain');
    expect([both.hash('secret').keyId, both.encrypt('plain', 'row').keyId]).toEqual(['k2', 'k2']);
  });

  test('without the key that made a value matches nothing and opens nothing', () => {
    const hashed = ring('k1').hash('secret');
    const sealed = ring('k1').encrypt('plain', 'row');
    expect(ring('k2').matches('secret', hashed)).toBe(false);
    expect(() => ring('k2').decrypt(sealed, 'row')).toThrow('no key k1');
  });

  test('knows what it signed, and nothing else: no other bytes, key or signature', () => {
    const [signer, both] = [ring('k1'), ring('k2', 'k1')];
    const bytes = Buffer.from('checkpoint');
    const signed = signer.sign(bytes);
    expect([signer, both].map((keyRing) => keyRing.verify(bytes, signed))).toEqual([true, true]);
    expect(both.sign(bytes).keyId).toBe('k2');
    expect(both.verify(Buffer.from('checkpoints'), signed)).toBe(false);
    expect(both.verify(bytes, { ...signed, keyId: 'k2' })).toBe(false);
    expect(both.verify(bytes, { ...signed, signature: signed.signature.subarray(1) })).toBe(false);
    expect(ring('k2').verify(bytes, signed)).toBe(false);
  });

  test('gives the public key of each of its keys, and nothing of the keys', () => {
    const keyRing = ring('k2', 'k1');
    const publicKeys = keyRing.publicKeys();
    expect([...publicKeys.keys()]).toEqual(['k2', 'k1']);
    for (const [id, bytes] of publicKeys) {
      expect(bytes).toHaveLength(32);
      expect(bytes.equals(keyOf(id))).toBe(false);
      expect(ring(id).publicKeys().get(id)?.equals(bytes)).toBe(true);
    }
  });

  test('takes a stored hash of a wrong length for no match', () => {
    const short: Sealed = { keyId: 'k1', bytes: Buffer.from('short') };
    expect(ring('k1').matches('secret', short)).toBe(false);
  });

  test('needs a key', () => {
    expect(() => new KeyRing([])).toThrow('at least one key');
  });
});
