import type { Kysely } from 'kysely';
import type { Owner } from '../../kernel/actor.ts';
import type { EndpointTables } from './endpoints.ts';

/** When something was first so, and of which endpoint. */
interface FirstWebhook {
  readonly seenAt: Date;
  readonly reference: string;
}

const findFirst = async (
  tables: Kysely<EndpointTables>,
  { organisationId, mode }: Owner,
  column: 'first_delivered_at' | 'first_refused_at',
): Promise<FirstWebhook | null> => {
  const row = await tables
    .selectFrom('webhook_endpoints')
    .select(['id as reference', `${column} as seenAt`])
    .where('organisation_id', '=', organisationId)
    .where('mode', '=', mode)
    .where(column, 'is not', null)
    .orderBy(column)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.seenAt ? { reference: row.reference, seenAt: row.seenAt } : null;
};

/**
 * The owner's first endpoint that took a delivery, and the first that refused one whose signature was wrong on purpose;
 * endpoints that were deleted since count too, for what they showed was so.
 */
export const findFirstWebhooks = async (tables: Kysely<EndpointTables>, owner: Owner) => {
  const delivered = await findFirst(tables, owner, 'first_delivered_at');
  const refused = await findFirst(tables, owner, 'first_refused_at');
  return { delivered, refused };
};
