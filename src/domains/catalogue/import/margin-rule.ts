import { badInput } from '../../../kernel/fault.ts';
import { type Currency, formatMinor, parseMoney, scaleMinor } from '../../../kernel/money.ts';
import { COVERAGES, GLOBAL, REGIONS } from './coverage.ts';
import { markets } from './markets.ts';
import { quoted } from './row-problem.ts';

/** A margin rule as the operator writes it. Percentages are plain decimals such as `35` or `32.5`. */
export interface MarginRuleText {
  /** Percent of the retail price that the partner keeps. */
  readonly margin: string;
  /** Exceptions, each `NAME=PERCENT`. NAME is a region, a coverage, a country or its code; the narrower one wins. */
  readonly marginFor?: readonly string[];
  /** The least net price, in the file's currency. */
  readonly netFloor?: string;
  /** Percent that a partner must put on the net price. Without it no minimum selling price is set. */
  readonly minimumMarkup?: string;
}

/** A margin rule as read. Rates are basis points: 35 % is 3500n. */
export interface MarginRule {
  readonly currency: Currency;
  readonly margin: bigint;
  readonly marginByRegion: ReadonlyMap<string, bigint>;
  readonly marginByCoverage: ReadonlyMap<string, bigint>;
  readonly netFloorMinor: bigint;
  readonly minimumMarkup: bigint | null;
}

const WHOLE = 10_000n;
const PERCENT = /^(\d{1,2})(?:\.(\d{1,2}))?$/;

const parsePercent = (text: string, field: string): bigint => {
  const [, whole, fraction = ''] = PERCENT.exec(text.trim()) ?? [];
  if (whole === undefined) throw badInput({ field, bound: 'a percentage from 0 to 99.99 with at most 2 decimals' });
  return BigInt(whole + fraction.padEnd(2, '0'));
};

const findName = (text: string): { readonly kind: 'region' | 'coverage'; readonly name: string } | null => {
  const same = (name: string): boolean => name.toLowerCase() === text.toLowerCase();
  const region = [...REGIONS, GLOBAL].find(same);
  if (region !== undefined) return { kind: 'region', name: region };
  const coverage = COVERAGES.find(({ name }) => same(name));
  const market = [...markets().values()].find(({ iso2, name }) => same(iso2) || same(name));
  const name = coverage?.name ?? market?.name;
  return name === undefined ? null : { kind: 'coverage', name };
};

const parseExceptions = (texts: readonly string[]): Pick<MarginRule, 'marginByRegion' | 'marginByCoverage'> => {
  const margins = { region: new Map<string, bigint>(), coverage: new Map<string, bigint>() };
  const field = 'marginFor';
  for (const text of texts) {
    const [, nameText, percent] = /^([^=]{1,80})=([^=]*)$/.exec(text) ?? [];
    if (nameText === undefined || percent === undefined) {
      throw badInput({ field, bound: 'NAME=PERCENT, such as Africa=25' });
    }
    const found = findName(nameText.trim());
    if (found === null) {
      throw badInput({ field, bound: `a region, coverage, country or country code; ${quoted(nameText)} is none` });
    }
    const chosen = margins[found.kind];
    if (chosen.has(found.name)) throw badInput({ field, bound: `each name once; ${found.name} is given twice` });
    chosen.set(found.name, parsePercent(percent, field));
  }
  return { marginByRegion: margins.region, marginByCoverage: margins.coverage };
};

const parseFloor = (text: string, currency: Currency): bigint => {
  const { minor } = parseMoney(text, currency, 'netFloor');
  if (minor <= 0n) throw badInput({ field: 'netFloor', bound: `at least ${formatMinor(1n, currency)}` });
  return minor;
};

/**
 * Reads a margin rule for a file of this currency; percentages may have two decimals, so that the arithmetic is exact.
 * Refuses: BAD_USER_INPUT.
 */
export const parseMarginRule = (text: MarginRuleText, currency: Currency): MarginRule => ({
  currency,
  margin: parsePercent(text.margin, 'margin'),
  ...parseExceptions(text.marginFor ?? []),
  netFloorMinor: text.netFloor === undefined ? 1n : parseFloor(text.netFloor, currency),
  minimumMarkup: text.minimumMarkup === undefined ? null : parsePercent(text.minimumMarkup, 'minimumMarkup'),
});

const atMost = (amount: bigint, bound: bigint): bigint => (amount < bound ? amount : bound);
const atLeast = (amount: bigint, bound: bigint): bigint => (amount > bound ? amount : bound);

/**
 * Net price = retail × (1 − margin), rounded half up to the minor unit, at least the floor and never above retail.
 * The minimum selling price stays null unless the operator asks for one, because binding a reseller to a minimum
 * resale price is unlawful in many markets (Regulation (EU) 2022/720, article 4(a)); it is never above retail either.
 */
export const priceForPartner = (
  rule: MarginRule,
  { coverageName, region }: { readonly coverageName: string; readonly region: string },
  retailPriceMinor: bigint,
): { readonly netPriceMinor: bigint; readonly minimumSellingPriceMinor: bigint | null } => {
  const margin = rule.marginByCoverage.get(coverageName) ?? rule.marginByRegion.get(region) ?? rule.margin;
  const share = scaleMinor(retailPriceMinor, WHOLE - margin, WHOLE);
  const netPriceMinor = atMost(atLeast(share, rule.netFloorMinor), retailPriceMinor);
  const minimumSellingPriceMinor =
    rule.minimumMarkup === null
      ? null
      : atMost(scaleMinor(netPriceMinor, WHOLE + rule.minimumMarkup, WHOLE), retailPriceMinor);
  return { netPriceMinor, minimumSellingPriceMinor };
};
