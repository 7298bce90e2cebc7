import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';

/** What is kept of a request. Nothing in it may hold a secret: whoever gives it has redacted it. */
export interface RequestRecord extends Owner {
  readonly id: string;
  readonly occurredAt: Date;
  readonly credentialId: string;
  readonly requestId: string;
  readonly operationType: 'query' | 'mutation' | null;
  readonly operationName: string | null;
  readonly rootField: string | null;
  readonly httpStatus: number;
  readonly codes: readonly string[];
  /** Coordinates of the deprecated elements that it used. */
  readonly deprecations: readonly string[];
  readonly durationMs: number;
  readonly cost: number | null;
  readonly address: string;
  readonly userAgent: string | null;
}

/** How long rows are kept. */
export const REQUEST_RETENTION_DAYS = 30;

/** Partitions are made so long before their day begins. */
const DAYS_AHEAD = 7;

const DAY_MS = 86_400_000;

/** A day in UTC, which is what a partition holds. */
const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

const columnOf = <Key extends keyof RequestRecord>(records: readonly RequestRecord[], key: Key) =>
  records.map((record) => record[key]);

/**
 * Writes what requests were, many of them in one statement, and marks those that bring an address or a root field which
 * was not seen with their credential before. What is written already is passed over.
 */
export const writeRequests = async (tx: Tx, records: readonly RequestRecord[]): Promise<void> => {
  const days = [...new Set(records.map(({ occurredAt }) => dayOf(occurredAt)))];
  const tables = tx.tables<unknown>();
  await sql`select open_request_day(day) from unnest(${days}::date[]) as days (day)`.execute(tables);
  await sql`
    with given as (
      select *, row_number() over (partition by credential_id, address order by n) = 1 as is_first_of_address,
        row_number() over (partition by credential_id, root_field order by n) = 1 as is_first_of_operation
      from unnest(
        ${columnOf(records, 'id')}::text[], ${columnOf(records, 'occurredAt')}::timestamptz[],
        ${columnOf(records, 'organisationId')}::text[], ${columnOf(records, 'mode')}::text[],
        ${columnOf(records, 'credentialId')}::text[], ${columnOf(records, 'requestId')}::text[],
        ${columnOf(records, 'operationType')}::text[], ${columnOf(records, 'operationName')}::text[],
        ${columnOf(records, 'rootField')}::text[], ${columnOf(records, 'httpStatus')}::integer[],
        ${records.map(({ codes }) => codes.join(','))}::text[], ${columnOf(records, 'durationMs')}::double precision[],
        ${columnOf(records, 'cost')}::integer[], ${columnOf(records, 'address')}::text[],
        ${columnOf(records, 'userAgent')}::text[],
        ${records.map(({ deprecations }) => deprecations.join(','))}::text[]
      ) with ordinality as rows (id, occurred_at, organisation_id, mode, credential_id, request_id, operation_type,
        operation_name, root_field, http_status, codes, duration_ms, cost, address, user_agent, deprecations, n)
    ), seen as (
      select credential_id, 'address' as kind, address as value, occurred_at from given
      union all
      select credential_id, 'operation', root_field, occurred_at from given where root_field is not null
    ), noted as (
      insert into request_sightings as known (credential_id, kind, value, first_seen_at, last_seen_at)
      select credential_id, kind, value, min(occurred_at), max(occurred_at) from seen group by 1, 2, 3 order by 1, 2, 3
      on conflict (credential_id, kind, value) do update set last_seen_at = excluded.last_seen_at
        where known.last_seen_at < excluded.last_seen_at - interval '1 day'
      returning credential_id, kind, value, xmax = 0 as is_new
    )
    insert into requests (id, occurred_at, organisation_id, mode, credential_id, request_id, operation_type,
      operation_name, root_field, http_status, codes, duration_ms, cost, address, user_agent, deprecations,
      is_new_address, is_new_operation)
    select id, occurred_at, organisation_id, mode, credential_id, request_id, operation_type, operation_name, root_field,
      http_status, string_to_array(codes, ','), duration_ms, cost, address, user_agent,
      string_to_array(deprecations, ','),
      is_first_of_address and exists (select from noted where noted.is_new and noted.credential_id = given.credential_id
        and noted.kind = 'address' and noted.value = given.address),
      is_first_of_operation and exists (select from noted where noted.is_new and noted.credential_id = given.credential_id
        and noted.kind = 'operation' and noted.value = given.root_field)
    from given
    on conflict do nothing`.execute(tables);
};

/** Makes the partitions of the days to come, drops those past their retention whole, and gives how many were dropped. */
export const turnRequestDays = async (tx: Tx): Promise<number> => {
  const ahead = Array.from({ length: DAYS_AHEAD + 1 }, (_, day) => dayOf(new Date(tx.now.getTime() + day * DAY_MS)));
  const before = new Date(tx.now.getTime() - REQUEST_RETENTION_DAYS * DAY_MS);
  const tables = tx.tables<unknown>();
  await sql`select open_request_day(day) from unnest(${ahead}::date[]) as days (day)`.execute(tables);
  await sql`delete from request_sightings where last_seen_at < ${before}`.execute(tables);
  const { rows } = await sql<{ dropped: number }>`
    select drop_request_days(${dayOf(before)}::date) as dropped`.execute(tables);
  return rows[0]?.dropped ?? 0;
};
