import type { Coverage } from './coverage.ts';
import { markets } from './markets.ts';
import type { PriceRow } from './price-row.ts';

/** What a coverage offers: its countries, the same for every size, and the retail price of each size. */
export interface CoveragePrices {
  readonly countries: readonly string[];
  readonly sizes: readonly Pick<PriceRow, 'dataMb' | 'validityDays' | 'retailPriceMinor'>[];
}

const COUNTRIES_MIN = 3;

interface Size {
  readonly dataMb: number;
  readonly validityDays: number;
  readonly priceByCountry: Map<string, bigint>;
}

const groupBySize = (rows: readonly PriceRow[]): Size[] => {
  const sizes = new Map<string, Size>();
  for (const { iso2, dataMb, validityDays, retailPriceMinor } of rows) {
    const key = `${dataMb} ${validityDays}`;
    const size = sizes.get(key) ?? { dataMb, validityDays, priceByCountry: new Map() };
    sizes.set(key, size);
    size.priceByCountry.set(iso2, retailPriceMinor);
  }
  return [...sizes.values()];
};

const bySmallest = (a: Size, b: Size): number => a.dataMb - b.dataMb || a.validityDays - b.validityDays;

const byMostSold = (a: Size, b: Size): number => b.priceByCountry.size - a.priceByCountry.size || bySmallest(a, b);

const priceIn = (size: Size, iso2: string): bigint => size.priceByCountry.get(iso2) ?? 0n;

const ascending = (amounts: readonly bigint[]): bigint[] => amounts.toSorted((a, b) => (a < b ? -1 : Number(a > b)));

/** The sizes, most sold first, for as long as two thirds of the countries (and three) sell all of those taken. */
const takeSizes = (rows: readonly PriceRow[]): { sizes: Size[]; sellers: string[] } => {
  const all = [...new Set(rows.map(({ iso2 }) => iso2))];
  const sizes: Size[] = [];
  let sellers = all;
  for (const size of groupBySize(rows).sort(byMostSold)) {
    const left = sellers.filter((iso2) => size.priceByCountry.has(iso2));
    if (left.length < COUNTRIES_MIN || left.length * 3 < all.length * 2) continue;
    sizes.push(size);
    sellers = left;
  }
  return { sizes, sellers };
};

/** The countries up to the third quartile (nearest rank) of what all the sizes cost together; equals of the last one stay. */
const leaveOutDearest = (sizes: readonly Size[], sellers: readonly string[]): string[] => {
  const totals = sellers.map((iso2) => ({ iso2, total: sizes.reduce((sum, size) => sum + priceIn(size, iso2), 0n) }));
  const ranked = ascending(totals.map(({ total }) => total));
  const bound = ranked[Math.ceil((ranked.length * 3) / 4) - 1] ?? 0n;
  return totals.filter(({ total }) => total <= bound).map(({ iso2 }) => iso2);
};

/**
 * Derives what a coverage offers from the country prices of one file.
 * Sizes: most sold first, each one for as long as at least three countries and two thirds of those in the coverage
 * sell all sizes taken so far. Countries: those that sell all of these sizes, without the dearest quarter. Price: the
 * highest among these countries, so that a regional package is never a cheaper way to buy a country that it covers.
 * Null where no size is sold widely enough.
 */
export const deriveCoveragePrices = (coverage: Coverage, rows: readonly PriceRow[]): CoveragePrices | null => {
  const known = markets();
  const inside = rows.filter(({ iso2 }) => {
    const market = known.get(iso2);
    return market !== undefined && coverage.holds(market);
  });
  const { sizes, sellers } = takeSizes(inside);
  if (sizes.length === 0) return null;
  const countries = leaveOutDearest(sizes, sellers).sort();
  return {
    countries,
    sizes: sizes.sort(bySmallest).map((size) => ({
      dataMb: size.dataMb,
      validityDays: size.validityDays,
      retailPriceMinor: ascending(countries.map((iso2) => priceIn(size, iso2))).at(-1) ?? 0n,
    })),
  };
};
