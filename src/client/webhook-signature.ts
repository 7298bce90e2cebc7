/** The two schemes of Standard Webhooks 1.0 ("Signature scheme"), by the prefix of what verifies them. */
const SCHEMES = {
  whsec_: { version: 'v1', algorithm: { name: 'HMAC', hash: 'SHA-256' }, keyBytes: [24, 64], signatureBytes: 32 },
  whpk_: { version: 'v1a', algorithm: { name: 'Ed25519' }, keyBytes: [32, 32], signatureBytes: 64 },
} as const;

type Scheme = (typeof SCHEMES)[keyof typeof SCHEMES];

/** A secret that was read: by which scheme it verifies, and its bytes. */
export interface WebhookKey {
  readonly scheme: Scheme;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** More than a rotation needs, and few enough that nobody makes a receiver work by sending thousands. */
const SIGNATURES_MAX = 16;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  BASE64.test(base64) ? Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)) : new Uint8Array();

const keyOf = (secret: string): WebhookKey => {
  const [, prefix, base64 = ''] = /^(whsec_|whpk_)(.*)$/s.exec(secret) ?? [];
  if (prefix !== 'whsec_' && prefix !== 'whpk_') {
    throw new TypeError('a webhook secret begins with whsec_, or with whpk_ where it is a public key');
  }
  const scheme = SCHEMES[prefix];
  const bytes = bytesOf(base64);
  const [least, most] = scheme.keyBytes;
  if (bytes.length < least || bytes.length > most) {
    throw new TypeError(`a webhook secret has its bytes in base64 after ${prefix}, and this one is not whole`);
  }
  return { scheme, bytes };
};

/** Reads one secret or several. Throws a TypeError, which names none of them, where one is none or there are none. */
export const readWebhookKeys = (secret: string | readonly string[]): readonly WebhookKey[] => {
  const secrets = typeof secret === 'string' ? [secret] : secret;
  if (!Array.isArray(secrets) || secrets.length === 0) throw new TypeError('give the secret of the webhook endpoint');
  return secrets.map(keyOf);
};

const candidatesOf = (signatures: readonly string[], { version, signatureBytes }: Scheme) =>
  signatures
    .filter((signature) => signature.startsWith(`${version},`))
    .slice(0, SIGNATURES_MAX)
    .map((signature) => bytesOf(signature.slice(version.length + 1)))
    .filter(({ length }) => length === signatureBytes);

const isSignedWith = async (
  { scheme, bytes }: WebhookKey,
  signatures: readonly string[],
  content: Uint8Array<ArrayBuffer>,
): Promise<boolean> => {
  const key = await crypto.subtle.importKey('raw', bytes, scheme.algorithm, false, ['verify']);
  for (const signature of candidatesOf(signatures, scheme)) {
    if (await crypto.subtle.verify(scheme.algorithm, key, signature, content)) return true;
  }
  return false;
};

/** Whether any of the signatures (`v1,…`, `v1a,…`; others are passed over) is any key's over the content, in constant time. */
export const isSigned = async (
  keys: readonly WebhookKey[],
  signatures: readonly string[],
  content: Uint8Array<ArrayBuffer>,
): Promise<boolean> => {
  for (const key of keys) if (await isSignedWith(key, signatures, content)) return true;
  return false;
};
