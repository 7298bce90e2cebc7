import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256 over the canonical JSON (RFC 8785) of a value: field order and white space do not matter; absent is not null. */
export const canonicalDigest = (value: unknown): Buffer =>
  createHash('sha256')
    .update(canonicalize(value) ?? 'undefined')
    .digest();
