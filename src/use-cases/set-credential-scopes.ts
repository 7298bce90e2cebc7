import { setScopes } from '../domains/credentials/index.ts';
import { useCase } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';
import type { Scope } from '../kernel/scopes.ts';

interface SetCredentialScopes {
  readonly credentialId: string;
  readonly scopes: readonly Scope[];
}

/** Replaces what a credential may do; the operator alone grants. Refuses: FORBIDDEN, CREDENTIAL_NOT_FOUND, CREDENTIAL_NOT_ACTIVE. */
export const setCredentialScopes = useCase('credential.set_scopes', async (tx, input: SetCredentialScopes) => {
  if (tx.actor.kind !== 'operator') throw new Fault('FORBIDDEN');
  await setScopes(tx, input.credentialId, input.scopes);
  return { result: input.credentialId, subject: input.credentialId, event: null };
});
