import { badInput } from '../../../kernel/fault.ts';
import { COVERAGES, type Coverage } from './coverage.ts';
import { deriveCoveragePrices } from './coverage-prices.ts';
import { dataLabel, sizeSlug } from './data-size.ts';
import { type MarginRule, priceForPartner } from './margin-rule.ts';
import { markets } from './markets.ts';
import type { CoverageType, PackageDraft } from './package-draft.ts';
import type { PriceRow } from './price-row.ts';
import { slug } from './slug.ts';

const PRODUCT_FAMILY = 'connect';

interface Offer {
  readonly coverageName: string;
  readonly coverageType: CoverageType;
  readonly iso2: string | null;
  readonly region: string;
  readonly countries: readonly string[];
  readonly dataMb: number;
  readonly validityDays: number;
  readonly retailPriceMinor: bigint;
}

const countryOffers = (rows: readonly PriceRow[]): Offer[] =>
  rows.flatMap(({ iso2, dataMb, validityDays, retailPriceMinor }): Offer[] => {
    const market = markets().get(iso2);
    if (market === undefined) throw badInput({ field: 'iso2', bound: 'a known country code' });
    const { name, region } = market;
    const coverage = { coverageName: name, coverageType: 'country', iso2, region, countries: [iso2] } as const;
    return [{ ...coverage, dataMb, validityDays, retailPriceMinor }];
  });

const coverageOffers = (coverage: Coverage, rows: readonly PriceRow[]): Offer[] => {
  const prices = deriveCoveragePrices(coverage, rows);
  return (prices?.sizes ?? []).map((size) => ({
    coverageName: coverage.name,
    coverageType: coverage.type,
    iso2: null,
    region: coverage.region,
    countries: prices?.countries ?? [],
    ...size,
  }));
};

const TYPE_ORDER: Readonly<Record<CoverageType, number>> = { country: 0, region: 1, global: 2 };

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const byCoverageAndSize = (a: Offer, b: Offer): number =>
  TYPE_ORDER[a.coverageType] - TYPE_ORDER[b.coverageType] ||
  compareText(slug(a.coverageName), slug(b.coverageName)) ||
  a.dataMb - b.dataMb ||
  a.validityDays - b.validityDays;

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

const toDraft = (offer: Offer, rule: MarginRule): PackageDraft => {
  const { retailPriceMinor, ...described } = offer;
  const { coverageName, dataMb, validityDays } = described;
  return {
    packageId: `onyx-${PRODUCT_FAMILY}-${slug(coverageName)}-${sizeSlug(dataMb)}-${validityDays}d`,
    productFamily: PRODUCT_FAMILY,
    displayName: `${coverageName} ${dataLabel(dataMb)}, ${days(validityDays)}`,
    ...described,
    currency: rule.currency,
    msrpMinor: retailPriceMinor,
    ...priceForPartner(rule, described, retailPriceMinor),
    suggestedRetailPriceMinor: retailPriceMinor,
    // A price file says nothing about restrictions of a market, so none is claimed.
    status: 'active',
    policyNotes: null,
  };
};

/**
 * Makes every package that the rows of one file give: one for each row, and the regional and global ones derived from
 * them (see `deriveCoveragePrices`). Sorted by coverage type, coverage and size; the order of the rows does not matter.
 * Refuses: BAD_USER_INPUT where the rule is in another currency than the rows, or a country is unknown.
 */
export const derivePackages = (rows: readonly PriceRow[], rule: MarginRule): readonly PackageDraft[] => {
  if (rows.some(({ currency }) => currency !== rule.currency)) {
    throw badInput({ field: 'currency', bound: `${rule.currency}, the currency of the margin rule` });
  }
  const derived = COVERAGES.flatMap((coverage) => coverageOffers(coverage, rows));
  return [...countryOffers(rows), ...derived].sort(byCoverageAndSize).map((offer) => toDraft(offer, rule));
};
