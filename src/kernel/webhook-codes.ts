import type { CodeRow } from './code-row.ts';

/** Refusals about events and webhooks that a partner can meet over HTTP. */
export const WEBHOOK_CODES = {
  EVENT_NOT_FOUND: {
    http: 404,
    retry: 'never',
    say: 'There is no such event.',
    next: 'Check the id; events of other modes and organisations are not visible, and old ones are removed.',
    audience: 'partner',
  },
  WEBHOOK_ENDPOINT_NOT_FOUND: {
    http: 404,
    retry: 'never',
    say: 'There is no such webhook endpoint.',
    next: 'Check the id with `webhookEndpoints`; endpoints of the other mode are not visible.',
    audience: 'partner',
  },
  TOO_MANY_WEBHOOK_ENDPOINTS: {
    http: 409,
    retry: 'never',
    say: 'The organisation has as many webhook endpoints in this mode as it may have.',
    next: 'Delete one that is not needed, or have one endpoint receive more event types.',
    audience: 'partner',
  },
  WEBHOOK_TEST_IN_PROGRESS: {
    http: 409,
    retry: 'later',
    isTransient: true,
    say: 'The webhook endpoint is being tested.',
    next: 'Wait until that test is over: it takes 15 seconds at most.',
    audience: 'partner',
  },
  BAD_WEBHOOK_QUERY: {
    http: 400,
    retry: 'never',
    say: 'The document cannot shape a payload.',
    next: 'Send one fragment on `Event`, with fields that the scopes of the endpoint allow; `problems` says what is wrong.',
    audience: 'partner',
  },
  TOO_MANY_REPLAYS: {
    http: 409,
    retry: 'later',
    say: 'The organisation has as many replays running in this mode as it may have.',
    next: 'Read `replays { nodes { id status } }` and ask again when one is COMPLETED.',
    audience: 'partner',
  },
  REPLAY_NOT_FOUND: {
    http: 404,
    retry: 'never',
    say: 'There is no such replay.',
    next: 'Check the id that `replayEvents` gave.',
    audience: 'partner',
  },
} as const satisfies Record<string, CodeRow>;
