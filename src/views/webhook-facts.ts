import { sql } from 'kysely';
import type { House } from '../door/use-case.ts';
import { gaugesOf } from './gauges.ts';

/** How the sending of webhooks stands, of all owners together. */
export interface WebhookFacts {
  /** Deliveries that could be attempted now. */
  readonly due: number;
  /** For how long the one that waits longest could have been; 0 where none is due. */
  readonly oldestDueSeconds: number;
  readonly endpointsDisabled: number;
}

/** Reads what is due alone, by two indexes of each enabled endpoint and its owner's time. */
export const readWebhookFacts = async ({ database, clock }: House): Promise<WebhookFacts> => {
  const now = clock.now();
  const { rows } = await sql<WebhookFacts>`
    select coalesce(sum(waiting.due), 0)::integer as due,
      coalesce(extract(epoch from max(at - waiting.oldest)), 0)::double precision as "oldestDueSeconds",
      (select count(*)::integer from webhook_endpoints where state = 'disabled') as "endpointsDisabled"
    from (
      select id, owner_time(organisation_id, mode, ${now}) as at from webhook_endpoints where state = 'enabled'
    ) w cross join lateral (
      select count(*) as due, min(next_attempt_at) as oldest from (
        select next_attempt_at from deliveries
        where endpoint_id = w.id and state = 'pending' and replay_id is null and next_attempt_at <= w.at
        union all
        select next_attempt_at from deliveries
        where endpoint_id = w.id and state = 'pending' and replay_id is not null and next_attempt_at <= w.at
      ) of_endpoint
    ) waiting`.execute(database.tables());
  const [row] = rows;
  if (!row) throw new Error('an aggregate gives one row');
  return row;
};

/** The same as gauges. */
export const webhookGauges = (house: House) =>
  gaugesOf(
    () => readWebhookFacts(house),
    [
      {
        name: 'onyx_webhook_deliveries_due',
        help: 'Webhook deliveries that could be attempted now, in the whole system.',
        of: ({ due }) => due,
      },
      {
        name: 'onyx_webhook_oldest_due_seconds',
        help: 'For how long the webhook delivery that waits longest could have been attempted; 0 where none is due.',
        of: ({ oldestDueSeconds }) => oldestDueSeconds,
      },
      {
        name: 'onyx_webhook_endpoints_disabled',
        help: 'Webhook endpoints that are disabled: by their partner, by their answer 410, or for they failed for five days.',
        of: ({ endpointsDisabled }) => endpointsDisabled,
      },
    ],
  );
