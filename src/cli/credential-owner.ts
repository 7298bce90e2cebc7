import { findCredential } from '../domains/credentials/index.ts';
import type { House } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';

/** A credential by its id, with the owner that a change of it acts for. Refuses: CREDENTIAL_NOT_FOUND. */
export const getCredentialOwner = async (
  { database, clock }: House,
  credentialId: string,
): Promise<{ readonly id: string; readonly name: string; readonly owner: Owner }> => {
  const found = await findCredential(database.tables(), credentialId, clock.now());
  if (!found) throw new Fault('CREDENTIAL_NOT_FOUND');
  const { id, name, organisationId, mode } = found;
  return { id, name, owner: { organisationId, mode } };
};
