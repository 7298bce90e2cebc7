/** What a caller does after a refusal: nothing more, the same key again, a new key, or the same key again after a while. */
export type Retry = 'never' | 'same_key' | 'new_key' | 'later';

export interface CodeRow {
  /** HTTP status where the whole answer is this refusal (RFC 9110). */
  readonly http: number;
  readonly retry: Retry;
  /** The sentence shown to the caller. It comes from here and nowhere else, so no secret can ride along. */
  readonly say: string;
  /** What the caller does next. */
  readonly next: string;
  /** Who can meet it: a partner over HTTP, or only the operator on the command line. */
  readonly audience: 'partner' | 'operator';
}

/** The closed table of refusals. Emitted to schema/codes.json; a test proves that each one can happen. */
export const CODES = {
  UNAUTHENTICATED: {
    http: 401,
    retry: 'never',
    say: 'A valid credential is required.',
    next: 'Send `Authorization: Bearer` with an active credential of this server.',
    audience: 'partner',
  },
  FORBIDDEN: {
    http: 403,
    retry: 'never',
    say: 'This credential does not have the scope that the field needs.',
    next: 'Ask the operator for the missing scope, or leave the field out.',
    audience: 'partner',
  },
  ORGANISATION_SUSPENDED: {
    http: 403,
    retry: 'never',
    say: 'This organisation is suspended and cannot place orders.',
    next: 'Contact the operator; reading goes on working.',
    audience: 'partner',
  },
  MARKET_NOT_ELIGIBLE: {
    http: 403,
    retry: 'never',
    say: 'This organisation is not eligible to sell in the market of this package.',
    next: 'Choose a package of another market, or ask the operator to open this one.',
    audience: 'partner',
  },
  BAD_USER_INPUT: {
    http: 400,
    retry: 'same_key',
    say: 'An argument is outside its bounds.',
    next: 'Read `problems`: each names the field and its bound. Correct it and send again.',
    audience: 'partner',
  },
  BAD_REQUEST: {
    http: 400,
    retry: 'same_key',
    say: 'The request is not a well-formed GraphQL request.',
    next: 'Send a JSON object with `query` and, where needed, `variables` and `operationName`.',
    audience: 'partner',
  },
  GRAPHQL_PARSE_FAILED: {
    http: 400,
    retry: 'same_key',
    say: 'The document is not valid GraphQL syntax.',
    next: 'Correct the document.',
    audience: 'partner',
  },
  GRAPHQL_VALIDATION_FAILED: {
    http: 400,
    retry: 'same_key',
    say: 'The document does not fit the schema.',
    next: 'Compare the document with the printed schema.',
    audience: 'partner',
  },
  OPERATION_TOO_LARGE: {
    http: 400,
    retry: 'same_key',
    say: 'The document is larger, deeper or costlier than an operation may be.',
    next: 'Read `limit` and `actual`, then ask for less in one operation.',
    audience: 'partner',
  },
  METHOD_NOT_ALLOWED: {
    http: 405,
    retry: 'same_key',
    say: 'This method is not allowed here; GET serves queries only.',
    next: 'Use POST.',
    audience: 'partner',
  },
  NOT_ACCEPTABLE: {
    http: 406,
    retry: 'same_key',
    say: 'The answer cannot be given in a media type that the request accepts.',
    next: 'Accept `application/graphql-response+json` or `application/json`.',
    audience: 'partner',
  },
  PAYLOAD_TOO_LARGE: {
    http: 413,
    retry: 'same_key',
    say: 'The request body is too large.',
    next: 'Send a smaller body; the bound is in the documentation.',
    audience: 'partner',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    http: 415,
    retry: 'same_key',
    say: 'The request body has an unsupported content type.',
    next: 'Send `Content-Type: application/json` in UTF-8.',
    audience: 'partner',
  },
  NOT_FOUND: {
    http: 404,
    retry: 'never',
    say: 'There is nothing at this path.',
    next: 'The API is at POST /graphql.',
    audience: 'partner',
  },
  UNKNOWN_PACKAGE: {
    http: 404,
    retry: 'never',
    say: 'This package is not in the approved catalogue.',
    next: 'Choose a package that the `packages` query lists.',
    audience: 'partner',
  },
  UNKNOWN_CATALOGUE_VERSION: {
    http: 404,
    retry: 'never',
    say: 'There is no published catalogue of this version.',
    next: 'Read `catalogue { version }`.',
    audience: 'partner',
  },
  CATALOGUE_VERSION_RETIRED: {
    http: 409,
    retry: 'same_key',
    say: 'The catalogue version that the order names is not the current one.',
    next: 'Read the package again in the current version, then order with that version.',
    audience: 'partner',
  },
  PRICE_CHANGED: {
    http: 409,
    retry: 'same_key',
    say: 'The net price is not the one that the order expects.',
    next: 'Read the `netPrice` that comes with this refusal; order again with it if it suits you.',
    audience: 'partner',
  },
  INSUFFICIENT_BALANCE: {
    http: 402,
    retry: 'later',
    say: 'The available balance does not cover the net price.',
    next: 'Read the `shortfall` that comes with this refusal, fund the wallet, then send the same request with the same key.',
    audience: 'partner',
  },
  PARTNER_ORDER_ID_TAKEN: {
    http: 409,
    retry: 'never',
    say: 'Another order already has this partnerOrderId.',
    next: 'Look it up with `order(by: { partnerOrderId })` before you order again.',
    audience: 'partner',
  },
  ORDER_NOT_FOUND: {
    http: 404,
    retry: 'never',
    say: 'There is no such order.',
    next: 'Check the id and the mode of the credential.',
    audience: 'partner',
  },
  IDEMPOTENCY_KEY_REQUIRED: {
    http: 400,
    retry: 'new_key',
    say: 'This mutation needs an idempotency key.',
    next: 'Put `@idempotent(key:)` on the field, or send the header `Idempotency-Key`.',
    audience: 'partner',
  },
  IDEMPOTENCY_CONFLICT: {
    http: 409,
    retry: 'new_key',
    say: 'This idempotency key was used with another input.',
    next: 'Use a new key for a new order; use `idempotencyKey` to see what this one did.',
    audience: 'partner',
  },
  IDEMPOTENCY_IN_PROGRESS: {
    http: 409,
    retry: 'same_key',
    say: 'A request with this idempotency key is still in progress.',
    next: 'Wait a moment and send the same request with the same key.',
    audience: 'partner',
  },
  UNAVAILABLE: {
    http: 503,
    retry: 'same_key',
    say: 'The service cannot answer right now.',
    next: 'Send the same request again, with the same key, after a pause.',
    audience: 'partner',
  },
  INTERNAL: {
    http: 500,
    retry: 'same_key',
    say: 'Something went wrong on our side.',
    next: 'Send the same request again with the same key; quote the request id if it stays.',
    audience: 'partner',
  },
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
  CREDENTIAL_NOT_FOUND: {
    http: 404,
    retry: 'never',
    say: 'There is no such credential.',
    next: 'Run `onyx credential list`.',
    audience: 'operator',
  },
  CREDENTIAL_NOT_ACTIVE: {
    http: 409,
    retry: 'never',
    say: 'The credential is not active any more.',
    next: 'Issue a new one.',
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

export type Code = keyof typeof CODES;
