import { type CursorValues, decodeCursor, encodeCursor, type Page, toPage } from '../../kernel/cursor.ts';
import type { Assortment } from './assortment.ts';
import type { CataloguePackage } from './editions.ts';

/** An inclusive range; an end left out is open. */
export interface Range<Value> {
  readonly min?: Value | undefined;
  readonly max?: Value | undefined;
}

/** What a page of packages is narrowed to. Everything given must hold. */
export interface PackageFilter {
  readonly iso2?: string | undefined;
  readonly region?: string | undefined;
  readonly coverageType?: string | undefined;
  readonly status?: string | undefined;
  readonly dataMb?: Range<number> | undefined;
  readonly validityDays?: Range<number> | undefined;
  readonly netPriceMinor?: Range<bigint> | undefined;
  readonly currency?: string | undefined;
  /** Found in the display name or the package id, whatever its case. */
  readonly text?: string | undefined;
}

const PACKAGE_SORTS = ['name', 'price', '-price', 'data', '-data'] as const;

/** The order of a page; a leading minus turns it round. Equal ones go by package id. */
export type PackageSort = (typeof PACKAGE_SORTS)[number];

const SORT_VALUES: Readonly<Record<PackageSort, (offer: CataloguePackage) => string | number>> = {
  name: (offer) => offer.displayName,
  price: (offer) => Number(offer.netPriceMinor),
  '-price': (offer) => -Number(offer.netPriceMinor),
  data: (offer) => offer.dataMb,
  '-data': (offer) => -offer.dataMb,
};

/** Compares by code unit, so that the order is the same on every server whatever its locale. */
const compare = (a: CursorValues, b: CursorValues): number => {
  for (let index = 0; index < a.length; index += 1) {
    const [left, right] = [a[index] ?? '', b[index] ?? ''];
    if (left < right) return -1;
    if (left > right) return 1;
  }
  return 0;
};

interface Sorted {
  readonly offer: CataloguePackage;
  readonly position: CursorValues;
}

const sortedOffers = new WeakMap<Assortment, Map<PackageSort, readonly Sorted[]>>();

/** An assortment in order; sorted once for each order, for an assortment never changes. */
const inOrder = (assortment: Assortment, sort: PackageSort): readonly Sorted[] => {
  const orders = sortedOffers.get(assortment) ?? new Map<PackageSort, readonly Sorted[]>();
  sortedOffers.set(assortment, orders);
  const kept = orders.get(sort);
  if (kept) return kept;
  const value = SORT_VALUES[sort];
  const sorted = [...assortment.values()]
    .map((offer): Sorted => ({ offer, position: [value(offer), offer.packageId] }))
    .sort((a, b) => compare(a.position, b.position));
  orders.set(sort, sorted);
  return sorted;
};

const within = <Value extends number | bigint>(value: Value, range: Range<Value> | undefined): boolean =>
  !range || ((range.min === undefined || value >= range.min) && (range.max === undefined || value <= range.max));

const same = (value: string | null, wanted: string | undefined): boolean => wanted === undefined || value === wanted;

const covers = (offer: CataloguePackage, iso2: string | undefined): boolean =>
  iso2 === undefined || offer.countries.includes(iso2);

const mentions = (offer: CataloguePackage, text: string | undefined): boolean =>
  text === undefined ||
  offer.displayName.toLowerCase().includes(text.toLowerCase()) ||
  offer.packageId.includes(text.toLowerCase());

const matches = (offer: CataloguePackage, filter: PackageFilter): boolean =>
  covers(offer, filter.iso2) &&
  same(offer.region, filter.region) &&
  same(offer.coverageType, filter.coverageType) &&
  same(offer.status, filter.status) &&
  same(offer.currency, filter.currency) &&
  within(offer.dataMb, filter.dataMb) &&
  within(offer.validityDays, filter.validityDays) &&
  within(offer.netPriceMinor, filter.netPriceMinor) &&
  mentions(offer, filter.text);

/**
 * A page of the assortment behind the cursor `after`, by keyset: a package that comes or goes between two pages moves
 * no other. Refuses: BAD_USER_INPUT for a cursor that no page of this sort gave.
 */
export const browse = (
  assortment: Assortment,
  filter: PackageFilter,
  sort: PackageSort,
  first: number,
  after: string | null,
): Page<CataloguePackage> => {
  const behind = after === null ? null : decodeCursor(after, sort, 2);
  const rows: CataloguePackage[] = [];
  for (const { offer, position } of inOrder(assortment, sort)) {
    if (behind && compare(position, behind) <= 0) continue;
    if (!matches(offer, filter)) continue;
    rows.push(offer);
    if (rows.length > first) break;
  }
  return toPage(rows, first);
};

/** The cursor of a package in a sort. */
export const packageCursor = (offer: CataloguePackage, sort: PackageSort): string =>
  encodeCursor(sort, [SORT_VALUES[sort](offer), offer.packageId]);
