import { type Step, UNKNOWN } from './step.ts';

export const WEBHOOK_STEPS: readonly Step[] = [
  {
    title: 'Create a webhook endpoint',
    look: 'Put the URL of your receiver in; its `secret` is shown this once. No receiver yet? `npx --no-install onyx listen` shows the same events.',
    document: `mutation CreateWebhookEndpoint($input: CreateWebhookEndpointInput!) {
  createWebhookEndpoint(input: $input) {
    endpoint {
      id
      url
      eventTypes
      status
    }
    secret
  }
}
`,
    variables: () => ({
      input: {
        url: 'https://receiver.example/onyx',
        description: 'made in the explorer',
        eventTypes: ['*'],
      },
    }),
  },
  {
    title: 'Send a test event',
    look: '`attempt` is the request that was made just now, and `failure` says why it did not arrive.',
    document: `mutation SendTestEvent($endpointId: ID!) {
  sendTestEvent(endpointId: $endpointId) {
    ok
    eventId
    attempt {
      startedAt
      httpStatus
      failure
      durationMs
    }
  }
}
`,
    variables: ({ endpointId = UNKNOWN.endpointId }) => ({ endpointId }),
  },
];

export const EVENT_STEPS: readonly Step[] = [
  {
    title: 'Read the events',
    look: 'Every event has the next `sequence`: pass the last one that you handled as `afterSequence` to get what you missed.',
    document: `query ReadEvents($filter: EventFilter, $first: Int) {
  events(filter: $filter, first: $first) {
    nodes {
      id
      type
      sequence
      occurredAt
      partnerOrderId
      iccid
      data
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
    variables: ({ orderId }) => ({ filter: { afterSequence: 0, orderId }, first: 20 }),
  },
  {
    title: 'Send an event again',
    look: '`notEligible` says which events are not sent again, and why; `created` counts the deliveries that are.',
    document: `mutation SendEventAgain($input: ReplayEventsInput!) {
  replayEvents(input: $input) {
    replay {
      id
      status
      eligible
      notEligible {
        eventId
        reason
      }
      created
    }
  }
}
`,
    variables: ({ eventId = UNKNOWN.eventId }) => ({ input: { selection: { eventIds: [eventId] } } }),
  },
];
