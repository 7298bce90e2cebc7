import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { type DeprecatedUse, type DeprecatedUseFilter, listDeprecatedUses } from '../domains/requests/index.ts';

/** A use with the names that people know. */
export interface NamedDeprecatedUse extends DeprecatedUse {
  readonly organisationName: string;
  readonly credentialName: string;
}

interface Names {
  readonly credentialId: string;
  readonly organisationName: string;
  readonly credentialName: string;
}

/** Who used what of the schema that is deprecated, by name, the latest use first. */
export const listNamedDeprecatedUses = async (
  tables: Kysely<unknown>,
  filter: DeprecatedUseFilter,
): Promise<readonly NamedDeprecatedUse[]> => {
  const uses = await listDeprecatedUses(tables, filter);
  const { rows } = await sql<Names>`
    select c.id as "credentialId", c.name as "credentialName", o.name as "organisationName"
    from credentials c join organisations o on o.id = c.organisation_id
    where c.id = any(${[...new Set(uses.map(({ credentialId }) => credentialId))]})`.execute(tables);
  const names = new Map(rows.map((row) => [row.credentialId, row]));
  return uses.map((use) => ({
    ...use,
    organisationName: names.get(use.credentialId)?.organisationName ?? use.organisationId,
    credentialName: names.get(use.credentialId)?.credentialName ?? use.credentialId,
  }));
};
