import { readFileSync } from 'node:fs';
import {
  derivePackages,
  describeProblem,
  markets,
  type PackageDraft,
  parseMarginRule,
  readPriceFile,
} from '../../src/domains/catalogue/import/index.ts';

const firstData = readFileSync(
  new URL('../../src/domains/catalogue/first-data/market-prices.csv', import.meta.url),
  'utf8',
);

const rule = (marginFor: readonly string[] = []) => parseMarginRule({ margin: '35', marginFor }, 'USD');

describe('the first data', () => {
  const file = readPriceFile(firstData);
  const packages = derivePackages(file.rows, rule());
  const named = (packageId: string): PackageDraft | undefined =>
    packages.find((draft) => draft.packageId === packageId);

  test('523 of its 526 rows can be sold; the row without a size and the two without a price are named by line', () => {
    expect(file.currency).toBe('USD');
    expect(file.rows).toHaveLength(523);
    expect(file.problems.map(({ line, column }) => [line, column])).toEqual([
      [81, 'data_gb'],
      [275, 'retail_price_usd'],
      [349, 'retail_price_usd'],
    ]);
    expect(file.problems.map(describeProblem)[0]).toMatch(/^line 81, data_gb: the size is 0, .* cannot be guessed/);
    expect(file.problems[1]?.problem).toBe('the price is "0.00": it must be above 0');
  });

  test('it gives 523 country, 38 regional and 4 global packages', () => {
    const count = (type: string) => packages.filter(({ coverageType }) => coverageType === type).length;
    expect([count('country'), count('region'), count('global')]).toEqual([523, 38, 4]);
  });

  test('a country package carries its names, its size and both prices', () => {
    expect(named('onyx-connect-japan-10gb-30d')).toEqual({
      packageId: 'onyx-connect-japan-10gb-30d',
      productFamily: 'connect',
      coverageName: 'Japan',
      coverageType: 'country',
      displayName: 'Japan 10 GB, 30 days',
      iso2: 'JP',
      region: 'Asia',
      countries: ['JP'],
      validityDays: 30,
      dataMb: 10_240,
      currency: 'USD',
      msrpMinor: 2530n,
      netPriceMinor: 1645n,
      minimumSellingPriceMinor: null,
      suggestedRetailPriceMinor: 2530n,
      status: 'active',
      policyNotes: null,
    });
  });

  test('a regional package covers the same countries in every size and costs as much as the dearest of them', () => {
    const europe = packages.filter(({ coverageName }) => coverageName === 'Europe');
    expect(europe.map(({ displayName, msrpMinor }) => [displayName, msrpMinor])).toEqual([
      ['Europe 1 GB, 7 days', 172n],
      ['Europe 3 GB, 30 days', 368n],
      ['Europe 5 GB, 30 days', 552n],
      ['Europe 10 GB, 30 days', 932n],
      ['Europe 20 GB, 30 days', 1668n],
    ]);
    expect(europe.map(({ iso2 }) => iso2)).toEqual([null, null, null, null, null]);
    expect(new Set(europe.map(({ countries }) => countries.join(' '))).size).toBe(1);
    expect(europe[0]?.countries).toHaveLength(30);
    expect(europe[0]?.countries).not.toContain('UA');
  });

  test('the global packages cover 70 countries of five regions', () => {
    const [global] = packages.filter(({ coverageType }) => coverageType === 'global');
    expect(global).toMatchObject({ coverageName: 'Global', region: 'Global', displayName: 'Global 1 GB, 7 days' });
    expect(global?.countries).toHaveLength(70);
    expect(new Set(global?.countries.map((iso2) => markets().get(iso2)?.region)).size).toBe(5);
  });

  test('an override for a region or a country changes these packages and no other', () => {
    const changed = derivePackages(file.rows, rule(['africa=25', 'KE=20', 'Southeast Asia=30']));
    const differing = changed.filter((draft, index) => draft.netPriceMinor !== packages[index]?.netPriceMinor);
    expect(new Set(differing.map(({ region, coverageName }) => (region === 'Africa' ? region : coverageName)))).toEqual(
      new Set(['Africa', 'Southeast Asia']),
    );
    const net = (packageId: string) => changed.find((draft) => draft.packageId === packageId)?.netPriceMinor;
    expect(net('onyx-connect-egypt-1gb-7d')).toBe(
      ((named('onyx-connect-egypt-1gb-7d')?.msrpMinor ?? 0n) * 75n + 50n) / 100n,
    );
    expect(net('onyx-connect-kenya-1gb-7d')).toBe(
      ((named('onyx-connect-kenya-1gb-7d')?.msrpMinor ?? 0n) * 80n + 50n) / 100n,
    );
  });
});
