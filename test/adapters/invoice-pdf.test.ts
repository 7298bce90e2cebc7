import { buffer } from 'node:stream/consumers';
import { renderInvoicePdf } from '../../src/adapters/invoice-pdf/index.ts';
import { COLUMNS } from '../../src/adapters/invoice-pdf/line-table.ts';
import { type Content, invoiceDocument, LINE, manyLines } from '../support/invoice-document.ts';
import { isBlank, openPdfReader, type ReadPdf } from '../support/pdf.ts';

let reader: Awaited<ReturnType<typeof openPdfReader>>;
beforeAll(async () => {
  reader = await openPdfReader();
});
afterAll(() => reader.close());

const bytesOf = (content?: Content): Promise<Buffer> => buffer(renderInvoicePdf(invoiceDocument(content)));

const print = async (content?: Content): Promise<ReadPdf> => reader.read(await bytesOf(content));

/** The text of its first page, a line each. */
const firstPage = async (content?: Content): Promise<readonly string[]> =>
  (await print(content)).texts[0]?.split('\r\n') ?? [];

test('the first page says who bills whom, for which days, and what is due', async () => {
  const { texts, draw } = await print();
  await draw(1, 'issued');
  expect(texts).toHaveLength(1);
  expect(texts[0]?.split('\r\n')).toEqual(
    expect.arrayContaining([
      'Onyx Mobile GmbH',
      'Torstraße 1',
      '10119 Berlin',
      'INVOICE',
      'Łódź Reisebüro Ωmega',
      'Number INV-7F3K2A-000012',
      'Issue date 2026-12-01',
      'Period 2026-11-01 to 2026-11-30',
      'Time zone Europe/Berlin',
      'PO number PO-7781',
      'Payment Unpaid',
      'Gross profit (20 % of net prices) 240.00',
      'Monthly minimum 500.00',
      'TOTAL DUE EUR 260.00',
      '2026-11-11 11:30 Order ORDER-1 Japan 10 GB, 30 days 4.50',
      '2026-11-30 23:59 Monthly minimum true-up 260.00',
      'Invoice INV-7F3K2A-000012 page 1',
    ]),
  );
});

/** The amount at the end of the row with a label, in hundredths. */
const hundredths = (rows: readonly string[], label: string): number => {
  const row = rows.find((text) => text.startsWith(label)) ?? '';
  return Number(row.split(' ').at(-1)?.replace('.', ''));
};

const SUMMANDS = ['Orders captured', 'Refunds', 'Taken from the wallet', 'True-up'];

test('what is printed in the column of the total adds up to it', async () => {
  const rows = await firstPage();
  const amounts = SUMMANDS.map((label) => hundredths(rows, label));
  expect(amounts).toEqual([123_400, -3_400, -120_000, 26_000]);
  expect(amounts.reduce((sum, amount) => sum + amount)).toBe(hundredths(rows, 'TOTAL DUE'));
});

test('more given back than taken is said in so many words', async () => {
  const rows = await firstPage({ ordersMinor: 1_000n, refundsMinor: 3_400n });
  expect(rows).toContain('Given back to the wallet already 24.00');
});

test('a share is named only where it is not all of it', async () => {
  expect(await firstPage({ grossProfitBasisPoints: 10_000 })).toContain('Gross profit 240.00');
  expect(await firstPage({ grossProfitBasisPoints: 1_234 })).toContain('Gross profit (12.34 % of net prices) 240.00');
});

test('each of 200 lines is on some page, once and in order, below titles, above the number of the page', async () => {
  const { texts, draw } = await print({ lines: manyLines(200) });
  await draw(2, 'second-page');
  expect(texts.flatMap((text) => text.match(/ORDER-\d+\./g) ?? [])).toEqual(
    manyLines(200).map((line) => line.partnerOrderId),
  );
  expect(texts.length).toBeGreaterThan(4);
  for (const [index, text] of texts.entries()) {
    expect(text.match(/Booked Kind Your order Package Amount, EUR/g)).toHaveLength(1);
    expect(text).toContain(`Invoice INV-7F3K2A-000012 page ${index + 1}`);
  }
});

test('a period without lines says so', async () => {
  expect(await firstPage({ lines: [] })).toContain('Nothing was booked in this period.');
});

test('a PO number is printed whole, however long it is', async () => {
  const [words, word] = ['Purchase order of the travel department in Wuppertal, 2026/11-07', 'W'.repeat(64)];
  expect((await firstPage({ purchaseOrder: words })).join(' ')).toContain(`PO number ${words} Payment`);
  expect((await firstPage({ purchaseOrder: word })).join('')).toContain(`PO number ${word}Payment`);
});

/** Nothing stands in the margins of a page. */
const expectMargins = ({ colours, width, height }: Awaited<ReturnType<ReadPdf['draw']>>): void => {
  const bands = [colours(0, 0, 49, height), colours(width - 49, 0, 49, height), colours(0, 0, width, 55)];
  expect([...bands, colours(0, height - 40, width, 40)].map(isBlank)).toEqual([true, true, true, true]);
  expect(isBlank(colours(50, 56, width - 100, height - 112))).toBe(false);
};

const LONG = 'W'.repeat(255);
const LONG_WORDS = 'Überlange Reisegesellschaft '.repeat(9);

test.each([
  ['of one word', LONG],
  ['of many words', LONG_WORDS],
])('long names %s run into no column and no margin, and say that they go on', async (_, long) => {
  const { texts, draw } = await print({
    issuer: { name: long, address: [long, long, long] },
    partnerName: long,
    purchaseOrder: long.slice(0, 64),
    lines: manyLines(60, (index) => ({
      partnerOrderId: long,
      packageName: long,
      amountMinor: index % 2 === 0 ? 10n ** 15n : -(10n ** 15n),
    })),
  });
  const first = await draw(1, `long-${long.length}-1`);
  const second = await draw(2, `long-${long.length}-2`);
  expectMargins(first);
  expectMargins(second);
  const { booked, kind, order, name } = COLUMNS;
  for (const { x, width } of [booked, kind, order, name]) {
    const gap = second.colours(x + width + 1, 56, 8, second.height - 130);
    expect(gap.every((row) => row.size === 1)).toBe(true); // blank, or a line that goes across
  }
  expect(first.colours(279, 56, 17, 220).every((row) => row.size === 1)).toBe(true);
  const ends = texts[1]?.match(/….*….* -?10000000000000\.00/g) ?? [];
  expect(ends.length).toBe(60 - (texts[0]?.match(/ Order /g)?.length ?? 0));
});

test('a fetched invoice has the same bytes as before, and the date of its issue', async () => {
  const lines = manyLines(150);
  const [first, second] = [await bytesOf({ lines }), await bytesOf({ lines })];
  expect(second.equals(first)).toBe(true);
  const text = first.toString('latin1');
  expect(text).toContain('(D:20261201020000Z)');
  expect(text).toContain('(Invoice INV-7F3K2A-000012)');
  expect(text).toContain('(Onyx Mobile GmbH)');
});

test.each([
  ['JPY', 'TOTAL DUE JPY 26000', '2026-11-11 11:30 Order ORDER-1 Japan 10 GB, 30 days 450'],
  ['KWD', 'TOTAL DUE KWD 26.000', '2026-11-11 11:30 Order ORDER-1 Japan 10 GB, 30 days 0.450'],
] as const)('amounts have the decimals of their currency (%s)', async (currency, total, line) => {
  expect(await firstPage({ currency })).toEqual(
    expect.arrayContaining([total, line, 'Refunds -'.concat(currency === 'JPY' ? '3400' : '3.400')]),
  );
});

const DRAFT: Content = { status: 'draft', number: null, issuedAt: null, purchaseOrder: null };
const VOID: Content = { status: 'void', voidedAt: new Date('2026-12-04T23:30:00Z') };

test.each([
  [
    'draft',
    DRAFT,
    'Draft invoice 2026-11 · DRAFT',
    [
      'DRAFT INVOICE',
      'DRAFT Not issued yet: what it says may still change.',
      'Issue date Not issued yet',
      'Payment Nothing is due yet',
    ],
  ],
  [
    'void',
    VOID,
    'Invoice INV-7F3K2A-000012 · VOID',
    [
      'VOID INVOICE',
      'VOID Voided on 2026-12-05: it is not to be paid.',
      'Payment Void: not to be paid',
      'TOTAL DUE (VOID) EUR 260.00',
    ],
  ],
  [
    'sandbox',
    { mode: 'sandbox' },
    'Invoice INV-7F3K2A-000012 · SANDBOX',
    ['INVOICE', 'SANDBOX This is no real invoice: nothing is to be paid.'],
  ],
  ['sandbox-void', { ...VOID, mode: 'sandbox' }, 'Invoice INV-7F3K2A-000012 · SANDBOX · VOID', ['VOID INVOICE']],
] as const)(
  'what is no invoice to be paid says so at its head and on each page (%s)',
  async (name, content, mark, rows) => {
    const { texts, draw } = await print({ ...content, lines: manyLines(70) });
    expectMargins(await draw(1, name));
    expect(texts[0]?.split('\r\n')).toEqual(expect.arrayContaining([...rows]));
    expect(texts.every((text) => text.includes(mark))).toBe(true);
  },
);

test.each([
  ['Unpaid', {}],
  ['Nothing is due', { trueUpMinor: 0n, totalDueMinor: 0n }],
  ['Paid on 2026-12-10', { status: 'paid', paidAt: new Date('2026-12-09T23:30:00Z') }],
] as const)('the state of the payment is named: %s', async (state, content) => {
  expect(await firstPage(content)).toContain(`Payment ${state}`);
});

test('a live invoice that was issued bears no mark', async () => {
  expect((await print()).texts.join()).not.toMatch(/DRAFT|VOID|SANDBOX/);
});

test('dates are those of the time zone, across a change of its clocks', async () => {
  const rows = await firstPage({
    timeZone: 'America/New_York',
    periodStart: new Date('2026-11-01T04:00:00Z'),
    periodEnd: new Date('2026-12-01T05:00:00Z'),
    lines: ['2026-11-01T05:59:00Z', '2026-11-01T06:01:00Z', '2026-12-01T04:59:59Z', '2026-11-15T05:00:00Z'].map(
      (at) => ({
        ...LINE,
        bookedAt: new Date(at),
      }),
    ),
  });
  expect(rows).toContain('Period 2026-11-01 to 2026-11-30');
  expect(rows.flatMap((row) => /^(\S+ \S+) Order/.exec(row)?.[1] ?? [])).toEqual([
    '2026-11-01 01:59',
    '2026-11-01 01:01',
    '2026-11-30 23:59',
    '2026-11-15 00:00',
  ]);
});

test('Polish, Greek and Cyrillic letters are printed and come back as text', async () => {
  const rows = await firstPage({
    partnerName: 'Zażółć gęślą jaźń Αθήνα Київ',
    lines: [{ ...LINE, partnerOrderId: 'ŁÓDŹ-Ω-1', packageName: 'Ελλάδα 5 GB' }],
  });
  expect(rows).toContain('Zażółć gęślą jaźń Αθήνα Київ');
  expect(rows).toContain('2026-11-11 11:30 Order ŁÓDŹ-Ω-1 Ελλάδα 5 GB 4.50');
});
