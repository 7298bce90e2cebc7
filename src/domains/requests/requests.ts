import { type Kysely, sql } from 'kysely';
import type { TablesOf } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { decodeMomentCursor, encodeMomentCursor, type Page, toPage } from '../../kernel/cursor.ts';
import type { RequestEntity } from './request.entity.ts';

export type RequestTables = TablesOf<typeof RequestEntity>;

const columns = [
  'id',
  'occurred_at as occurredAt',
  'credential_id as credentialId',
  'request_id as requestId',
  'operation_type as operationType',
  'operation_name as operationName',
  'root_field as rootField',
  'http_status as httpStatus',
  'codes',
  'duration_ms as durationMs',
  'cost',
  'address',
  'user_agent as userAgent',
  'is_new_address as isNewAddress',
  'is_new_operation as isNewOperation',
  'deprecations',
] as const;

const owned = (tables: Kysely<RequestTables>, { organisationId, mode }: Owner) =>
  tables.selectFrom('requests').select(columns).where('organisation_id', '=', organisationId).where('mode', '=', mode);

const readFirst = (tables: Kysely<RequestTables>, owner: Owner) => owned(tables, owner).executeTakeFirstOrThrow();

/** One request of a credential, as it is shown. */
export type RecordedRequest = Awaited<ReturnType<typeof readFirst>>;

/** What a page of requests is narrowed to. Everything given must hold. */
export interface RequestFilter {
  readonly credentialId?: string | undefined;
  /** The name of the operation, or of its first root field. */
  readonly operation?: string | undefined;
  readonly code?: string | undefined;
  readonly from?: Date | undefined;
  readonly before?: Date | undefined;
  /** Only those whose address or operation was new for their credential. */
  readonly newOnly?: boolean | undefined;
  /** Only those that used something deprecated. */
  readonly deprecatedOnly?: boolean | undefined;
}

const SORT = 'requests, newest first';

/** The cursor of a request in a page, newest first. */
export const requestCursor = ({ occurredAt, id }: Pick<RecordedRequest, 'occurredAt' | 'id'>): string =>
  encodeMomentCursor(SORT, { at: new Date(occurredAt), id });

/** A page of the requests of an owner's credentials, newest first. Refuses: BAD_USER_INPUT for a malformed cursor. */
export const listRequests = async (
  tables: Kysely<RequestTables>,
  owner: Owner,
  { credentialId, operation, code, from, before, newOnly, deprecatedOnly }: RequestFilter,
  { first, after }: { readonly first: number; readonly after: string | null },
): Promise<Page<RecordedRequest>> => {
  let query = owned(tables, owner);
  if (credentialId !== undefined) query = query.where('credential_id', '=', credentialId);
  if (operation !== undefined) {
    query = query.where((is) => is.or([is('root_field', '=', operation), is('operation_name', '=', operation)]));
  }
  if (code !== undefined) query = query.where((is) => is(is.val(code), '=', is.fn.any('codes')));
  if (from !== undefined) query = query.where('occurred_at', '>=', from);
  if (before !== undefined) query = query.where('occurred_at', '<', before);
  if (newOnly) query = query.where((is) => is.or([is('is_new_address', '=', true), is('is_new_operation', '=', true)]));
  if (deprecatedOnly) query = query.where(sql<boolean>`deprecations <> '{}'`);
  if (after !== null) {
    const { at, id } = decodeMomentCursor(after, SORT);
    query = query.where((is) => is(is.refTuple('occurred_at', 'id'), '<', is.tuple(at, id)));
  }
  const rows = await query
    .orderBy('occurred_at', 'desc')
    .orderBy('id', 'desc')
    .limit(first + 1)
    .execute();
  return toPage(rows, first);
};
