import { sql } from 'kysely';
import { getCredential } from '../../src/domains/credentials/index.ts';
import type { Call, House } from '../../src/door/use-case.ts';
import type { Owner, Partner } from '../../src/kernel/actor.ts';
import { ALL_SCOPES, type Scope } from '../../src/kernel/scopes.ts';
import { issueCredential } from '../../src/use-cases/issue-credential.ts';
import { systemCall } from './orders.ts';
import { approveForLive } from './seed.ts';

/** A credential that calls for itself. */
export const callOf = (owner: Owner, credentialId: string, scopes: readonly Scope[] = []): Call => ({
  actor: { kind: 'partner', ...owner, credentialId, scopes: new Set(scopes) } satisfies Partner,
});

export const operatorCall = (owner: Owner): Call => ({ actor: { kind: 'operator', name: 'test', owner } });

type Given = Partial<Parameters<typeof issueCredential>[2]>;

/** Issues a credential with all scopes that never expires, where nothing else is said. */
export const issued = async (house: House, owner: Owner, given: Given = {}) => {
  if (owner.mode === 'live') await approveForLive(house, owner.organisationId);
  return issueCredential(house, systemCall(owner), { name: 'test', scopes: ALL_SCOPES, expiresAt: null, ...given });
};

export const credentialOf = ({ database, clock }: House, owner: Owner, id: string) =>
  getCredential(database.tables(), owner, id, clock.now());

/** What was recorded and told about a credential, oldest first. */
export const recordsOf = async ({ database }: House, id: string) => {
  const activity = await sql<{ action: string }>`
    select action from activities where subject_id = ${id} order by id`.execute(database.tables());
  const events = await sql<{ type: string; data: Readonly<Record<string, unknown>> }>`
    select type, data from events where data ->> 'credentialId' = ${id} order by id`.execute(database.tables());
  return { actions: activity.rows.map(({ action }) => action), events: events.rows };
};
