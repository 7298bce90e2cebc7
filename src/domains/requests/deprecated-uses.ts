import { type Kysely, sql } from 'kysely';
import type { Mode } from '../../kernel/actor.ts';

/** How often a credential used a deprecated element of the schema, among the requests that are kept. */
export interface DeprecatedUse {
  /** Its coordinate, such as `Invoice.dispute`. */
  readonly element: string;
  readonly organisationId: string;
  readonly mode: Mode;
  readonly credentialId: string;
  readonly requests: number;
  readonly lastUsedAt: Date;
}

export interface DeprecatedUseFilter {
  /** One organisation alone; all of them where it is left out. */
  readonly organisationId?: string | undefined;
}

/** Who used what of the schema that is deprecated, the latest use first. */
export const listDeprecatedUses = async (
  tables: Kysely<unknown>,
  { organisationId }: DeprecatedUseFilter = {},
): Promise<readonly DeprecatedUse[]> => {
  const ofOne = organisationId === undefined ? sql`` : sql`and organisation_id = ${organisationId}`;
  const { rows } = await sql<DeprecatedUse>`
    select element, organisation_id as "organisationId", mode, credential_id as "credentialId",
      count(*)::integer as requests, max(occurred_at) as "lastUsedAt"
    from requests, unnest(deprecations) as element
    where deprecations <> '{}' ${ofOne}
    group by element, organisation_id, mode, credential_id
    order by max(occurred_at) desc, element`.execute(tables);
  return rows;
};
