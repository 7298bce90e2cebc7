import { type KeyObject, sign } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { Webhook } from 'standardwebhooks';
import { ed25519Key } from './secret.ts';

const HMAC_PREFIX = 'whsec_';
const ED25519_PREFIX = 'whsk_';

/** Reading a key takes ten times as long as signing with it. */
const keys = new LRUCache<string, KeyObject>({ max: 1_000 });

const keyOf = (secret: string): KeyObject => {
  const known = keys.get(secret);
  if (known) return known;
  const key = ed25519Key(Buffer.from(secret.slice(ED25519_PREFIX.length), 'base64'));
  keys.set(secret, key);
  return key;
};

const signWith = (secret: string, id: string, timestamp: Date, body: string): string => {
  if (secret.startsWith(HMAC_PREFIX)) return new Webhook(secret).sign(id, timestamp, body);
  if (!secret.startsWith(ED25519_PREFIX)) throw new Error('a secret that signs webhooks begins with whsec_ or whsk_');
  const signed = `${id}.${Math.floor(timestamp.getTime() / 1000)}.${body}`;
  return `v1a,${sign(null, Buffer.from(signed), keyOf(secret)).toString('base64')}`;
};

/**
 * The `webhook-signature` header (Standard Webhooks 1.0, "Signature scheme" and "Webhook headers"): one signature for
 * each secret with a space between, `v1` of HMAC-SHA256 for `whsec_…` and `v1a` of Ed25519 for `whsk_…`, as
 * `newWebhookSecret` makes them. What is signed is id, timestamp in whole seconds (rounded down) and body; an id has no
 * full stop.
 */
export const signWebhook = (secrets: readonly string[], id: string, timestamp: Date, body: string): string =>
  secrets.map((secret) => signWith(secret, id, timestamp, body)).join(' ');
