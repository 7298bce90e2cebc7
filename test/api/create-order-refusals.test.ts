import { CODES, type Code } from '../../src/kernel/codes.ts';
import { packageIdOfPath } from '../../src/kernel/sandbox-path.ts';
import { suspendPartner } from '../../src/use-cases/suspend-partner.ts';
import { keepInvariants } from '../support/after-each.ts';
import { systemCall } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const [JAPAN, KOREA] = [packageDraft('JP', '4.00'), packageDraft('KR', '6.00')];
const FRANCE = packageDraft('FR', '5.00', { currency: 'EUR' });
const UNAVAILABLE = packageDraft('ZZ', '1.00', { packageId: packageIdOfPath('unavailable') });
const JP = JAPAN.packageId;

let api: TestApi;
let retired: string;
let current: string;

beforeAll(async () => {
  api = await openTestApi();
  retired = await seedCatalogue(api.house, [JAPAN]);
  current = await seedCatalogue(api.house, [JAPAN, KOREA, FRANCE, UNAVAILABLE]);
});
afterAll(() => api.close());
keepInvariants(() => api);

const CREATE = 'mutation ($input: CreateOrderInput!) { createOrder(input: $input) { order { id } replayed } }';
const QUOTE =
  'query ($input: QuoteInput!) { quote(input: $input) { refusal { code retry isTransient message next shortfall { amount currency } } } }';

interface Situation {
  readonly code: Code;
  /** The status and the remedy as they are documented, written out so that a change of the table is seen here. */
  readonly status: number;
  readonly retry: string;
  readonly partner?: Parameters<typeof seedPartner>[1];
  readonly before?: (partner: SeededPartner, token: string) => Promise<unknown>;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly key?: string | null;
  readonly details?: Readonly<Record<string, unknown>>;
  /** False where only ordering can tell: the key is no part of a quote. */
  readonly isQuoted?: boolean;
}

const order = (token: string, input: Readonly<Record<string, unknown>>, key: string | null) =>
  api.ask(token, CREATE, {
    variables: { input: { packageId: JP, partnerOrderId: 'p1', ...input } },
    headers: key === null ? {} : { 'idempotency-key': key },
  });

const SITUATIONS: readonly (readonly [string, () => Situation])[] = [
  [
    'a package that nobody sells',
    () => ({ code: 'UNKNOWN_PACKAGE', status: 404, retry: 'never', input: { packageId: 'nothing' } }),
  ],
  [
    'a package that is not approved',
    () => ({ code: 'UNKNOWN_PACKAGE', status: 404, retry: 'never', input: { packageId: KOREA.packageId } }),
  ],
  [
    'a version that never was',
    () => ({ code: 'UNKNOWN_CATALOGUE_VERSION', status: 404, retry: 'never', input: { catalogueVersion: 'never' } }),
  ],
  [
    'a version that is not in effect any more',
    () => ({
      code: 'CATALOGUE_VERSION_RETIRED',
      status: 409,
      retry: 'same_key',
      input: { catalogueVersion: retired },
      details: { currentVersion: current },
    }),
  ],
  [
    'another price than the caller expects',
    () => ({
      code: 'PRICE_CHANGED',
      status: 409,
      retry: 'same_key',
      input: { expectedNetPrice: { amount: '3.99', currency: 'USD' } },
      details: { netPrice: { amount: '4.00', currency: 'USD' } },
    }),
  ],
  [
    'the right amount in another currency',
    () => ({
      code: 'PRICE_CHANGED',
      status: 409,
      retry: 'same_key',
      input: { expectedNetPrice: { amount: '4.00', currency: 'EUR' } },
      details: { netPrice: { amount: '4.00', currency: 'USD' } },
    }),
  ],
  [
    'a wallet that lacks a cent',
    () => ({
      code: 'INSUFFICIENT_BALANCE',
      status: 402,
      retry: 'later',
      partner: { wallet: '3.99', approved: [JP] },
      details: { shortfall: { amount: '0.01', currency: 'USD' } },
    }),
  ],
  [
    'a wallet that nothing was ever paid into',
    () => ({
      code: 'INSUFFICIENT_BALANCE',
      status: 402,
      retry: 'later',
      partner: { approved: [JP] },
      details: { shortfall: { amount: '4.00', currency: 'USD' } },
    }),
  ],
  [
    'a currency that the organisation has no wallet in',
    () => ({
      code: 'CURRENCY_NOT_APPROVED',
      status: 403,
      retry: 'never',
      partner: { wallet: '10.00', approved: [FRANCE.packageId] },
      input: { packageId: FRANCE.packageId },
      details: { currency: 'EUR' },
    }),
  ],
  [
    'a package that the sandbox keeps from being had',
    () => ({
      code: 'PACKAGE_UNAVAILABLE',
      status: 409,
      retry: 'later',
      partner: { wallet: '10.00', approved: [UNAVAILABLE.packageId] },
      input: { packageId: UNAVAILABLE.packageId },
    }),
  ],
  [
    'a partnerOrderId that an order has',
    () => ({
      code: 'PARTNER_ORDER_ID_TAKEN',
      status: 409,
      retry: 'never',
      before: (_partner, token) => order(token, {}, 'another key'),
      details: { orderId: expect.stringMatching(/^ord_[0-9a-z]{26}$/), status: 'RESERVED' },
    }),
  ],
  [
    'a market that is closed to the organisation',
    () => ({
      code: 'MARKET_NOT_ELIGIBLE',
      status: 403,
      retry: 'never',
      partner: { wallet: '10.00', approved: [JP], excludedMarkets: ['JP'] },
      details: { market: 'JP' },
    }),
  ],
  [
    'an organisation that is suspended',
    () => ({
      code: 'ORGANISATION_SUSPENDED',
      status: 403,
      retry: 'never',
      before: (partner) => suspendPartner(api.house, systemCall(partner), partner),
    }),
  ],
  ['no key', () => ({ code: 'IDEMPOTENCY_KEY_REQUIRED', status: 400, retry: 'new_key', key: null, isQuoted: false })],
  [
    'a key that was used with another input',
    () => ({
      code: 'IDEMPOTENCY_CONFLICT',
      status: 409,
      retry: 'new_key',
      before: (_partner, token) => order(token, { partnerOrderId: 'p0' }, 'key'),
      isQuoted: false,
    }),
  ],
  [
    'an argument out of its bounds',
    () => ({
      code: 'BAD_USER_INPUT',
      status: 400,
      retry: 'same_key',
      input: { partnerOrderId: 'with blanks in it' },
      details: { problems: [{ field: 'input.partnerOrderId', bound: expect.stringContaining('1 to 128 of') }] },
      isQuoted: false,
    }),
  ],
];

const readBooks = async (token: string) =>
  (await api.ask(token, '{ wallet { available { amount } reserved { amount } } orders { nodes { id } } }')).data;

describe('createOrder refuses', () => {
  test.each(SITUATIONS)('%s: its status, what to do, and that no money moved', async (_what, situation) => {
    const { code, status, retry, details = {}, ...rest } = situation();
    const partner = await seedPartner(api.house, rest.partner ?? { wallet: '10.00', approved: [JP] });
    const token = await api.credential(partner);
    await rest.before?.(partner, token);
    const before = await readBooks(token);
    const answer = await order(token, rest.input ?? {}, rest.key === undefined ? 'key' : rest.key);
    expect(answer.status).toBe(status);
    expect(answer.data).toBeNull();
    expect(answer.headers.get('idempotent-replayed')).toBeNull();
    expect(answer.errors).toEqual([
      {
        message: CODES[code].say,
        locations: [{ line: 1, column: 40 }],
        path: ['createOrder'],
        extensions: {
          ...details,
          code,
          retry,
          isTransient: false,
          next: CODES[code].next,
          moneyMoved: false,
          requestId: answer.headers.get('x-request-id'),
        },
      },
    ]);
    expect(await readBooks(token)).toEqual(before);
    expect(api.log.request(answer.headers.get('x-request-id') ?? '')).toMatchObject({
      httpStatus: status,
      codes: [code],
      operationType: 'mutation',
      replayed: false,
    });
  });

  test.each(SITUATIONS.filter(([, situation]) => situation().isQuoted !== false))(
    '%s: and a quote says the same without ordering',
    async (_what, situation) => {
      const { code, retry, details, ...rest } = situation();
      const partner = await seedPartner(api.house, rest.partner ?? { wallet: '10.00', approved: [JP] });
      const token = await api.credential(partner);
      await rest.before?.(partner, token);
      const { data, status } = await api.ask(token, QUOTE, {
        variables: { input: { packageId: JP, partnerOrderId: 'p1', ...rest.input } },
      });
      const refusal = {
        code,
        retry: retry.toUpperCase(),
        isTransient: false,
        message: CODES[code].say,
        next: CODES[code].next,
      };
      expect([status, data]).toEqual([
        200,
        { quote: { refusal: { ...refusal, shortfall: details?.shortfall ?? null } } },
      ]);
    },
  );

  test('a wallet that lacks something, whose balance a credential without ledger:read cannot compute from it', async () => {
    const token = await api.credential(await seedPartner(api.house, { wallet: '3.99', approved: [JP] }), [
      'orders:create',
    ]);
    const input = { packageId: JP, partnerOrderId: 'p1' };
    const quoted = await api.ask(token, QUOTE, { variables: { input } });
    expect(quoted.data).toMatchObject({ quote: { refusal: { code: 'INSUFFICIENT_BALANCE', shortfall: null } } });
    const { errors } = await order(token, {}, 'key');
    expect(errors.map(({ extensions }) => [extensions.code, extensions.shortfall])).toEqual([
      ['INSUFFICIENT_BALANCE', null],
    ]);
  });

  test('a credential without orders:create, before anything is looked at', async () => {
    const token = await api.credential(await seedPartner(api.house, { wallet: '10.00', approved: [JP] }), [
      'orders:read',
      'ledger:read',
    ]);
    const { status, errors } = await order(token, {}, 'key');
    expect([status, errors[0]?.extensions]).toMatchObject([
      403,
      { code: 'FORBIDDEN', retry: 'never', field: 'Mutation.createOrder', missingScopes: ['orders:create'] },
    ]);
  });

  test('every code that its description names is among these', async () => {
    const { data } = await api.ask<{ __type: { fields: { name: string; description: string }[] } }>(
      await api.credential(await seedPartner(api.house)),
      '{ __type(name: "Mutation") { fields { name description } } }',
    );
    const description = data.__type.fields.find(({ name }) => name === 'createOrder')?.description ?? '';
    const named = new Set(description.match(/\b[A-Z]+(?:_[A-Z]+)+\b/g));
    const shown = new Set<string>(SITUATIONS.map(([, situation]) => situation().code));
    // It takes a lock to show; see the story of idempotency.
    expect([...named].filter((code) => !shown.has(code))).toEqual(['IDEMPOTENCY_IN_PROGRESS']);
  });
});
