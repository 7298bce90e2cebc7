import { ACTIVATION_CODES } from './activation-codes.ts';
import type { CodeRow } from './code-row.ts';
import { MONEY_CODES } from './money-codes.ts';
import { OPERATOR_CODES } from './operator-codes.ts';
import { REFUND_CODES } from './refund-codes.ts';
import { WEBHOOK_CODES } from './webhook-codes.ts';

export type { CodeRow, Retry } from './code-row.ts';

/** Refusals that a partner can meet over HTTP. */
const PARTNER_CODES = {
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
  SERVER_SIDE_ONLY: {
    http: 403,
    retry: 'never',
    say: 'Credentials are for servers, and this request came from a browser.',
    next: 'Call from your server. A live credential that reached a browser is exposed: revoke it and use a new one.',
    audience: 'partner',
  },
  RATE_LIMITED: {
    http: 429,
    retry: 'later',
    isTransient: true,
    say: 'There were too many requests in a short time.',
    next: 'Wait for the seconds that `Retry-After` names, then send the same request again.',
    audience: 'partner',
  },
  INVALID_SIGNATURE: {
    http: 403,
    retry: 'never',
    say: 'The signature of this request is not that of a known key over its body.',
    next: 'Sign the body as it is sent, with a key that this server knows.',
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
    next: 'Correct the document where `why` says.',
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
    next: 'Send a smaller body: `limit` is how many bytes it may have.',
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
  UNTRUSTED_DOCUMENT: {
    http: 403,
    retry: 'never',
    say: 'This credential runs registered documents only, and this is none of them.',
    next: 'Send a document exactly as it was registered, or its hash; the operator registers new ones.',
    audience: 'partner',
  },
  UNKNOWN_DOCUMENT: {
    http: 404,
    retry: 'same_key',
    say: 'There is no registered document of this hash.',
    next: 'Have the operator register the document, or send its text in `query`.',
    audience: 'partner',
  },
  LAUNCH_CHECKS_MISSING: {
    http: 409,
    retry: 'later',
    say: 'Live access can be requested once every check has passed in the sandbox.',
    next: 'Read `missing`, and `launchReadiness { checks { check state say } }` for how each is shown; then ask again.',
    audience: 'partner',
  },
  UNKNOWN_PACKAGE: {
    http: 404,
    retry: 'never',
    say: 'This package is not in the approved catalogue.',
    next: 'Choose a package that the `packages` query lists.',
    audience: 'partner',
  },
  PACKAGE_UNAVAILABLE: {
    http: 409,
    retry: 'later',
    say: 'This package cannot be had at the moment.',
    next: 'Send the same request with the same key later, or offer the customer another package.',
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
    say: 'The net price is not the one that was expected, or listed.',
    next: 'Read the `netPrice` that comes with this refusal; order again with it as `expectedNetPrice` if it suits you.',
    audience: 'partner',
  },
  INSUFFICIENT_BALANCE: {
    http: 402,
    retry: 'later',
    say: 'The available balance does not cover the net price.',
    next: 'Fund the wallet, by the `shortfall` that comes with this refusal where the credential has `ledger:read`; then send the same request with the same key.',
    audience: 'partner',
  },
  PARTNER_ORDER_ID_TAKEN: {
    http: 409,
    retry: 'never',
    say: 'Another order already has this partnerOrderId.',
    next: 'Read `orderId` and `status`, which say what that order is, or look it up with `order(by: { partnerOrderId })`, before you order again.',
    audience: 'partner',
  },
  ORDER_NOT_FOUND: {
    http: 404,
    retry: 'never',
    say: 'There is no such order.',
    next: 'Check the id and the mode of the credential.',
    audience: 'partner',
  },
  ESIM_NOT_FOUND: {
    http: 404,
    retry: 'never',
    say: 'There is no such eSIM.',
    next: 'Check the ICCID; eSIMs of the other mode are not visible.',
    audience: 'partner',
  },
  SANDBOX_ONLY: {
    http: 403,
    retry: 'never',
    say: 'This is for the sandbox alone.',
    next: 'Use a sandbox credential.',
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
    isTransient: true,
    say: 'A request with this idempotency key is still in progress.',
    next: 'Wait a moment and send the same request with the same key.',
    audience: 'partner',
  },
  UNAVAILABLE: {
    http: 503,
    retry: 'same_key',
    isTransient: true,
    say: 'The service cannot answer right now.',
    next: 'Send the same request again, with the same key, after a pause.',
    audience: 'partner',
  },
  INTERNAL: {
    http: 500,
    retry: 'same_key',
    isTransient: true,
    say: 'Something went wrong on our side.',
    next: 'Send the same request again with the same key; quote the request id if it stays.',
    audience: 'partner',
  },
  CREDENTIAL_NOT_FOUND: {
    http: 404,
    retry: 'never',
    say: 'There is no such credential.',
    next: 'Check the id and the mode: `credentials` lists those of the organisation.',
    audience: 'partner',
  },
  CREDENTIAL_NOT_ACTIVE: {
    http: 409,
    retry: 'never',
    say: 'The credential is not active any more.',
    next: 'Use another credential; the operator issues new ones.',
    audience: 'partner',
  },
  CREDENTIAL_REPLACED: {
    http: 409,
    retry: 'never',
    say: 'The credential was rotated before, and its replacement is in use.',
    next: 'Rotate the replacement: `credentials` names it as `replacedBy`.',
    audience: 'partner',
  },
} as const satisfies Record<string, CodeRow>;

/** The closed table of refusals. Emitted to schema/codes.json; a test proves that each one can happen. */
export const CODES = {
  ...PARTNER_CODES,
  ...WEBHOOK_CODES,
  ...MONEY_CODES,
  ...REFUND_CODES,
  ...ACTIVATION_CODES,
  ...OPERATOR_CODES,
} as const satisfies Record<string, CodeRow>;

export type Code = keyof typeof CODES;

/** Whether the same request, unchanged, may succeed after a pause, without anybody doing anything. */
export const isTransient = (code: Code): boolean => {
  const row: CodeRow = CODES[code];
  return row.isTransient === true;
};
