import type { CodeRow } from './code-row.ts';

/** Refusals that only the operator meets, on the command line. */
export const OPERATOR_CODES = {
  UNKNOWN_ORGANISATION: {
    http: 404,
    retry: 'never',
    say: 'There is no such organisation.',
    next: 'Run `onyx partner list`.',
    audience: 'operator',
  },
  ORGANISATION_NAME_TAKEN: {
    http: 409,
    retry: 'never',
    say: 'Another organisation has this name.',
    next: 'Choose another name, or use the existing organisation.',
    audience: 'operator',
  },
  LIVE_NOT_APPROVED: {
    http: 409,
    retry: 'later',
    say: 'The organisation is not approved for live access yet.',
    next: 'Look with `onyx launch show`, and give what is missing with `onyx launch approve`.',
    audience: 'operator',
  },
  LIVE_ACCESS_NOT_REQUESTED: {
    http: 409,
    retry: 'never',
    say: 'There is no request for live access and no approval of it to refuse.',
    next: 'Look with `onyx launch show`.',
    audience: 'operator',
  },
  BAD_OPERATIONS_FILE: {
    http: 400,
    retry: 'never',
    say: 'The file has operations that cannot be registered; none was registered.',
    next: 'Correct the operations that the report names, or write the file anew with graphql-codegen.',
    audience: 'operator',
  },
  BAD_CATALOGUE_FILE: {
    http: 400,
    retry: 'never',
    say: 'The catalogue file has rows that cannot be imported; nothing was imported.',
    next: 'Correct the rows that the report names, or leave them out with --skip-bad.',
    audience: 'operator',
  },
  CATALOGUE_VERSION_TAKEN: {
    http: 409,
    retry: 'never',
    say: 'There is a catalogue of this version already.',
    next: 'Choose another version name.',
    audience: 'operator',
  },
  CATALOGUE_VERSION_PUBLISHED: {
    http: 409,
    retry: 'never',
    say: 'A published catalogue version cannot change.',
    next: 'Import a new version.',
    audience: 'operator',
  },
  PAYMENT_REFERENCE_TAKEN: {
    http: 409,
    retry: 'never',
    say: 'This payment reference was booked before.',
    next: 'Check the ledger; a payment is booked once.',
    audience: 'operator',
  },
  BAD_COMMAND: {
    http: 400,
    retry: 'never',
    say: 'The command cannot be run like this.',
    next: 'Run it with --help.',
    audience: 'operator',
  },
} as const satisfies Record<string, CodeRow>;
