import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import {
  ERROR_CLASSES,
  InsufficientBalanceError,
  isKnownOnyxError,
  type Money,
  NetworkError,
  OnyxClient,
  OnyxError,
  PriceChangedError,
} from '../../src/client/index.ts';
import { CREDENTIAL } from './made-up-credential.ts';
import { PartnerServer } from './partner-server.ts';

const SHORTFALL: Money = { amount: '3.00', currency: 'USD' };

const table: Readonly<Record<string, { readonly isTransient: boolean }>> = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../schema/codes.json'), 'utf8'),
);

const codes = Object.keys(table);

const server = new PartnerServer();
let client: OnyxClient;

beforeAll(async () => {
  const url = await server.listen();
  client = new OnyxClient({ credential: CREDENTIAL, url, retry: false });
});
afterAll(() => server.close());

/** What a call is thrown that is refused with a code. */
const thrownFor = async (code: string, details: object = {}): Promise<unknown> => {
  server.respond = () => ({ status: 409, body: { errors: [{ message: 'No.', extensions: { code, ...details } }] } });
  return client.viewer().catch((error: unknown) => error);
};

test('each code of the server has a class of its own, which is an OnyxError, and a name that says it', async () => {
  expect(codes.length).toBeGreaterThan(50);
  for (const code of codes) {
    const error = await thrownFor(code);
    const named = Object.entries(ERROR_CLASSES).find(([name]) => name === code)?.[1];
    expect(named).toBeDefined();
    expect(error).toBeInstanceOf(named ?? Error);
    expect(error).toBeInstanceOf(OnyxError);
    expect((error as Error).name).toBe(named?.name);
  }
  expect(new Set(Object.values(ERROR_CLASSES)).size).toBe(codes.length + 2);
});

test('an older server, which does not say what passes by itself, is known by its codes; what a server says counts', async () => {
  for (const [code, { isTransient }] of Object.entries(table)) {
    expect(await thrownFor(code)).toMatchObject({ code, isTransient });
    expect(await thrownFor(code, { isTransient: !isTransient })).toMatchObject({ code, isTransient: !isTransient });
  }
});

test('a code that this version does not know is an OnyxError of that code', async () => {
  for (const code of ['SOMETHING_NEW', 'toString', '__proto__']) {
    const error = await thrownFor(code);
    expect(error).toBeInstanceOf(OnyxError);
    expect(error).toMatchObject({ name: 'OnyxError', code });
    expect(isKnownOnyxError(error)).toBe(false);
  }
});

test('a class knows the details of its code', async () => {
  const error = await thrownFor('INSUFFICIENT_BALANCE', { shortfall: SHORTFALL });
  if (!(error instanceof InsufficientBalanceError)) throw new Error('not of its class');
  const shortfall: Money | null = error.details.shortfall;
  expect(shortfall).toEqual(SHORTFALL);
});

test('a switch over the code of a known error narrows its details', async () => {
  const said = (error: unknown): string => {
    if (!isKnownOnyxError(error)) return 'unknown';
    switch (error.code) {
      case 'PRICE_CHANGED':
        return error.details.netPrice.amount;
      case 'BAD_USER_INPUT':
        return error.details.problems.map(({ field }) => field).join();
      case 'NETWORK':
        return 'nobody knows';
      default:
        return error.code;
    }
  };
  expect(said(await thrownFor('PRICE_CHANGED', { netPrice: SHORTFALL }))).toBe('3.00');
  expect(said(await thrownFor('BAD_USER_INPUT', { problems: [{ field: 'a', bound: 'b' }] }))).toBe('a');
  expect(said(await thrownFor('ORDER_NOT_FOUND'))).toBe('ORDER_NOT_FOUND');
  expect(said(new Error('other'))).toBe('unknown');
});

test.each([
  ['BAD_USER_INPUT', { problems: [{ field: 'first', bound: '1 to 100' }] }, ' (first: 1 to 100; req-1)'],
  [
    'BAD_USER_INPUT',
    {
      problems: [
        { field: 'a', bound: 'b' },
        { field: 'c', bound: 'd' },
        { field: 'e', bound: 'f' },
      ],
    },
    ' (a: b, and 2 more; req-1)',
  ],
  [
    'FORBIDDEN',
    { missingScopes: ['ledger:read', 'orders:read'], field: 'Query.wallet' },
    ' (missing ledger:read, orders:read for Query.wallet; req-1)',
  ],
  ['PRICE_CHANGED', { netPrice: SHORTFALL }, ' (net price 3.00 USD; req-1)'],
  ['FORBIDDEN', { missingScopes: 'all', field: {} }, ' (req-1)'],
  ['BAD_USER_INPUT', { problems: [null] }, ' (req-1)'],
  ['GRAPHQL_VALIDATION_FAILED', { why: 'Expected Int, found "LPA:1$secret".' }, ' (req-1)'],
])('the message of %s is a line for a log: %p', async (code, details, facts) => {
  expect(await thrownFor(code, details)).toMatchObject({ message: `${code}: No.${facts}` });
});

test('an error of one class is none of another', async () => {
  const error = await thrownFor('PRICE_CHANGED');
  expect(error).toBeInstanceOf(PriceChangedError);
  expect(error).not.toBeInstanceOf(InsufficientBalanceError);
  expect(error).not.toBeInstanceOf(NetworkError);
});

test('no error, however it is printed, holds the credential', async () => {
  const away = new OnyxClient({ credential: CREDENTIAL, url: 'http://127.0.0.1:1', retry: { attempts: 1 } });
  const errors = [
    await thrownFor('FORBIDDEN'),
    ...(await Promise.allSettled([away.viewer(), client.viewer({ signal: AbortSignal.abort() })])),
  ];
  for (const error of errors) {
    const shown = [inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error), String(error)].join('\n');
    expect(shown).not.toContain(CREDENTIAL);
  }
});
