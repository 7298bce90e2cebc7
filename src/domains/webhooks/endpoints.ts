import type { Kysely } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/id.ts';
import type { Scope } from '../../kernel/scopes.ts';
import type { KeyRing } from '../../kernel/secret.ts';
import { assertMove } from '../../kernel/state-machine.ts';
import { type EventDraft, type EventTables, lastSequence } from '../../records/events/index.ts';
import { failPending } from './attempts.ts';
import { type DisabledReason, ENDPOINT_TRANSITIONS } from './endpoint.states.ts';
import { assertEventPatterns } from './event-patterns.ts';
import { addSecret, type NewSecret } from './secrets.ts';
import type { EventFanOutEntity, Signature, WebhookEndpointEntity } from './webhook.entity.ts';

export type EndpointTables = TablesOf<typeof WebhookEndpointEntity | typeof EventFanOutEntity>;

/** Endpoints that an owner may have. */
export const ENDPOINTS_MAX = 20;

const columns = [
  'id',
  'organisation_id as organisationId',
  'mode',
  'url',
  'description',
  'event_types as eventTypes',
  'signature',
  'query',
  'scopes',
  'state',
  'disabled_reason as disabledReason',
  'disabled_at as disabledAt',
  'first_sequence as firstSequence',
  'failing_since as failingSince',
  'first_delivered_at as firstDeliveredAt',
  'first_refused_at as firstRefusedAt',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const;

const owned = (tables: Kysely<EndpointTables>, { organisationId, mode }: Owner) =>
  tables
    .selectFrom('webhook_endpoints')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('mode', '=', mode)
    .where('state', '<>', 'deleted');

const readEndpoint = (tables: Kysely<EndpointTables>, owner: Owner, id: string) =>
  owned(tables, owner).where('id', '=', id).executeTakeFirst();

/** An endpoint as it stands; of its secrets nothing. */
export type WebhookEndpoint = NonNullable<Awaited<ReturnType<typeof readEndpoint>>>;

/** One of the owner's endpoints. Refuses: WEBHOOK_ENDPOINT_NOT_FOUND, also for another owner's and a deleted one. */
export const getEndpoint = async (
  tables: Kysely<EndpointTables>,
  owner: Owner,
  id: string,
): Promise<WebhookEndpoint> => {
  const endpoint = await readEndpoint(tables, owner, id);
  if (!endpoint) throw new Fault('WEBHOOK_ENDPOINT_NOT_FOUND');
  return endpoint;
};

/** The owner's endpoints, oldest first, at most ENDPOINTS_MAX. */
export const listEndpoints = (tables: Kysely<EndpointTables>, owner: Owner): Promise<readonly WebhookEndpoint[]> =>
  owned(tables, owner).orderBy('id').execute();

/** One of the owner's endpoints, locked. Refuses: WEBHOOK_ENDPOINT_NOT_FOUND. */
export const lockEndpoint = async (tx: Tx, id: string): Promise<WebhookEndpoint> => {
  const endpoint = await owned(tx.tables<EndpointTables>(), tx.owner)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!endpoint) throw new Fault('WEBHOOK_ENDPOINT_NOT_FOUND');
  return endpoint;
};

/** What a partner chooses of an endpoint. Whoever calls has checked the URL and the query. */
export interface EndpointChoice {
  readonly url: string;
  readonly description: string | null;
  readonly eventTypes: readonly string[];
  readonly query: string | null;
  readonly scopes: readonly Scope[];
}

/** Locks how far the owner's log has been brought, which also puts the owner's new endpoints one after the other. */
const lockFanOut = async (tx: Tx, sequence: bigint): Promise<void> => {
  const { organisationId, mode } = tx.owner;
  const tables = tx.tables<EndpointTables>();
  await tables
    .insertInto('event_fan_outs')
    .values({ organisation_id: organisationId, mode, sequence })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tables
    .selectFrom('event_fan_outs')
    .select('sequence')
    .where('organisation_id', '=', organisationId)
    .where('mode', '=', mode)
    .forUpdate()
    .execute();
};

/**
 * Adds an endpoint that gets every event from now on that its patterns want, and gives it with its secret, this once.
 * Refuses: BAD_USER_INPUT for the patterns, TOO_MANY_WEBHOOK_ENDPOINTS.
 */
export const createEndpoint = async (
  tx: Tx,
  keyRing: KeyRing,
  choice: EndpointChoice & { readonly signature: Signature },
): Promise<{ readonly endpoint: WebhookEndpoint; readonly secret: NewSecret }> => {
  assertEventPatterns(choice.eventTypes);
  const sequence = await lastSequence(tx.tables<EventTables>(), tx.owner);
  await lockFanOut(tx, sequence);
  const existing = await listEndpoints(tx.tables<EndpointTables>(), tx.owner);
  if (existing.length >= ENDPOINTS_MAX) throw new Fault('TOO_MANY_WEBHOOK_ENDPOINTS', { max: ENDPOINTS_MAX });
  const id = newId('webhookEndpoint');
  await tx
    .tables<EndpointTables>()
    .insertInto('webhook_endpoints')
    .values({
      id,
      organisation_id: tx.owner.organisationId,
      mode: tx.owner.mode,
      url: choice.url,
      description: choice.description,
      event_types: [...choice.eventTypes],
      signature: choice.signature,
      query: choice.query,
      scopes: [...choice.scopes],
      state: 'enabled',
      first_sequence: sequence + 1n,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .execute();
  const secret = addSecret(tx, keyRing, id, choice.signature);
  return { endpoint: await getEndpoint(tx.tables(), tx.owner, id), secret };
};

/** Changes what a partner chose of a locked endpoint. Refuses: BAD_USER_INPUT for the patterns. */
export const changeEndpoint = async (
  tx: Tx,
  endpoint: WebhookEndpoint,
  choice: Partial<EndpointChoice>,
): Promise<void> => {
  const { url, description, eventTypes, query, scopes } = { ...endpoint, ...choice };
  assertEventPatterns(eventTypes);
  await tx
    .tables<EndpointTables>()
    .updateTable('webhook_endpoints')
    .set({ url, description, event_types: [...eventTypes], query, scopes: [...scopes], updated_at: tx.now })
    .where('id', '=', endpoint.id)
    .execute();
};

/** Has a locked, disabled endpoint get events again: those from now on. */
export const enableEndpoint = async (tx: Tx, endpoint: WebhookEndpoint): Promise<void> => {
  assertMove(ENDPOINT_TRANSITIONS, endpoint.state, 'enabled');
  await tx
    .tables<EndpointTables>()
    .updateTable('webhook_endpoints')
    .set({
      state: 'enabled',
      disabled_reason: null,
      disabled_at: null,
      failing_since: null,
      first_sequence: (await lastSequence(tx.tables<EventTables>(), tx.owner)) + 1n,
      updated_at: tx.now,
    })
    .where('id', '=', endpoint.id)
    .execute();
};

/** Has a locked, enabled endpoint get nothing any more, and ends what waits for it as failed; gives how many deliveries those were. */
export const stopEndpoint = async (tx: Tx, endpoint: WebhookEndpoint, reason: DisabledReason): Promise<number> => {
  assertMove(ENDPOINT_TRANSITIONS, endpoint.state, 'disabled');
  await tx
    .tables<EndpointTables>()
    .updateTable('webhook_endpoints')
    .set({ state: 'disabled', disabled_reason: reason, disabled_at: tx.now, updated_at: tx.now })
    .where('id', '=', endpoint.id)
    .execute();
  return failPending(tx, endpoint.id, 'endpoint_disabled');
};

/** The reasons as partners read them. */
const SHOWN_REASONS = { partner: 'PARTNER', gone: 'GONE', failing: 'FAILING' } as const satisfies Record<
  DisabledReason,
  string
>;

/** The event that an endpoint gets nothing any more. */
export const endpointDisabled = (
  { id }: WebhookEndpoint,
  reason: DisabledReason,
  deliveriesFailed: number,
): EventDraft => ({
  type: 'webhook.endpoint_disabled',
  orderId: null,
  partnerOrderId: null,
  data: { endpointId: id, reason: SHOWN_REASONS[reason], deliveriesFailed },
});

/** Takes a locked endpoint away for good, and ends what waits for it as failed; its deliveries stay in the history. */
export const deleteEndpoint = async (tx: Tx, endpoint: WebhookEndpoint): Promise<void> => {
  assertMove(ENDPOINT_TRANSITIONS, endpoint.state, 'deleted');
  await tx
    .tables<EndpointTables>()
    .updateTable('webhook_endpoints')
    .set({ state: 'deleted', disabled_reason: null, disabled_at: null, updated_at: tx.now })
    .where('id', '=', endpoint.id)
    .execute();
  await failPending(tx, endpoint.id, 'endpoint_deleted');
};
