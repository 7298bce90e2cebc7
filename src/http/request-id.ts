import { newId } from '../kernel/id.ts';
import { redact } from '../kernel/redact.ts';

const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** It is said back and kept beside what the request did, so it must be no secret in the wrong place. */
const isSafe = (header: string): boolean => REQUEST_ID.test(header) && redact(header) === header;

/** The caller's `X-Request-Id` where it is 1 to 64 safe characters, else a new one. */
export const requestIdOf = (header: string | string[] | undefined): string =>
  typeof header === 'string' && isSafe(header) ? header : newId('request');
