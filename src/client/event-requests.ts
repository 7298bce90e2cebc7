import { FileRequests } from './file-requests.ts';
import {
  EventDocument,
  type EventQuery,
  EventsDocument,
  type EventsQuery,
  type EventsQueryVariables,
  ReplayDocument,
  ReplayEventsDocument,
  type ReplayEventsInput,
  type ReplayEventsMutation,
  type ReplayQuery,
  ReplaysDocument,
  type ReplaysQuery,
  type ReplaysQueryVariables,
  WebhookDryRunDocument,
  type WebhookDryRunQueryVariables,
} from './generated/graphql.ts';
import type { Rest } from './requests.ts';
import type { RequestOptions } from './transport.ts';

/** The log of events, and sending them again. */
export class EventRequests extends FileRequests {
  /** A page of the log in its sequence: what follows `filter: { afterSequence }` is all that is new. Needs events:replay. */
  async events(query: EventsQueryVariables = {}, options?: RequestOptions): Promise<EventsQuery['events']> {
    return (await this.request(EventsDocument, query, options)).data.events;
  }

  /** One event. Needs events:replay. */
  async event(id: string, options?: RequestOptions): Promise<EventQuery['event']> {
    return (await this.request(EventDocument, { id }, options)).data.event;
  }

  /** The body that a webhook about the event would have, with this query and these scopes. Needs webhooks:manage. */
  async webhookDryRun(
    eventId: string,
    query: Rest<WebhookDryRunQueryVariables, 'eventId'> = {},
    options?: RequestOptions,
  ): Promise<unknown> {
    return (await this.request(WebhookDryRunDocument, { eventId, ...query }, options)).data.webhookDryRun.body;
  }

  /** Sends events again under their own ids; says what will be sent and what will not. Needs events:replay. */
  async replayEvents(
    input: ReplayEventsInput,
    options?: RequestOptions,
  ): Promise<ReplayEventsMutation['replayEvents']['replay']> {
    return (await this.request(ReplayEventsDocument, { input }, options)).data.replayEvents.replay;
  }

  /** How far a replay is. Needs events:replay. */
  async replay(id: string, options?: RequestOptions): Promise<ReplayQuery['replay']> {
    return (await this.request(ReplayDocument, { id }, options)).data.replay;
  }

  /** A page of replays, newest first. Needs events:replay. */
  async replays(query: ReplaysQueryVariables = {}, options?: RequestOptions): Promise<ReplaysQuery['replays']> {
    return (await this.request(ReplaysDocument, query, options)).data.replays;
  }
}
