import type { KeyRing } from './secret.ts';

/** How long a link may be followed, in milliseconds. */
export const LINK_MS = 10 * 60_000;

/** Under which names the parts of a link stand in its query. */
export const LINK_PARTS = ['expires', 'key', 'signature'] as const;

/** The parts of a link as they came. */
export type LinkParts = Readonly<Partial<Record<(typeof LINK_PARTS)[number], string>>>;

/** What is signed: no other use of the key hashes a text that begins like this. */
const messageOf = (path: string, credentialId: string, expires: string): string =>
  ['onyx-link-v1', path, credentialId, expires].join('\n');

/** A path that only one credential may follow, and only until a while from now: with a keyed hash over all of that in its query. */
export const signPath = (keyRing: KeyRing, path: string, credentialId: string, now: Date): string => {
  const expires = String(now.getTime() + LINK_MS);
  const { keyId, bytes } = keyRing.hash(messageOf(path, credentialId, expires));
  return `${path}?${new URLSearchParams({ expires, key: keyId, signature: bytes.toString('base64url') })}`;
};

/** Whether a path was signed for this credential and has not expired; compared in constant time. */
export const isSignedPath = (
  keyRing: KeyRing,
  path: string,
  credentialId: string,
  { expires = '', key = '', signature = '' }: LinkParts,
  now: Date,
): boolean =>
  /^\d{1,16}$/.test(expires) &&
  Number(expires) > now.getTime() &&
  keyRing.matches(messageOf(path, credentialId, expires), { keyId: key, bytes: Buffer.from(signature, 'base64url') });
