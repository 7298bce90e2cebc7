import type { Market } from './markets.ts';
import type { CoverageType } from './package-draft.ts';

/** A group of markets that one package can cover. */
export interface Coverage {
  readonly name: string;
  readonly type: Exclude<CoverageType, 'country'>;
  readonly region: string;
  readonly holds: (market: Market) => boolean;
}

export const REGIONS = ['Africa', 'Americas', 'Asia', 'Europe', 'Oceania'] as const;
export const GLOBAL = 'Global';

const ofRegion = (name: string): Coverage => ({
  name,
  type: 'region',
  region: name,
  holds: ({ region }) => region === name,
});

const ofSubregion = (name: string, region: string, subregion = name): Coverage => ({
  name,
  type: 'region',
  region,
  holds: (market) => market.subregion === subregion,
});

/** The groups that packages are derived for: the five regions, the subregions that travellers ask for by name, the world. */
export const COVERAGES: readonly Coverage[] = [
  ...REGIONS.map(ofRegion),
  ofSubregion('Caribbean', 'Americas'),
  ofSubregion('Central America', 'Americas'),
  ofSubregion('North America', 'Americas'),
  ofSubregion('South America', 'Americas'),
  ofSubregion('Southeast Asia', 'Asia', 'South-Eastern Asia'),
  { name: GLOBAL, type: 'global', region: GLOBAL, holds: () => true },
];
