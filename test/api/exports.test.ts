import { parse } from 'csv-parse/sync';
import type { Owner } from '../../src/kernel/actor.ts';
import { LINK_MS } from '../../src/kernel/signed-path.ts';
import { keepInvariants } from '../support/after-each.ts';
import { agreeMinimum, closeMonth } from '../support/invoices.ts';
import { JP } from '../support/orders.ts';
import { openPdfReader } from '../support/pdf.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { type AnsweredError, openTestApi, type TestApi } from '../support/test-api.ts';
import { TestClock } from '../support/test-clock.ts';
import { prepared, settledOrder } from './seeded-api.ts';

const clock = new TestClock();
let api: TestApi;
let owner: Owner;
let token: string;
let invoiceId: string;

beforeAll(async () => {
  const settings = { ONYX_OPERATOR_NAME: 'Onyx Mobile GmbH', ONYX_OPERATOR_ADDRESS: 'Torstraße 1; 10119 Berlin' };
  api = await openTestApi({ clock, settings });
  await seedCatalogue(api.house, [packageDraft('JP', '4.00', { displayName: '=HYPERLINK("evil")' })]);
  owner = await seedPartner(api.house, { wallet: '50.00', approved: [JP] });
  token = await api.credential(owner);
  await agreeMinimum(api.house, owner, 2_000n);
  for (const name of ['shop-1', 'shop-2', 'shop-3']) await settledOrder(api.house, owner, name, prepared());
  ({ id: invoiceId } = await closeMonth(api.house, owner));
});

afterAll(() => api.close());

keepInvariants(() => api);

interface Links {
  readonly pdfUrl: string;
  readonly csvUrl: string;
  readonly ndjsonUrl: string;
}

const linksOf = async (credential = token): Promise<Links> => {
  const { data } = await api.ask<{ invoice: Links }>(
    credential,
    `{ invoice(id: "${invoiceId}") { pdfUrl csvUrl ndjsonUrl } }`,
  );
  return data.invoice;
};

const ledgerLinks = async (): Promise<Links> => {
  const { data } = await api.ask<{ wallet: Links }>(token, '{ wallet { csvUrl ndjsonUrl } }');
  return data.wallet;
};

const get = (url: string, credential: string | null = token): Promise<Response> =>
  fetch(url, { headers: credential === null ? {} : { authorization: `Bearer ${credential}` } });

const rowsOf = async (url: string): Promise<readonly Record<string, string>[]> => {
  const text = await (await get(url)).text();
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
};

/** The status and the code of a refusal. */
const refusalOf = async (response: Promise<Response>) => {
  const answer = await response;
  const { errors } = (await answer.json()) as { errors: readonly AnsweredError[] }; // what the server sent
  return `${answer.status} ${errors[0]?.extensions.code}`;
};

describe('an invoice', () => {
  test('is fetched as a document with the names and the totals that it was issued with', async () => {
    const response = await get((await linksOf()).pdfUrl);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="TEST-\w{8}-000001-USD\.pdf"$/);
    const reader = await openPdfReader();
    const { texts } = await reader.read(Buffer.from(await response.arrayBuffer()));
    reader.close();
    for (const shown of ['Onyx Mobile GmbH', '10119 Berlin', 'SANDBOX', 'shop-3', 'USD 8.00']) {
      expect(texts.join('\n')).toContain(shown);
    }
  });

  test('is fetched as CSV, where no cell is a formula, and as lines of JSON, both with the same rows', async () => {
    const { csvUrl, ndjsonUrl } = await linksOf();
    const csv = await get(csvUrl);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const fromCsv = parse<Record<string, string>>(await csv.text(), { columns: true });
    const fromJson = await rowsOf(ndjsonUrl);
    expect(fromJson.map(({ partnerOrderId, amount, type }) => [partnerOrderId, amount, type])).toEqual([
      ['shop-1', '4.00', 'CAPTURE'],
      ['shop-2', '4.00', 'CAPTURE'],
      ['shop-3', '4.00', 'CAPTURE'],
      ['', '8.00', 'MONTHLY_MINIMUM_TRUE_UP'],
    ]);
    expect(fromJson[0]?.package).toBe('=HYPERLINK("evil")');
    expect(fromCsv[0]?.package).toBe('\'=HYPERLINK("evil")');
    expect(fromCsv.map(({ package: _, ...row }) => row)).toEqual(fromJson.map(({ package: _, ...row }) => row));
  });

  test('goes on behind the cursor of any row', async () => {
    const { ndjsonUrl } = await linksOf();
    const whole = await rowsOf(ndjsonUrl);
    for (const [index, { cursor = '' }] of whole.entries()) {
      expect(await rowsOf(`${ndjsonUrl}&after=${cursor}`)).toEqual(whole.slice(index + 1));
    }
    expect(await refusalOf(get(`${ndjsonUrl}&after=nonsense`))).toBe('400 BAD_USER_INPUT');
  });
});

describe('a ledger', () => {
  test('is fetched whole, the oldest entry first, each with its hash, and goes on behind any', async () => {
    const { csvUrl, ndjsonUrl } = await ledgerLinks();
    const whole = await rowsOf(ndjsonUrl);
    expect(whole.map(({ sequence }) => sequence)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(whole.at(-1)).toMatchObject({ type: 'MONTHLY_MINIMUM_TRUE_UP', availableAfter: '30.00', invoiceId });
    expect(parse<Record<string, string>>(await (await get(csvUrl)).text(), { columns: true })).toEqual(whole);
    expect(await rowsOf(`${ndjsonUrl}&after=6`)).toEqual(whole.slice(6));
    expect(await refusalOf(get(`${ndjsonUrl}&after=-1`))).toBe('400 BAD_USER_INPUT');
  });
});

describe('a link', () => {
  test('is for the credential that asked for it and for no other one, nor for nobody', async () => {
    const { pdfUrl } = await linksOf();
    const other = await api.credential(owner);
    const stranger = await api.credential(await seedPartner(api.house));
    expect(await refusalOf(get(pdfUrl, other))).toBe('410 LINK_EXPIRED');
    expect(await refusalOf(get(pdfUrl, stranger))).toBe('410 LINK_EXPIRED');
    expect(await refusalOf(get(pdfUrl, null))).toBe('401 UNAUTHENTICATED');
  });

  test('is followed for ten minutes', async () => {
    const { csvUrl } = await linksOf();
    clock.advance(LINK_MS - 1);
    expect((await get(csvUrl)).status).toBe(200);
    clock.advance(1);
    expect(await refusalOf(get(csvUrl))).toBe('410 LINK_EXPIRED');
  });

  test('of which any part was changed is none', async () => {
    const { csvUrl } = await linksOf();
    const changes: readonly [string, string][] = [
      ['.csv', '.pdf'],
      [invoiceId, `inv_${'0'.repeat(26)}`],
      ['expires=1', 'expires=2'],
      ['key=test', 'key=other'],
      ['signature=', 'signature=A'],
      ['/exports/', '/exports/../exports/x/'],
    ];
    for (const [from, to] of changes) {
      expect(csvUrl).toContain(from);
      expect(await refusalOf(get(csvUrl.replace(from, to)))).toBe('410 LINK_EXPIRED');
    }
    expect(await refusalOf(get(csvUrl.replace(/\?.*/, '')))).toBe('410 LINK_EXPIRED');
  });

  test('costs of the allowance, and says how much is left', async () => {
    const { headers } = await get((await linksOf()).csvUrl);
    expect(headers.get('ratelimit')).toMatch(/^"credential";r=\d+;t=\d+, "organisation"/);
  });
});
