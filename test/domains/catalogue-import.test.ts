import fc from 'fast-check';
import { describeProblem, markets, type PriceRow, readPriceFile } from '../../src/domains/catalogue/import/index.ts';
import { type Currency, formatMinor } from '../../src/kernel/money.ts';

const HEADER = 'iso2,data_gb,validity_days,retail_price_usd';

const problemsOf = (...lines: string[]): string[] =>
  readPriceFile([HEADER, ...lines].join('\n')).problems.map(describeProblem);

const codes = fc.constantFrom(...markets().keys());
const sizes = fc.oneof(fc.constantFrom(1024, 3072, 5120, 10_240), fc.integer({ min: 1, max: 1_024_000 }));
const prices = fc.bigInt({ min: 1n, max: 10n ** 9n });
const anyRows = (currency: Currency): fc.Arbitrary<PriceRow[]> =>
  fc
    .uniqueArray(
      fc.record({
        iso2: codes,
        dataMb: sizes,
        validityDays: fc.constantFrom(1, 7, 30, 365),
        retailPriceMinor: prices,
      }),
      { maxLength: 60, selector: (row) => `${row.iso2} ${row.dataMb} ${row.validityDays}` },
    )
    .map((rows) => rows.map((row, index) => ({ ...row, currency, line: index + 2 })));

describe('reading a price file', () => {
  test.each([
    ['an unknown country', 'ZZ,1,7,2.00', 'iso2: "ZZ" is no known country'],
    ['a country in small letters', 'jp,1,7,2.00', 'iso2: "jp" is no known country'],
    ['no country', ',1,7,2.00', 'iso2: "" is no known country'],
    ['a size of 0', 'JP,0,7,2.00', 'data_gb: the size is 0'],
    ['a size of 0.00', 'JP,0.00,7,2.00', 'data_gb: the size is 0'],
    ['a negative size', 'JP,-1,7,2.00', 'data_gb: "-1" is no size'],
    ['a size in words', 'JP,one,7,2.00', 'data_gb: "one" is no size'],
    ['a size in exponents', 'JP,1e3,7,2.00', 'data_gb: "1e3" is no size'],
    ['a size that is not whole megabytes', 'JP,0.3,7,2.00', 'data_gb: "0.3" is no size'],
    ['a size above the bound', 'JP,1000.5,7,2.00', 'data_gb: the size is above 1000 GB'],
    ['no days', 'JP,1,0,2.00', 'validity_days: "0" is no validity'],
    ['half a day', 'JP,1,7.5,2.00', 'validity_days: "7.5" is no validity'],
    ['more days than a year', 'JP,1,366,2.00', 'validity_days: "366" is no validity'],
    ['a price of 0', 'JP,1,7,0.00', 'retail_price_usd: the price is "0.00"'],
    ['a negative price', 'JP,1,7,-2.00', 'retail_price_usd: the price is "-2.00"'],
    ['a price in words', 'JP,1,7,free', 'retail_price_usd: "free" is no price'],
    ['a price with three decimals', 'JP,1,7,2.001', 'retail_price_usd: "2.001" is no price'],
    ['a price beyond what can be held', 'JP,1,7,99999999999999', 'retail_price_usd: "99999999999999" is no price'],
    ['a column too few', 'JP,1,7', 'the row has 3 columns, the header 4'],
    ['a column too many', 'JP,1,7,2.00,', 'the row has 5 columns, the header 4'],
    ['a second row behind a lone carriage return', 'JP,1,7,2.00\rKR,1,7,2.00', 'the row has 7 columns, the header 4'],
    ['a quote that is not closed', '"JP,1,7,2.00', 'the quotes of the line are not well formed'],
    ['a quote inside a value', 'J"P",1,7,2.00', 'the quotes of the line are not well formed'],
  ])('%s is reported with its line, and the rows around it are read', (_what, bad, sentence) => {
    const file = readPriceFile([HEADER, 'FR,1,7,1.72', bad, 'DE,1,7,1.72'].join('\n'));
    expect(file.problems.map(({ line }) => line)).toEqual([3]);
    expect(file.problems.map(describeProblem)[0]).toContain(
      `line 3${sentence.startsWith('the') ? ':' : ','} ${sentence}`,
    );
    expect(file.rows.map(({ line, iso2 }) => [line, iso2])).toEqual([
      [2, 'FR'],
      [4, 'DE'],
    ]);
  });

  test('every problem of every row is reported, not only the first', () => {
    const problems = readPriceFile([HEADER, 'ZZ,0,0,x', '', 'JP,1'].join('\n')).problems;
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [2, 'iso2'],
      [2, 'data_gb'],
      [2, 'validity_days'],
      [2, 'retail_price_usd'],
      [4, null],
    ]);
  });

  test('the bounds themselves are accepted', () => {
    const { rows, problems } = readPriceFile([HEADER, 'JP,1000,365,0.01', 'JP,0.0009765625,1,2'].join('\n'));
    expect(problems).toEqual([]);
    expect(rows.map(({ dataMb, validityDays, retailPriceMinor }) => [dataMb, validityDays, retailPriceMinor])).toEqual([
      [1_024_000, 365, 1n],
      [1, 1, 200n],
    ]);
  });

  test('half a gigabyte is 512 MB, and a size of megabytes is taken as it stands', () => {
    expect(readPriceFile(`${HEADER}\nJP,0.5,7,2.00`).rows[0]?.dataMb).toBe(512);
    const megabytes = HEADER.replace('data_gb', 'data_mb');
    expect(readPriceFile(`${megabytes}\nJP,500,7,2.00`).rows[0]?.dataMb).toBe(500);
    expect(readPriceFile(`${megabytes}\nJP,0.5,7,2.00`).problems.map(describeProblem)).toEqual([
      'line 2, data_mb: "0.5" is no size: give whole megabytes, such as 500',
    ]);
  });

  test('a repeated country, size and validity names the line that has it first', () => {
    const file = readPriceFile([HEADER, 'JP,1,7,2.00', 'JP,1,30,2.00', 'JP,1.0,7,3.00'].join('\n'));
    expect(file.problems).toEqual([
      { line: 4, column: null, problem: 'the country, size and validity are those of line 2' },
    ]);
    expect(file.rows).toHaveLength(2);
  });

  test('the decimals are those of the currency in the header', () => {
    const of = (currency: string, price: string) =>
      readPriceFile(`iso2,data_gb,validity_days,retail_price_${currency}\nJP,1,7,${price}`);
    expect(of('jpy', '300').rows[0]).toMatchObject({ currency: 'JPY', retailPriceMinor: 300n });
    expect(of('jpy', '300.5').problems[0]?.problem).toContain('at most 0 decimals (JPY)');
    expect(of('kwd', '1.255').rows[0]).toMatchObject({ currency: 'KWD', retailPriceMinor: 1255n });
  });

  test.each([
    ['nothing', '', 'line 1: the file is empty'],
    ['blank lines', '\n \r\n', 'line 1: the file is empty'],
    ['a byte order mark alone', '\uFEFF\r\n', 'line 1: the file is empty'],
    ['a header alone', HEADER, 'line 1: the file has a header and no rows'],
    ['no header', 'JP,1,7,2.00\n', 'line 1, JP: "JP" is no known column'],
    ['a missing column', 'iso2,data_gb,retail_price_usd\nJP,1,2', 'line 1: the column validity_days is missing'],
    [
      'a missing size',
      'iso2,validity_days,retail_price_usd\nJP,1,2',
      'line 1: the column data_gb (or data_mb) is missing',
    ],
    [
      'a missing price',
      'iso2,data_gb,validity_days\nJP,1,7',
      'line 1: the price column is missing, such as retail_price_usd',
    ],
    ['an unknown column', `${HEADER},margin\nJP,1,7,2,3`, 'line 1, margin: "margin" is no known column'],
    ['a column twice', `${HEADER},iso2\nJP,1,7,2,JP`, 'line 1, iso2: the column "iso2" appears twice'],
    ['both sizes', `${HEADER},data_mb\nJP,1,7,2,1024`, 'line 1: data_gb and data_mb cannot both be given'],
    ['two prices', `${HEADER},retail_price_eur\nJP,1,7,2,2`, 'line 1: a file has one price column, in one currency'],
    [
      'an unknown currency',
      HEADER.replace('usd', 'xxx'),
      'line 1, retail_price_xxx: "XXX" is no known currency; known are AUD',
    ],
    ['a file of another encoding', Buffer.from(`\uFEFF${HEADER}`, 'utf16le'), 'line 1: the line is not valid UTF-8'],
    ['more than 5 MB', ' '.repeat(5 * 1024 * 1024 + 1), 'line 1: the file is larger than 5 MB'],
    ['more than 50,000 rows', `${HEADER}\n${'x\n'.repeat(50_001)}`, 'line 50002: the file has more than 50000 rows'],
  ])('a file with %s gives no row and says so', (_what, csv, sentence) => {
    const file = readPriceFile(csv);
    expect(file).toMatchObject({ currency: null, rows: [] });
    expect(file.problems.map(describeProblem)[0]).toContain(sentence);
  });

  test('a line of invalid UTF-8 is one bad row, and the lines around it are read', () => {
    const bytes = Buffer.concat([
      Buffer.from(`${HEADER}\nJP,1,7,2\n`),
      Buffer.from([0xff, 0x2c]),
      Buffer.from('\nFR,1,7,2\n'),
    ]);
    const file = readPriceFile(bytes);
    expect(file.problems).toEqual([{ line: 3, column: null, problem: 'the line is not valid UTF-8' }]);
    expect(file.rows.map(({ line }) => line)).toEqual([2, 4]);
  });

  test('a value that would steer a terminal is shown harmless and short', () => {
    expect(problemsOf('\u001b[2J\u202e,1,7,2')[0]).toContain('"?[2J?"');
    expect(problemsOf(`${'A'.repeat(10_000)},1,7,2`)[0]?.length).toBeLessThan(200);
  });

  test('what is written comes back, whatever the line ends, quotes, blank lines and order of columns', () => {
    const layout = fc.record({
      lineEnd: fc.constantFrom('\n', '\r\n'),
      mark: fc.constantFrom('', '\uFEFF'),
      quote: fc.constantFrom('', '"'),
      blank: fc.constantFrom('', ' '),
      unit: fc.constantFrom('gb', 'mb'),
      order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      currency: fc.constantFrom<Currency[]>('USD', 'JPY', 'KWD'),
    });
    const written = layout.chain((look) => fc.record({ look: fc.constant(look), rows: anyRows(look.currency) }));
    fc.assert(
      fc.property(written, ({ look, rows }) => {
        fc.pre(rows.length > 0);
        const line = (cells: string[]) =>
          look.order.map((index) => `${look.blank}${look.quote}${cells[index]}${look.quote}`).join(',');
        const lines = rows.map(({ iso2, dataMb, validityDays, retailPriceMinor }) =>
          line([
            iso2,
            String(look.unit === 'gb' ? dataMb / 1024 : dataMb),
            String(validityDays),
            formatMinor(retailPriceMinor, look.currency),
          ]),
        );
        const header = line([
          'iso2',
          `data_${look.unit}`,
          'validity_days',
          `retail_price_${look.currency.toLowerCase()}`,
        ]);
        const csv = look.mark + [header, ...lines, ''].join(look.lineEnd);
        const expected = { currency: look.currency, rows, problems: [] };
        expect(readPriceFile(csv)).toEqual(expected);
        expect(readPriceFile(Buffer.from(csv))).toEqual(expected);
      }),
    );
  });

  test('no file makes it throw, and each problem names a line of the file', () => {
    const fragments = fc.constantFrom(
      ...HEADER.split(','),
      ',',
      '\n',
      '\r',
      '"',
      'JP',
      '1',
      '7.00',
      '\u0000',
      '\uFEFF',
      ' ',
    );
    const texts = fc.array(fragments, { maxLength: 40 }).map((parts) => `${HEADER}\n${parts.join('')}`);
    fc.assert(
      fc.property(fc.oneof(texts, fc.string()), (csv) => {
        const lines = csv.split('\n').length;
        for (const { line } of readPriceFile(csv).problems) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
        }
      }),
    );
  });
});
