import { type Feed, fieldsOf, nodesOf, OWN_OPERATIONS, shown } from './feed.ts';

const EVENTS: Feed = {
  title: 'Events',
  scope: 'events:replay',
  request: ([newest], since) => ({
    query: `query ${OWN_OPERATIONS}Events($filter: EventFilter) {
  events(filter: $filter, first: 50) {
    nodes { id type sequence occurredAt orderId partnerOrderId iccid data }
    pageInfo { hasNextPage }
  }
}`,
    variables: { filter: newest ? { afterSequence: newest.payload.sequence } : { occurredFrom: since } },
  }),
  rows: ({ events }) =>
    nodesOf(events)
      .map((event) => ({
        id: shown(event.id),
        at: shown(event.occurredAt),
        title: shown(event.type),
        state: null,
        about: shown(event.partnerOrderId ?? event.iccid),
        payload: event,
      }))
      .reverse(),
  hasMore: ({ events }) => fieldsOf(fieldsOf(events).pageInfo).hasNextPage === true,
  empty: 'Nothing happened in the last hour. Create an order, and its events appear here.',
};

const MOODS: Readonly<Record<string, 'good' | 'bad' | 'open'>> = { DELIVERED: 'good', FAILED: 'bad' };

const DELIVERIES: Feed = {
  title: 'Deliveries',
  scope: 'webhooks:manage',
  request: () => ({
    query: `query ${OWN_OPERATIONS}Deliveries {
  deliveries(first: 50) {
    nodes {
      id eventId eventType sequence endpointId orderId status failure nextAttemptAt createdAt completedAt replayId
      attempts { number startedAt durationMs httpStatus failure }
    }
  }
}`,
  }),
  rows: ({ deliveries }) =>
    nodesOf(deliveries).map((delivery) => ({
      id: shown(delivery.id),
      at: shown(delivery.createdAt),
      title: shown(delivery.eventType),
      state: { word: shown(delivery.status), mood: MOODS[shown(delivery.status)] ?? 'open' },
      about: shown(delivery.failure ?? delivery.endpointId),
      payload: delivery,
    })),
  hasMore: () => false,
  empty: 'Nothing was sent yet. Create a webhook endpoint, and each delivery appears here with its attempts.',
};

const isOwn = ({ operationName }: Readonly<Record<string, unknown>>): boolean =>
  shown(operationName).startsWith(OWN_OPERATIONS);

const REQUESTS: Feed = {
  title: 'Requests',
  scope: 'credentials:manage',
  request: () => ({
    query: `query ${OWN_OPERATIONS}Requests {
  activity(first: 100) {
    nodes {
      id occurredAt requestId operationName operationType rootField httpStatus codes durationMs cost credentialId
      address userAgent isNewAddress isNewOperation
    }
  }
}`,
  }),
  rows: ({ activity }) =>
    nodesOf(activity)
      .filter((entry) => !isOwn(entry))
      .map((entry) => ({
        id: shown(entry.id),
        at: shown(entry.occurredAt),
        title: shown(entry.operationName ?? entry.rootField) || 'refused before it was read',
        state: { word: shown(entry.httpStatus), mood: Number(entry.httpStatus) < 400 ? 'good' : 'bad' },
        about:
          Array.isArray(entry.codes) && entry.codes.length > 0
            ? entry.codes.join(', ')
            : `${shown(entry.durationMs)} ms`,
        payload: entry,
      })),
  hasMore: () => false,
  empty: 'No request of the last minutes. Run an operation, and it appears here some moments later.',
};

export const FEEDS: readonly Feed[] = [EVENTS, DELIVERIES, REQUESTS];
