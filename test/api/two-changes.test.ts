import { keepInvariants } from '../support/after-each.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const JAPAN = packageDraft('JP', '4.00');

let api: TestApi;
let token: string;

beforeAll(async () => {
  api = await openTestApi();
  await seedCatalogue(api.house, [JAPAN]);
});
beforeEach(async () => {
  token = await api.credential(await seedPartner(api.house, { wallet: '100.00', approved: [JAPAN.packageId] }));
});
afterAll(() => api.close());
keepInvariants(() => api);

const PAYLOAD = '{ replayed order { partnerOrderId } }';
const TWO = `mutation ($a: CreateOrderInput!, $b: CreateOrderInput!, $ka: String!, $kb: String!) {
  a: createOrder(input: $a) @idempotent(key: $ka) ${PAYLOAD}
  b: createOrder(input: $b) @idempotent(key: $kb) ${PAYLOAD}
}`;
const IN_HEADER = `mutation ($a: CreateOrderInput!, $b: CreateOrderInput!) {
  a: createOrder(input: $a) ${PAYLOAD} b: createOrder(input: $b) ${PAYLOAD}
}`;

const input = (partnerOrderId: string, packageId = JAPAN.packageId) => ({ packageId, partnerOrderId });

const placed = async (): Promise<unknown> =>
  (await api.ask(token, '{ orders { nodes { partnerOrderId } } }')).data?.orders;

const orders = (...names: string[]) => ({ nodes: names.toReversed().map((partnerOrderId) => ({ partnerOrderId })) });

/** The third time it would be compiled, if it were. */
const TIMES = [1, 2, 3];

describe('two mutations in one document', () => {
  test('with a key on each are both done, in order', async () => {
    const variables = { a: input('a'), b: input('b'), ka: 'ka', kb: 'kb' };
    const { data, headers } = await api.ask(token, TWO, { variables });
    const payload = (partnerOrderId: string, replayed: boolean) => ({ replayed, order: { partnerOrderId } });
    expect(data).toEqual({ a: payload('a', false), b: payload('b', false) });
    expect(headers.get('idempotent-replayed')).toBeNull();
    const again = await api.ask(token, TWO, { variables });
    expect(again.data).toEqual({ a: payload('a', true), b: payload('b', true) });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await placed()).toEqual(orders('a', 'b'));
  });

  test('are refused where the key comes in the header, and nothing is done, however often', async () => {
    for (const _ of TIMES) {
      const variables = { a: input('a'), b: input('b') };
      const { status, errors } = await api.ask(token, IN_HEADER, { variables, headers: { 'idempotency-key': 'k' } });
      expect([status, errors.map(({ extensions }) => extensions)]).toMatchObject([
        400,
        [{ code: 'BAD_USER_INPUT', moneyMoved: false, problems: [{ field: 'Idempotency-Key' }] }],
      ]);
    }
    expect(await placed()).toEqual(orders());
  });

  test('end at the first one that is refused: the second is not begun, however often', async () => {
    for (const n of TIMES) {
      const variables = { a: input(`a${n}`, 'none'), b: input(`b${n}`), ka: `a${n}`, kb: `b${n}` };
      const { status, data, errors } = await api.ask(token, TWO, { variables });
      expect([status, data, errors.map(({ path }) => path)]).toEqual([404, null, [['a']]]);
      expect(errors[0]?.extensions).toMatchObject({ code: 'UNKNOWN_PACKAGE', moneyMoved: false });
    }
    expect(await placed()).toEqual(orders());
  });

  test('of which the second is refused do not say that no money moved: the first one did its work', async () => {
    for (const n of TIMES) {
      const variables = { a: input(`a${n}`), b: input(`b${n}`, 'none'), ka: `a${n}`, kb: `b${n}` };
      const { status, data, errors } = await api.ask(token, TWO, { variables });
      expect([status, data, errors.map(({ path }) => path)]).toEqual([404, null, [['b']]]);
      expect(errors[0]?.extensions).toMatchObject({ code: 'UNKNOWN_PACKAGE', moneyMoved: null });
    }
    expect(await placed()).toEqual(orders('a1', 'a2', 'a3'));
  });

  test('with one key for two inputs conflict, after the first one was done', async () => {
    const variables = { a: input('a'), b: input('b'), ka: 'same', kb: 'same' };
    const { errors } = await api.ask(token, TWO, { variables });
    expect(errors[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_CONFLICT', moneyMoved: null });
    expect(await placed()).toEqual(orders('a'));
  });

  test('with one key for one input are one order', async () => {
    const variables = { a: input('a'), b: input('a'), ka: 'same', kb: 'same' };
    const { data } = await api.ask(token, TWO, { variables });
    expect(data).toMatchObject({ a: { replayed: false }, b: { replayed: true } });
    expect(await placed()).toEqual(orders('a'));
  });
});
