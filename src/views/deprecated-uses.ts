import { type Kysely, sql } from 'kysely';
import { type DeprecatedUseFilter, listDeprecatedUses } from '../domains/requests/index.ts';
import type { Mode } from '../kernel/actor.ts';

/** Something of a partner's that uses a deprecated element: a credential that sent requests, or an endpoint whose payloads ask for it. */
export interface FoundUse {
  readonly element: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly mode: Mode;
  readonly credentialId: string | null;
  readonly endpointId: string | null;
  /** What the credential is called, or what the endpoint is for. */
  readonly name: string | null;
  /** How many of the requests that are kept; null for an endpoint. */
  readonly requests: number | null;
  readonly lastUsedAt: Date | null;
}

interface CredentialName {
  readonly credentialId: string;
  readonly organisationName: string;
  readonly name: string;
}

/** The credentials that used what is deprecated, by name, the latest use first. */
const usesOfCredentials = async (
  tables: Kysely<unknown>,
  filter: DeprecatedUseFilter,
): Promise<readonly FoundUse[]> => {
  const uses = await listDeprecatedUses(tables, filter);
  const { rows } = await sql<CredentialName>`
    select c.id as "credentialId", c.name, o.name as "organisationName"
    from credentials c join organisations o on o.id = c.organisation_id
    where c.id = any(${[...new Set(uses.map(({ credentialId }) => credentialId))]})`.execute(tables);
  const names = new Map(rows.map((row) => [row.credentialId, row]));
  return uses.map((use) => ({
    ...use,
    endpointId: null,
    organisationName: names.get(use.credentialId)?.organisationName ?? use.organisationId,
    name: names.get(use.credentialId)?.name ?? null,
  }));
};

interface ShapedEndpoint extends Omit<FoundUse, 'element' | 'credentialId' | 'requests' | 'lastUsedAt'> {
  readonly query: string;
}

/** The endpoints whose fragment asks for what is deprecated: no request of theirs comes in that would show it. */
const usesOfEndpoints = async (
  tables: Kysely<unknown>,
  { organisationId }: DeprecatedUseFilter,
  inFragment: (text: string) => readonly string[],
): Promise<readonly FoundUse[]> => {
  const ofOne = organisationId === undefined ? sql`` : sql`and e.organisation_id = ${organisationId}`;
  const { rows } = await sql<ShapedEndpoint>`
    select e.id as "endpointId", e.organisation_id as "organisationId", o.name as "organisationName", e.mode,
      e.description as name, e.query
    from webhook_endpoints e join organisations o on o.id = e.organisation_id
    where e.query is not null and e.state <> 'deleted' ${ofOne}
    order by e.id`.execute(tables);
  return rows.flatMap(({ query, ...endpoint }) =>
    inFragment(query).map((element) => ({
      element,
      ...endpoint,
      credentialId: null,
      requests: null,
      lastUsedAt: null,
    })),
  );
};

/** Who uses what of the schema that is deprecated: credentials in the requests that are kept, and endpoints in their fragments. */
export const findDeprecatedUses = async (
  tables: Kysely<unknown>,
  filter: DeprecatedUseFilter,
  inFragment: (text: string) => readonly string[],
): Promise<readonly FoundUse[]> => [
  ...(await usesOfCredentials(tables, filter)),
  ...(await usesOfEndpoints(tables, filter, inFragment)),
];
