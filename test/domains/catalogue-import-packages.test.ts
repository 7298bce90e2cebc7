import fc from 'fast-check';
import {
  allowanceGb,
  dataLabel,
  derivePackages,
  type MarginRuleText,
  markets,
  parseMarginRule,
  priceForPartner,
  readPriceFile,
} from '../../src/domains/catalogue/import/index.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Currency } from '../../src/kernel/money.ts';

const HEADER = 'iso2,data_gb,validity_days,retail_price_usd';

const rule = (text: Partial<MarginRuleText> = {}, currency: Currency = 'USD') =>
  parseMarginRule({ margin: '35', ...text }, currency);

const faultOf = (work: () => unknown): Fault => {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

const prices = fc.bigInt({ min: 1n, max: 10n ** 9n });

// Few countries and sizes, so that most runs hold coverages that three countries can make up.
const rowsOfFewCountries = fc
  .uniqueArray(
    fc.record({
      iso2: fc.constantFrom('DE', 'ES', 'FR', 'IT', 'JP', 'TH', 'US', 'CA', 'MX'),
      dataMb: fc.constantFrom(512, 1024, 3072),
      validityDays: fc.constantFrom(7, 30),
      retailPriceMinor: fc.oneof(prices, fc.bigInt({ min: 1n, max: 4n })),
    }),
    { maxLength: 54, minLength: 20, selector: (row) => `${row.iso2} ${row.dataMb} ${row.validityDays}` },
  )
  .map((rows) => rows.map((row, index) => ({ ...row, currency: 'USD' as const, line: index + 2 })));

describe('the margin rule', () => {
  const japan = { coverageName: 'Japan', region: 'Asia' };
  const net = (text: Partial<MarginRuleText>, retail: bigint) =>
    priceForPartner(rule(text), japan, retail).netPriceMinor;

  test('the partner keeps exactly the percentage, to two decimals, rounded half up to the minor unit', () => {
    expect(net({ margin: '35' }, 2036n)).toBe(1323n);
    expect(net({ margin: '0' }, 2036n)).toBe(2036n);
    expect(net({ margin: '50' }, 1n)).toBe(1n);
    expect(net({ margin: '50' }, 101n)).toBe(51n);
    expect(net({ margin: '12.34' }, 10_000n)).toBe(8766n);
    expect(net({ margin: '12.5' }, 10_000n)).toBe(8750n);
    expect(net({ margin: '99.99' }, 10n ** 15n)).toBe(10n ** 11n);
  });

  test('the floor lifts the net price, but never above retail, and nothing costs 0', () => {
    expect(net({ netFloor: '15.00' }, 2036n)).toBe(1500n);
    expect(net({ netFloor: '30.00' }, 2036n)).toBe(2036n);
    expect(net({ margin: '99.99' }, 1n)).toBe(1n);
  });

  test('a coverage wins over its region, and a region over the rest', () => {
    const chosen = rule({ marginFor: ['Asia=20', 'jp=10', 'Global=5'] });
    const netOf = (coverageName: string, region: string) =>
      priceForPartner(chosen, { coverageName, region }, 10_000n).netPriceMinor;
    expect([
      netOf('Japan', 'Asia'),
      netOf('India', 'Asia'),
      netOf('Global', 'Global'),
      netOf('France', 'Europe'),
    ]).toEqual([9000n, 8000n, 9500n, 6500n]);
  });

  test('a minimum selling price exists only where it is asked for, and never exceeds retail', () => {
    const minimum = (text: Partial<MarginRuleText>) =>
      priceForPartner(rule(text), japan, 2036n).minimumSellingPriceMinor;
    expect(minimum({})).toBeNull();
    expect(minimum({ minimumMarkup: '5' })).toBe(1389n);
    expect(minimum({ minimumMarkup: '90' })).toBe(2036n);
  });

  test.each<[string, Partial<MarginRuleText>, string, string]>([
    ['100 percent', { margin: '100' }, 'margin', 'from 0 to 99.99'],
    ['a negative margin', { margin: '-1' }, 'margin', 'from 0 to 99.99'],
    ['three decimals', { margin: '1.234' }, 'margin', 'at most 2 decimals'],
    ['no number', { margin: '' }, 'margin', 'from 0 to 99.99'],
    ['an override without a percentage', { marginFor: ['Africa'] }, 'marginFor', 'NAME=PERCENT'],
    ['an override with a bad percentage', { marginFor: ['Africa=x'] }, 'marginFor', 'from 0 to 99.99'],
    ['an override for nothing known', { marginFor: ['Atlantis=5'] }, 'marginFor', '"Atlantis" is none'],
    ['the same name twice', { marginFor: ['JP=5', 'Japan=6'] }, 'marginFor', 'Japan is given twice'],
    ['a floor of 0', { netFloor: '0' }, 'netFloor', 'at least 0.01'],
    ['a floor with three decimals', { netFloor: '0.501' }, 'netFloor', 'at most 2 decimals'],
    ['a bad markup', { minimumMarkup: '5%' }, 'minimumMarkup', 'from 0 to 99.99'],
  ])('%s is refused with its field and bound', (_what, text, field, bound) => {
    const { code, details } = faultOf(() => rule(text));
    expect(code).toBe('BAD_USER_INPUT');
    expect(details).toEqual({ problems: [{ field, bound: expect.stringContaining(bound) }] });
  });

  test('for every price and rule: 0 < net ≤ minimum ≤ retail, and net is within half a minor unit of the exact share', () => {
    const percents = fc.integer({ min: 0, max: 9999 });
    fc.assert(
      fc.property(percents, percents, prices, (margin, markup, retail) => {
        const text = (points: number) => `${Math.floor(points / 100)}.${String(points % 100).padStart(2, '0')}`;
        const chosen = rule({ margin: text(margin), minimumMarkup: text(markup) });
        const { netPriceMinor, minimumSellingPriceMinor } = priceForPartner(chosen, japan, retail);
        expect(netPriceMinor > 0n && netPriceMinor <= retail).toBe(true);
        expect(minimumSellingPriceMinor !== null && minimumSellingPriceMinor >= netPriceMinor).toBe(true);
        expect(minimumSellingPriceMinor !== null && minimumSellingPriceMinor <= retail).toBe(true);
        const error = netPriceMinor * 10_000n - retail * BigInt(10_000 - margin);
        expect(netPriceMinor === 1n || (error > -5000n && error <= 5000n)).toBe(true);
      }),
    );
  });
});

describe('deriving packages', () => {
  test('a rule in another currency than the rows is refused', () => {
    const { rows } = readPriceFile(`${HEADER}\nJP,1,7,2.00`);
    expect(faultOf(() => derivePackages(rows, rule({}, 'EUR'))).code).toBe('BAD_USER_INPUT');
  });

  test('no rows give no packages', () => {
    expect(derivePackages([], rule())).toEqual([]);
  });

  test('a coverage needs three countries that sell the size, and a size that few of them sell is left out', () => {
    const regional = (...lines: string[]) =>
      derivePackages(readPriceFile([HEADER, ...lines].join('\n')).rows, rule())
        .filter(({ coverageName }) => coverageName === 'Europe')
        .map(({ displayName, msrpMinor, countries }) => [displayName, msrpMinor, countries.join(' ')]);
    expect(regional('FR,1,7,1.00', 'DE,1,7,2.00')).toEqual([]);
    expect(regional('FR,1,7,1.00', 'DE,1,7,2.00', 'IT,1,7,3.00', 'IT,3,7,9.00')).toEqual([
      ['Europe 1 GB, 7 days', 300n, 'DE FR IT'],
    ]);
    expect(regional('FR,1,7,1.00', 'DE,1,7,2.00', 'IT,1,7,3.00', 'ES,1,7,9.00')).toEqual([
      ['Europe 1 GB, 7 days', 300n, 'DE FR IT'],
    ]);
    expect(regional('FR,1,7,1.00', 'DE,1,7,2.00', 'IT,1,7,3.00', 'ES,1,7,3.00')).toEqual([
      ['Europe 1 GB, 7 days', 300n, 'DE ES FR IT'],
    ]);
  });

  test('where not all sizes fit together, the ones that most countries sell are taken', () => {
    const sold = { 1: 'DE ES FR IT', 3: 'DE ES FR IT PL PT', 5: 'ES FR IT PL PT' };
    const lines = Object.entries(sold).flatMap(([gb, codes]) =>
      codes.split(' ').map((iso2) => `${iso2},${gb},7,${gb}`),
    );
    const european = derivePackages(readPriceFile([HEADER, ...lines].join('\n')).rows, rule()).filter(
      ({ coverageName }) => coverageName === 'Europe',
    );
    expect(european.map(({ dataMb, countries }) => [dataMb, countries.join(' ')])).toEqual([
      [3072, 'ES FR IT PL PT'],
      [5120, 'ES FR IT PL PT'],
    ]);
  });

  test('every market of the world has its own id of ASCII letters, at most 80 characters', () => {
    const rows = [...markets().keys()].map((iso2, index) => ({
      ...{ iso2, line: index + 2, dataMb: 1_023_999, validityDays: 365, retailPriceMinor: 100n },
      currency: 'USD' as const,
    }));
    const packages = derivePackages(rows, rule());
    const ids = packages.map(({ packageId }) => packageId);
    expect(packages.filter(({ coverageType }) => coverageType === 'country')).toHaveLength(250);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 80)).toEqual([]);
    expect(ids).toEqual(
      expect.arrayContaining([
        'onyx-connect-aland-islands-1023999mb-365d',
        'onyx-connect-curacao-1023999mb-365d',
        'onyx-connect-sao-tome-and-principe-1023999mb-365d',
        'onyx-connect-turkiye-1023999mb-365d',
      ]),
    );
  });

  test('for all rows: ids are unique, order does not matter, and no regional package undercuts a country it covers', () => {
    const shuffled = rowsOfFewCountries.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
    );
    let derived = 0;
    fc.assert(
      fc.property(shuffled, ([rows, others]) => {
        const packages = derivePackages(rows, rule({ netFloor: '0.50' }));
        expect(derivePackages(others, rule({ netFloor: '0.50' }))).toEqual(packages);
        expect(new Set(packages.map(({ packageId }) => packageId)).size).toBe(packages.length);
        derived += packages.length - rows.length;
        const priceOf = new Map(
          rows.map((row) => [`${row.iso2} ${row.dataMb} ${row.validityDays}`, row.retailPriceMinor]),
        );
        for (const { countries, dataMb, validityDays, msrpMinor, netPriceMinor } of packages) {
          expect(netPriceMinor <= msrpMinor).toBe(true);
          const covered = countries.map((iso2) => priceOf.get(`${iso2} ${dataMb} ${validityDays}`));
          expect(covered.every((price) => price !== undefined && price <= msrpMinor)).toBe(true);
          expect(covered).toContain(msrpMinor);
        }
      }),
    );
    expect(derived).toBeGreaterThan(0);
  });
});

test('a size is said in gigabytes where two decimals say it exactly, and in megabytes elsewhere', () => {
  expect([10_240, 1536, 1280, 1024, 1000, 512, 500, 1100].map(dataLabel)).toEqual([
    '10 GB',
    '1.5 GB',
    '1.25 GB',
    '1 GB',
    '1000 MB',
    '512 MB',
    '500 MB',
    '1100 MB',
  ]);
  expect([10_240, 512, 500].map(allowanceGb)).toEqual([10, 0.5, 0.48828125]);
});
