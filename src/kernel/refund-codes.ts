import type { CodeRow } from './code-row.ts';

/** Refusals around orders that are to be ended: cancelled, refunded, or settled by hand. */
export const REFUND_CODES = {
  ORDER_NOT_CANCELLABLE: {
    http: 409,
    retry: 'never',
    say: 'This order cannot be cancelled any more.',
    next: 'Read its `status`: an eSIM that a device has is given back with `requestRefund`, a failed or refunded order costs nothing.',
    audience: 'partner',
  },
  ORDER_NOT_REFUNDABLE: {
    http: 409,
    retry: 'never',
    say: 'This order has no price that can be asked back now.',
    next: 'Read its `status`: before the eSIM is ready use `cancelOrder`; wait where a cancellation is under way; a failed or refunded order costs nothing.',
    audience: 'partner',
  },
  REFUND_OPEN: {
    http: 409,
    retry: 'never',
    say: 'A refund of this order is open already.',
    next: 'Read `order { refund { status } }`; the operator decides it, and `refund.completed` or `refund.rejected` tells you.',
    audience: 'partner',
  },
  REFUND_NOT_FOUND: {
    http: 404,
    retry: 'never',
    say: 'There is no such refund.',
    next: 'Read `order { refund { id } }`.',
    audience: 'partner',
  },
  REFUND_NOT_APPROVED: {
    http: 409,
    retry: 'never',
    say: 'The refund is not approved yet.',
    next: 'Run `onyx refund approve` first.',
    audience: 'operator',
  },
  REFUND_DECIDED: {
    http: 409,
    retry: 'never',
    say: 'The refund was decided otherwise before.',
    next: 'Read `order { refund { status } }` to see how it ended.',
    audience: 'partner',
  },
  ICCID_TAKEN: {
    http: 409,
    retry: 'never',
    say: 'Another order has an eSIM of this ICCID.',
    next: 'Check what the carrier gave for this order.',
    audience: 'operator',
  },
  ORDER_NOT_IN_REVIEW: {
    http: 409,
    retry: 'never',
    say: 'This order does not wait for a check by hand.',
    next: 'Read its `status`: the carrier, or somebody else, settled it first, or it is still being prepared.',
    audience: 'partner',
  },
} as const satisfies Record<string, CodeRow>;
