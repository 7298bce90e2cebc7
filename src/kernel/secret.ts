import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Mode } from './actor.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 256 bits in base62 take 43 characters, a 32-bit checksum takes 6. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;

const base62 = (value: bigint, length: number): string => {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = ALPHABET.charAt(Number(rest % 62n)) + text;
  return text;
};

/** It is computed for every request: a number of 32 bits needs no BigInt. */
const checksum = (text: string): string => {
  let digits = '';
  for (let rest = crc32(text); digits.length < CHECKSUM_LENGTH; rest = Math.floor(rest / 62)) {
    digits = ALPHABET.charAt(rest % 62) + digits;
  }
  return digits;
};

/** What a credential's secret looks like: mode, the credential's id without its prefix, 43 characters of secret, 6 of checksum. */
const TOKEN = /^onyx_(sandbox|live)_([0-9a-z]{26})_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;

/** 256 random bits. */
const newSecret = (): string => base62(BigInt(`0x${randomBytes(32).toString('hex')}`), SECRET_LENGTH);

/**
 * Makes a credential's secret for an id such as `crd_01k…`: 256 random bits, and a CRC-32 of everything before it in
 * base62, so that a secret scanner can tell a real one from a look-alike offline.
 */
export const newCredentialToken = (mode: Mode, credentialId: string): string => {
  const body = `onyx_${mode}_${credentialId.slice(credentialId.indexOf('_') + 1)}_${newSecret()}`;
  return body + checksum(body);
};

export interface CredentialToken {
  readonly mode: Mode;
  readonly credentialId: string;
}

/** Reads mode and credential id of a token; null where its form or its checksum is wrong. Proves nothing about the secret. */
export const readCredentialToken = (token: string): CredentialToken | null => {
  const [, mode, id] = TOKEN.exec(token) ?? [];
  if ((mode !== 'sandbox' && mode !== 'live') || id === undefined) return null;
  if (checksum(token.slice(0, -CHECKSUM_LENGTH)) !== token.slice(-CHECKSUM_LENGTH)) return null;
  return { mode, credentialId: `crd_${id}` };
};

const INSTALL_TOKEN = /^onyx_install_[0-9A-Za-z]{49}$/;

/** Makes the secret of an install link: 256 random bits, and a checksum as a credential's secret has it. */
export const newInstallToken = (): string => {
  const body = `onyx_install_${newSecret()}`;
  return body + checksum(body);
};

/** Whether a text could be the secret of an install link: its form and its checksum are right. */
export const isInstallToken = (text: string): boolean =>
  INSTALL_TOKEN.test(text) && checksum(text.slice(0, -CHECKSUM_LENGTH)) === text.slice(-CHECKSUM_LENGTH);

/** A keyed hash or a ciphertext, with the id of the key that made it. */
export interface Sealed {
  readonly keyId: string;
  readonly bytes: Buffer;
}

/** An Ed25519 signature, with the id of the key that made it. */
export interface Signed {
  readonly keyId: string;
  readonly signature: Buffer;
}

const IV_LENGTH = 12;
const TAG_LENGTH = 16;

/** The keys that one key of the ring gives. */
interface DerivedKeys {
  readonly hash: KeyObject;
  readonly encrypt: KeyObject;
  readonly sign: KeyObject;
  /** The raw bytes of what verifies, as RFC 8032 has them. */
  readonly publicKey: Buffer;
}

const deriveKeys = (key: Buffer): DerivedKeys => {
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', key, '', `onyx ${use} v1`, 32));
  const seed = derive('ledger signing');
  return {
    hash: createSecretKey(derive('credential hash')),
    encrypt: createSecretKey(derive('encryption')),
    sign: ed25519Key(seed),
    publicKey: ed25519PublicKey(seed),
  };
};

/**
 * The server's secret keys. The first one makes what is new; the others still open what they made. From each 256-bit
 * key, HKDF (RFC 5869) derives one key for hashing credentials, one for encryption and one for signing the ledger, so no
 * use weakens another.
 */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, DerivedKeys>;
  readonly #currentId: string;

  constructor(keys: readonly { readonly id: string; readonly key: Buffer }[]) {
    const [current] = keys;
    if (!current) throw new Error('a key ring needs at least one key');
    this.#currentId = current.id;
    this.#keys = new Map(keys.map(({ id, key }) => [id, deriveKeys(key)]));
  }

  get currentId(): string {
    return this.#currentId;
  }

  /** The ids of all keys, the current one first. */
  get ids(): readonly string[] {
    return [...this.#keys.keys()];
  }

  #key(id: string) {
    const key = this.#keys.get(id);
    if (!key) throw new Error(`the key ring has no key ${id}`);
    return key;
  }

  /** HMAC-SHA256 of a secret: what is stored instead of it. */
  hash(secret: string, keyId = this.#currentId): Sealed {
    return { keyId, bytes: createHmac('sha256', this.#key(keyId).hash).update(secret).digest() };
  }

  /** The hash of a secret by each key: whichever key made the stored one, it is among them. */
  hashes(secret: string): readonly Sealed[] {
    return this.ids.map((id) => this.hash(secret, id));
  }

  /** True where the secret is the hashed one; compared in constant time. */
  matches(secret: string, sealed: Sealed): boolean {
    if (!this.#keys.has(sealed.keyId)) return false;
    const { bytes } = this.hash(secret, sealed.keyId);
    return bytes.length === sealed.bytes.length && timingSafeEqual(bytes, sealed.bytes);
  }

  /** AES-256-GCM: iv, tag, ciphertext. `context` (the row's id) is authenticated with it, so a ciphertext cannot move to another row. */
  encrypt(plain: string, context: string): Sealed {
    const iv = randomBytes(IV_LENGTH);
    const cipher = createCipheriv('aes-256-gcm', this.#key(this.#currentId).encrypt, iv).setAAD(Buffer.from(context));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return { keyId: this.#currentId, bytes: Buffer.concat([iv, cipher.getAuthTag(), body]) };
  }

  /** Opens what `encrypt` made for the same context; throws where either was altered. */
  decrypt({ keyId, bytes }: Sealed, context: string): string {
    const iv = bytes.subarray(0, IV_LENGTH);
    const tag = bytes.subarray(IV_LENGTH, IV_LENGTH + TAG_LENGTH);
    const decipher = createDecipheriv('aes-256-gcm', this.#key(keyId).encrypt, iv, { authTagLength: TAG_LENGTH })
      .setAAD(Buffer.from(context))
      .setAuthTag(tag);
    return Buffer.concat([decipher.update(bytes.subarray(IV_LENGTH + TAG_LENGTH)), decipher.final()]).toString('utf8');
  }

  /** Signs bytes of the ledger with the current key. */
  sign(bytes: Buffer): Signed {
    return { keyId: this.#currentId, signature: sign(null, bytes, this.#key(this.#currentId).sign) };
  }

  /** Whether a key of the ring signed these bytes; false too for one that is not in the ring. */
  verify(bytes: Buffer, { keyId, signature }: Signed): boolean {
    const key = this.#keys.get(keyId);
    return key !== undefined && verify(null, bytes, createPublicKey(key.sign), signature);
  }

  /** What verifies the signatures of each key: 32 bytes (RFC 8032 section 5.1.5), the current one first. */
  publicKeys(): ReadonlyMap<string, Buffer> {
    return new Map([...this.#keys].map(([id, { publicKey }]) => [id, publicKey]));
  }
}

/** 128 random bits in base64, for one answer: what a page of it may add is told from what others would. */
export const newNonce = (): string => randomBytes(16).toString('base64');

/** A new 256-bit key for a ring, base64. */
export const newKey = (): string => randomBytes(32).toString('base64');

/** What goes before the 32 bytes of an Ed25519 seed in PKCS #8 (RFC 8410 section 7). */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The private key of an Ed25519 seed: 32 bytes, the private key of RFC 8032 section 5.1.5. */
export const ed25519Key = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });

/** The public key of RFC 8032 section 5.1.5 ends its SubjectPublicKeyInfo (RFC 8410 section 4). */
const ED25519_PUBLIC_LENGTH = 32;

const ed25519PublicKey = (seed: Buffer): Buffer =>
  createPublicKey(ed25519Key(seed)).export({ format: 'der', type: 'spki' }).subarray(-ED25519_PUBLIC_LENGTH);

export interface WebhookSecret {
  readonly secret: string;
  /** Null where both sides hold the same secret. */
  readonly publicKey: string | null;
}

/**
 * A new secret to sign webhooks with, in base64 behind the prefix of Standard Webhooks 1.0 ("Signature scheme"):
 * `whsec_` before 32 random bytes for HMAC-SHA256; for Ed25519 `whsk_` before the 32-byte seed and nothing else, and
 * `whpk_` before the 32-byte public key, as RFC 8032 has both.
 */
export const newWebhookSecret = (signature: 'hmac' | 'ed25519'): WebhookSecret => {
  const bytes = randomBytes(32);
  if (signature === 'hmac') return { secret: `whsec_${bytes.toString('base64')}`, publicKey: null };
  const publicKey = ed25519PublicKey(bytes).toString('base64');
  return { secret: `whsk_${bytes.toString('base64')}`, publicKey: `whpk_${publicKey}` };
};
