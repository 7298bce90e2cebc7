import { registerEnumType } from 'type-graphql';
import { COVERAGE_TYPES, PACKAGE_STATUSES } from '../domains/catalogue/index.ts';
import { CREDENTIAL_STATES, REVOKE_REASONS } from '../domains/credentials/index.ts';
import { ESIM_STATES, USAGE_STATES } from '../domains/esims/index.ts';
import {
  APPROVAL_KINDS,
  CHECK_STATES,
  LAUNCH_CHECK_NAMES,
  LAUNCH_CHECKS,
  type LaunchCheck,
  LIVE_ACCESS_STATES,
} from '../domains/launch/index.ts';
import { ENTRY_TYPES } from '../domains/ledger/index.ts';
import { ORDER_REASONS, ORDER_STATES } from '../domains/orders/index.ts';
import { MODES } from '../kernel/actor.ts';
import { CODES } from '../kernel/codes.ts';

/** A GraphQL enum whose values are the stored words: `esim_ready` is shown as ESIM_READY. */
type EnumOf<Word extends string> = { readonly [Value in Word as Uppercase<Value>]: Value };

/** Registers an enum with a description for each of its words, so that none can be forgotten. */
export const registerWords = <Word extends string>(
  name: string,
  description: string,
  words: readonly Word[],
  descriptions: Readonly<Record<Word, string>>,
): EnumOf<Word> => {
  const values = Object.fromEntries(words.map((word) => [word.toUpperCase(), word])) as EnumOf<Word>; // the same words
  const valuesConfig = Object.fromEntries(
    words.map((word) => [word.toUpperCase(), { description: descriptions[word] }]),
  );
  registerEnumType(values, { name, description, valuesConfig: valuesConfig as Record<keyof EnumOf<Word>, object> });
  return values;
};

export const ModeEnum = registerWords('Mode', 'Which of two separate worlds a credential belongs to.', MODES, {
  sandbox: 'For building and testing: nothing is charged and no real eSIM is prepared.',
  live: 'Real orders of real customers.',
});

export const CredentialStateEnum = registerWords(
  'CredentialState',
  'Whether a credential is accepted.',
  CREDENTIAL_STATES,
  {
    active: 'Accepted; also beside its replacement, until the overlap ends.',
    rotated: 'Replaced by another one, and the overlap is over.',
    revoked: 'Ended for good.',
  },
);

export const RevokeReasonEnum = registerWords('RevokeReason', 'Why a credential was revoked.', REVOKE_REASONS, {
  team_change: 'Somebody who knew it left the team.',
  exposed: 'Its secret was, or may have been, where others could read it.',
  scheduled: 'It was due to be replaced.',
  not_needed: 'Nothing uses it any more.',
});

export const OrganisationStateEnum = registerWords(
  'OrganisationState',
  'Whether an organisation may place orders.',
  ['active', 'suspended'],
  { active: 'May place orders.', suspended: 'Orders are refused; reading goes on.' },
);

export const CoverageTypeEnum = registerWords('CoverageType', 'How wide a package covers.', COVERAGE_TYPES, {
  country: 'One country.',
  region: 'Several countries of one region.',
  global: 'Countries of several regions.',
});

export const PackageTypeEnum = registerWords('PackageType', 'What a package carries.', ['data'], {
  data: 'Mobile data only: no calls and no text messages.',
});

export const PackageStatusEnum = registerWords(
  'PackageStatus',
  'Whether a package can be sold freely.',
  PACKAGE_STATUSES,
  {
    active: 'Can be sold.',
    limited: 'Can be sold within what `policyNotes` says.',
  },
);

export const PackageSortEnum = {
  NAME_ASC: 'name',
  NET_PRICE_ASC: 'price',
  NET_PRICE_DESC: '-price',
  DATA_ASC: 'data',
  DATA_DESC: '-data',
} as const;
registerEnumType(PackageSortEnum, {
  name: 'PackageSort',
  description: 'The order of a page of packages; equal ones go by packageId.',
  valuesConfig: {
    NAME_ASC: { description: 'By display name, by Unicode code unit.' },
    NET_PRICE_ASC: { description: 'Cheapest first, by net price in minor units.' },
    NET_PRICE_DESC: { description: 'Dearest first, by net price in minor units.' },
    DATA_ASC: { description: 'Least data first.' },
    DATA_DESC: { description: 'Most data first.' },
  },
});

export const OrderStatusEnum = registerWords('OrderStatus', 'Where an order stands.', ORDER_STATES, {
  created: 'Accepted; the price is not held yet.',
  reserved: 'The net price is held in the wallet; provisioning starts next.',
  provisioning: 'The carrier prepares the eSIM. This is not a failure: wait until `expectedReadyBy`.',
  esim_ready: 'The eSIM can be installed; the net price is captured.',
  installed: 'The eSIM is on a device.',
  failed: 'No eSIM was prepared; the held price was released. `statusReason` says why.',
  manual_review: 'Nobody knows yet; the price stays held until the operator settles the order.',
  refunded: 'The net price was given back to the wallet.',
});

const reasons = Object.keys(ORDER_REASONS) as (keyof typeof ORDER_REASONS)[];
export const OrderReasonEnum = registerWords(
  'ReasonCode',
  'Why an order failed, waits for a review, or goes on though it was to be cancelled.',
  reasons,
  Object.fromEntries(reasons.map((reason) => [reason, ORDER_REASONS[reason].say])) as Record<
    (typeof reasons)[number],
    string
  >,
);

export const EsimStatusEnum = registerWords('EsimStatus', 'Where an eSIM stands.', ESIM_STATES, {
  allocated: 'Reserved for the order.',
  ready: 'Can be installed.',
  downloaded: 'Fetched by a device.',
  installed: 'Installed on a device.',
  expired: 'Its validity is over.',
  failed: 'Cannot be used.',
});

export const UsageStatusEnum = registerWords('UsageStatus', 'What the latest report of usage means.', USAGE_STATES, {
  not_started: 'No data was used yet.',
  active: 'Data was used, less than the lowest of your percentages.',
  threshold: 'The lowest of your percentages, or more, was used, and something is left.',
  exhausted: 'Nothing is left.',
  expired: 'The validity of the eSIM is over.',
  unknown: 'The eSIM failed, or is installed and reports that were due never came.',
});

export const LedgerEntryTypeEnum = registerWords('LedgerEntryType', 'What a ledger entry does.', ENTRY_TYPES, {
  reserve: 'Holds the net price of an order: from available to reserved.',
  capture: 'Takes a held price as paid.',
  release: 'Gives a held price back: from reserved to available.',
  credit: 'Adds a payment to the available balance.',
  refund: 'Gives a captured price back to the available balance.',
  monthly_minimum_true_up: "Takes what the month's gross profit lacks of the agreed minimum.",
});

export const LiveAccessStateEnum = registerWords('LiveAccessState', 'How live access stands.', LIVE_ACCESS_STATES, {
  none: 'Not asked for yet.',
  requested: 'Asked for; the operator decides.',
  approved: 'All four approvals stand: live credentials can be issued.',
  refused: 'Refused, or taken back; `reason` says why. It can be requested again.',
});

export const ApprovalKindEnum = registerWords('LaunchApprovalKind', 'What the operator approves.', APPROVAL_KINDS, {
  launch_checklist: 'The checks of the launch were shown in the sandbox.',
  privacy_review: 'Customer data is handled as it has to be.',
  support_path: 'Customers get help, and the operator reaches the support.',
  webhook_handling: 'Webhooks are verified and handled once each.',
});

export const CheckStateEnum = registerWords('LaunchCheckState', 'Whether a check was shown.', CHECK_STATES, {
  passed: 'Seen in the sandbox; `seenAt` and `evidence` say when and in what.',
  missing: 'Not seen yet; `say` tells how it is shown.',
});

export const LaunchCheckEnum = registerWords(
  'LaunchCheck',
  'What a partner shows in the sandbox before live access.',
  LAUNCH_CHECK_NAMES,
  Object.fromEntries(LAUNCH_CHECK_NAMES.map((check) => [check, LAUNCH_CHECKS[check].say])) as Record<
    LaunchCheck,
    string
  >,
);

const partnerCodes = (Object.keys(CODES) as (keyof typeof CODES)[]).filter(
  (code) => CODES[code].audience === 'partner',
);
export const RefusalCodeEnum = registerWords(
  'RefusalCode',
  'Why a request is refused: the codes of `extensions.code`, listed with their remedies in schema/codes.json.',
  partnerCodes,
  Object.fromEntries(partnerCodes.map((code) => [code, CODES[code].say])) as Record<
    (typeof partnerCodes)[number],
    string
  >,
);

export const RetryEnum = registerWords(
  'Retry',
  'Whether to send a refused request again, and with which idempotency key.',
  ['never', 'same_key', 'new_key', 'later'],
  {
    never: 'The same request cannot succeed.',
    same_key: 'Correct it where it says so, and send it again with the same key.',
    new_key: 'Send it with a new key.',
    later: 'Send it again with the same key once the cause is gone.',
  },
);
