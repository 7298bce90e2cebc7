import { CURRENCY_DECIMALS, type Currency } from '../../../kernel/money.ts';
import { dataLabel, sizeSlug } from './data-size.ts';
import type { PackageDraft } from './package-draft.ts';

/** The coverage of packages that exist to try an order's paths. They are never sold live. */
export const SANDBOX_COVERAGE = 'Sandbox';

interface Path {
  /** What the sandbox carrier reacts to: the end of the package's id. */
  readonly ending: '' | '-rejected' | '-out-of-stock' | '-review';
  readonly name: string;
  readonly say: string;
}

/** Every way in which the provisioning of an order can come out. */
const PATHS: readonly Path[] = [
  {
    ending: '',
    name: 'becomes ready',
    say: 'For tests: an order of it becomes ESIM_READY, and its price is captured.',
  },
  {
    ending: '-rejected',
    name: 'is rejected',
    say: 'For tests: an order of it becomes FAILED with CARRIER_REJECTED, and its price is released.',
  },
  {
    ending: '-out-of-stock',
    name: 'is out of stock',
    say: 'For tests: an order of it becomes FAILED with CARRIER_OUT_OF_STOCK, and its price is released.',
  },
  {
    ending: '-review',
    name: 'waits for review',
    say: 'For tests: an order of it becomes MANUAL_REVIEW with CARRIER_REVIEW, and its price stays held.',
  },
];

const DATA_MB = 1024;
const VALIDITY_DAYS = 7;

/** Packages of which each takes an order down another path, at one unit of the currency. */
export const sandboxPackages = (currency: Currency): readonly PackageDraft[] => {
  const unit = 10n ** BigInt(CURRENCY_DECIMALS[currency]);
  return PATHS.map(({ ending, name, say }) => ({
    packageId: `onyx-connect-sandbox-${sizeSlug(DATA_MB)}-${VALIDITY_DAYS}d${ending}`,
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
    policyNotes: say,
  }));
};
