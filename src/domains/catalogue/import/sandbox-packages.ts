import { CURRENCY_DECIMALS, type Currency } from '../../../kernel/money.ts';
import { packageIdOfPath, SANDBOX_PATHS, type SandboxPath } from '../../../kernel/sandbox-path.ts';
import { dataLabel } from './data-size.ts';
import type { PackageDraft } from './package-draft.ts';

/** The coverage of packages that exist to try an order's paths. They are never sold live. */
export const SANDBOX_COVERAGE = 'Sandbox';

/** What happens to an order of each, in a few words and in full. */
const WORDS: Readonly<Record<SandboxPath, readonly [name: string, say: string]>> = {
  ready: ['becomes ready', 'an order of it becomes ESIM_READY, and its price is captured.'],
  late: [
    'becomes ready late',
    "an order of it stays PROVISIONING for two minutes of the organisation's time and then becomes ESIM_READY; sandboxAdvanceClock takes you there.",
  ],
  rejected: ['is rejected', 'an order of it becomes FAILED with CARRIER_REJECTED, and its price is released.'],
  'out-of-stock': [
    'is out of stock',
    'an order of it becomes FAILED with CARRIER_OUT_OF_STOCK, and its price is released.',
  ],
  review: [
    'waits for review',
    'an order of it becomes MANUAL_REVIEW with CARRIER_REVIEW, and its price stays held until sandboxSettleOrder ends it.',
  ],
  'review-ready': [
    'waits for review, then becomes ready',
    "an order of it becomes MANUAL_REVIEW, and after a minute of the organisation's time the carrier's late answer makes it ESIM_READY.",
  ],
  'review-failed': [
    'waits for review, then fails',
    "an order of it becomes MANUAL_REVIEW, and after a minute of the organisation's time the carrier's late answer makes it FAILED; its price is released.",
  ],
  'price-changed': [
    'costs more when it is ordered',
    'createOrder and quote refuse it with PRICE_CHANGED, which names twice the listed price, until that is its expectedNetPrice.',
  ],
  unavailable: [
    'cannot be had',
    'it is listed, but createOrder and quote refuse it with PACKAGE_UNAVAILABLE: nothing is done, try later or offer another one.',
  ],
  'no-funds': [
    'costs more than there is',
    'createOrder and quote refuse it with INSUFFICIENT_BALANCE whatever the balance, with its whole price as the shortfall.',
  ],
  'response-lost': [
    'is ordered without an answer',
    'the order is placed and its connection closed without an answer; the same request with the same key answers with the order and `replayed: true`.',
  ],
  slow: [
    'is ordered slowly',
    'the order is placed, and the answer comes after half a minute; the same request with the same key answers at once with `replayed: true`.',
  ],
  'rate-limited': [
    'is refused at first for a limit',
    'the first request of each key is refused with RATE_LIMITED and Retry-After 1 and nothing is done; the second one places the order.',
  ],
  'internal-error': [
    'is refused at first for an error',
    'the first request of each key is answered with INTERNAL and nothing is done; the second one with the same key places the order.',
  ],
};

const DATA_MB = 1024;
const VALIDITY_DAYS = 7;

/** Packages of which each takes an order down another path, at one unit of the currency. */
export const sandboxPackages = (currency: Currency): readonly PackageDraft[] => {
  const unit = 10n ** BigInt(CURRENCY_DECIMALS[currency]);
  return SANDBOX_PATHS.map((path) => {
    const [name, say] = WORDS[path];
    return {
      packageId: packageIdOfPath(path),
      productFamily: 'connect',
      coverageName: SANDBOX_COVERAGE,
      coverageType: 'region',
      displayName: `Sandbox ${dataLabel(DATA_MB)}, ${VALIDITY_DAYS} days: ${name}`,
      iso2: null,
      region: SANDBOX_COVERAGE,
      countries: [],
      validityDays: VALIDITY_DAYS,
      dataMb: DATA_MB,
      currency,
      msrpMinor: 2n * unit,
      netPriceMinor: unit,
      minimumSellingPriceMinor: null,
      suggestedRetailPriceMinor: 2n * unit,
      status: 'active',
      policyNotes: `For tests: ${say}`,
    };
  });
};
