import { sql } from 'kysely';
import type { House } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import type { Scope } from '../kernel/scopes.ts';
import type { Caller } from './caller.ts';
import { type Read, RememberedReads } from './remembered-reads.ts';

/** What a payload is resolved as: a caller without a credential. */
export interface EndpointCaller extends Owner {
  /** Stands where a credential's id would. */
  readonly id: string;
  readonly scopes: ReadonlySet<Scope>;
}

type OwnerFacts = Pick<
  Caller,
  | 'organisationName'
  | 'organisationState'
  | 'currency'
  | 'timeZone'
  | 'createdAt'
  | 'catalogueVersionId'
  | 'assortmentRevision'
>;

const keyOf = ({ organisationId, mode }: Owner): string => `${mode} ${organisationId}`;

const readOwners =
  ({ database, clock }: House): Read<OwnerFacts> =>
  async (keys) => {
    const now = clock.now();
    const { rows } = await sql<OwnerFacts & Owner>`
      select o.id as "organisationId", m.mode, o.name as "organisationName", o.state as "organisationState", o.currency,
        o.time_zone as "timeZone", o.created_at as "createdAt", coalesce(a.revision, 0) as "assortmentRevision",
        (select id from catalogue_versions where published_at is not null and effective_at <= ${now}
          order by effective_at desc, id desc limit 1) as "catalogueVersionId"
      from organisations o
      cross join (values ('sandbox'), ('live')) as m (mode)
      left join assortments a on a.organisation_id = o.id and a.mode = m.mode
      where o.id = any(${keys.map((key) => key.slice(key.indexOf(' ') + 1))})
        and m.mode || ' ' || o.id = any(${keys})`.execute(database.tables());
    return new Map(rows.map(({ organisationId, mode, ...facts }) => [keyOf({ organisationId, mode }), facts]));
  };

/** Makes a caller of an endpoint: its owner, as it was less than a second ago, with the scopes given. */
export const endpointCallers = (house: House): ((endpoint: EndpointCaller) => Promise<Caller>) => {
  const owners = new RememberedReads(readOwners(house), false);
  return async ({ id, organisationId, mode, scopes }) => {
    const facts = await owners.get(keyOf({ organisationId, mode }));
    if (!facts) throw new Error(`there is no organisation ${organisationId}`);
    return {
      ...facts,
      kind: 'partner',
      organisationId,
      mode,
      scopes,
      credentialId: id,
      credentialName: id,
      expiresAt: null,
      trustedDocumentsOnly: false,
    };
  };
};
