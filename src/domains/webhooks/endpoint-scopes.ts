import type { Actor } from '../../kernel/actor.ts';
import { badInput, Fault } from '../../kernel/fault.ts';
import type { Scope } from '../../kernel/scopes.ts';

/** What no endpoint may ever read: payloads hold no activation material. */
export const FORBIDDEN_SCOPE: Scope = 'activation:read';

/**
 * Lets pass the scopes that an endpoint's payloads are read with: a partner gives it no more than it has itself, and
 * nobody gives it activation material. Refuses: BAD_USER_INPUT, FORBIDDEN with the scopes that the caller lacks.
 */
export const assertEndpointScopes = (actor: Actor, scopes: readonly Scope[]): void => {
  if (scopes.includes(FORBIDDEN_SCOPE)) {
    throw badInput({ field: 'scopes', bound: `any scopes but ${FORBIDDEN_SCOPE}: no payload holds a secret` });
  }
  if (actor.kind !== 'partner') return;
  const missingScopes = scopes.filter((scope) => !actor.scopes.has(scope));
  if (missingScopes.length > 0) throw new Fault('FORBIDDEN', { missingScopes });
};
