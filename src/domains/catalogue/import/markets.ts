import { createRequire } from 'node:module';
import type { Country } from 'world-countries';

/** A country or territory that a package can cover. */
export interface Market {
  readonly iso2: string;
  /** The common English name. */
  readonly name: string;
  readonly region: string;
  readonly subregion: string;
}

const readMarkets = (): ReadonlyMap<string, Market> => {
  // Loaded when first asked for, because only an import needs these 1.4 MB. The cast is there because the package
  // declares an ES default export, while `require` gives the list itself.
  const countries = createRequire(import.meta.url)('world-countries') as readonly Country[];
  return new Map(
    countries.map(({ cca2, name, region, subregion }) => [cca2, { iso2: cca2, name: name.common, region, subregion }]),
  );
};

let known: ReadonlyMap<string, Market> | undefined;

/** Every market by its ISO 3166-1 alpha-2 code. */
export const markets = (): ReadonlyMap<string, Market> => {
  known ??= readMarkets();
  return known;
};
