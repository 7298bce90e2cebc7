import { type Action, given } from './action.ts';

export const EVENT_ACTIONS: readonly Action[] = [
  {
    title: 'Send a test event',
    say: 'Sends test.ping to an endpoint now. With a bad signature the endpoint must refuse it.',
    button: 'Send',
    document: `mutation SendTest($endpointId: ID!, $badSignature: Boolean!) {
  sendTestEvent(endpointId: $endpointId, badSignature: $badSignature) {
    ok
    eventId
    attempt {
      httpStatus
      failure
      durationMs
    }
  }
}
`,
    fields: [
      { name: 'endpointId', label: 'Endpoint', kind: 'text', initial: ({ endpointId = '' }) => endpointId },
      { name: 'badSignature', label: 'Sign it wrongly', kind: 'yes-or-no', initial: () => 'no' },
    ],
    variables: ({ endpointId, badSignature }) => ({ endpointId, badSignature: badSignature === 'yes' }),
  },
  {
    title: 'Replay an event',
    say: 'Sends an event again, to one endpoint or to each that wants it.',
    button: 'Replay',
    document: `mutation ReplayEvent($input: ReplayEventsInput!) {
  replayEvents(input: $input) {
    replay {
      id
      status
      created
      notEligible {
        eventId
        reason
      }
    }
  }
}
`,
    fields: [
      { name: 'eventId', label: 'Event', kind: 'text', initial: ({ eventId = '' }) => eventId },
      { name: 'endpointId', label: 'Endpoint', kind: 'text', initial: () => '', hint: 'each that wants it' },
    ],
    variables: ({ eventId, endpointId }) => ({
      input: { endpointId: given(endpointId), selection: { eventIds: [eventId] } },
    }),
  },
];
