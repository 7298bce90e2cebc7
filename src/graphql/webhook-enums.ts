import { registerEnumType } from 'type-graphql';
import {
  ATTEMPT_FAILURES,
  type AttemptFailure,
  DELIVERY_STATES,
  DISABLED_REASONS,
  REPLAY_REFUSALS,
  type ReplayRefusal,
} from '../domains/webhooks/index.ts';
import { registerWords } from './enums.ts';

export const SignatureEnum = { HMAC_SHA256: 'hmac', ED25519: 'ed25519' } as const;
registerEnumType(SignatureEnum, {
  name: 'WebhookSignature',
  description: 'How deliveries are signed (Standard Webhooks 1.0).',
  valuesConfig: {
    HMAC_SHA256: { description: 'With a secret that you keep too: `v1` in `webhook-signature`.' },
    ED25519: { description: 'With a key pair of which you get the public half, which is no secret: `v1a`.' },
  },
});

export const EndpointStatusEnum = registerWords(
  'WebhookEndpointStatus',
  'Whether events are sent to an endpoint.',
  ['enabled', 'disabled'],
  { enabled: 'It gets the events that it wants.', disabled: 'It gets nothing; `disabledReason` says why.' },
);

export const DisabledReasonEnum = registerWords(
  'WebhookDisabledReason',
  'Why an endpoint gets nothing.',
  DISABLED_REASONS,
  {
    partner: 'You disabled it.',
    gone: 'It answered 410 Gone.',
    failing: 'Every attempt of five days failed.',
  },
);

export const DeliveryStatusEnum = registerWords('DeliveryStatus', 'Where a delivery stands.', DELIVERY_STATES, {
  pending: 'An attempt is due, now or at `nextAttemptAt`.',
  delivered: 'The endpoint answered 200 to 299.',
  failed: 'It was given up: its attempts are used up, or its endpoint wants nothing more. It can be replayed.',
});

const attemptFailures = Object.keys(ATTEMPT_FAILURES) as AttemptFailure[]; // the table's own keys
export const DeliveryFailureEnum = registerWords(
  'DeliveryFailure',
  'Why an attempt failed, or a delivery was given up.',
  [...attemptFailures, 'endpoint_disabled', 'endpoint_deleted'],
  {
    ...ATTEMPT_FAILURES,
    endpoint_disabled: 'The endpoint was disabled while the delivery waited.',
    endpoint_deleted: 'The endpoint was deleted while the delivery waited.',
  },
);

export const ReplayStatusEnum = registerWords(
  'ReplayStatus',
  'Whether the deliveries of a replay are being made.',
  ['running', 'completed'],
  {
    running: 'Its deliveries are being made, and sent as they are.',
    completed: 'All of its deliveries were made; `pending` says how many still wait for an attempt.',
  },
);

export const ReplayRefusalEnum = registerWords(
  'NotEligibleReason',
  'Why an event is not sent again.',
  Object.keys(REPLAY_REFUSALS) as ReplayRefusal[], // the table's own keys
  REPLAY_REFUSALS,
);
