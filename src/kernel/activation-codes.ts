import type { CodeRow } from './code-row.ts';

/** Refusals around activation material and the links that show it to customers. */
export const ACTIVATION_CODES = {
  ACTIVATION_NOT_AVAILABLE: {
    http: 409,
    retry: 'never',
    say: 'This eSIM cannot be installed now.',
    next: 'Read its `status`: it is installed already, over, or not ready yet.',
    audience: 'partner',
  },
  ACTIVATION_IN_LIST: {
    http: 400,
    retry: 'never',
    say: 'Activation material is a secret, and stands in no list.',
    next: 'Ask for one eSIM at a time, with `esim(iccid:)` or `order(by:)`.',
    audience: 'partner',
  },
  INSTALL_LINK_NOT_FOUND: {
    http: 404,
    retry: 'never',
    say: 'There is no such install link.',
    next: 'Check the id: `installLinks(iccid:)` lists those of an eSIM.',
    audience: 'partner',
  },
} as const satisfies Record<string, CodeRow>;
