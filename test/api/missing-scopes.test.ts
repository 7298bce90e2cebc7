import { keepInvariants } from '../support/after-each.ts';
import { type SeededApi, seedApi } from './seeded-api.ts';

let seeded: SeededApi;

beforeAll(async () => {
  seeded = await seedApi();
});
afterAll(() => seeded.api.close());
keepInvariants(() => seeded.api);

const DOCUMENT = `query ($id: ID!) {
  viewer { credentialId }
  orders(first: 3) { nodes { ...Costs esim { iccid } } }
  order(by: { id: $id }) { ...Costs }
  wallet { currency }
}
fragment Costs on Order { id netPrice { amount } }`;

const LEDGER = ['ledger:read'];

describe('a credential that lacks scopes for a document', () => {
  test('is told all of them by field at once, also where one refusal ends the answer', async () => {
    const token = await seeded.api.credential(seeded.partner, ['orders:read']);
    for (const _ of [1, 2, 3]) {
      const { data, errors } = await seeded.api.ask(token, DOCUMENT, { variables: { id: seeded.orderId } });
      expect(data).toBeNull(); // the wallet is never null
      expect(errors[0]?.extensions.missing).toEqual([
        { field: 'Order.esim', scopes: ['usage:read'] },
        { field: 'Query.wallet', scopes: LEDGER },
        { field: 'Order.netPrice', scopes: LEDGER },
      ]);
    }
  });

  test('and keeps the rest of the answer, with null where a scope is missing', async () => {
    const token = await seeded.api.credential(seeded.partner, ['orders:read']);
    const query = 'query ($id: ID!) { order(by: { id: $id }) { id netPrice { amount } esim { iccid } } }';
    const { status, data, errors } = await seeded.api.ask(token, query, { variables: { id: seeded.orderId } });
    expect([status, data]).toEqual([200, { order: { id: seeded.orderId, netPrice: null, esim: null } }]);
    expect(errors.map(({ extensions }) => extensions.missing)).toEqual([
      [
        { field: 'Order.netPrice', scopes: LEDGER },
        { field: 'Order.esim', scopes: ['usage:read'] },
      ],
      undefined,
    ]);
  });

  test('is told only what it lacks, request by request', async () => {
    const query = '{ orders(first: 1) { nodes { netPrice { amount } esim { iccid } } } }';
    const [one, two] = [
      await seeded.api.credential(seeded.partner, ['orders:read', 'usage:read']),
      await seeded.api.credential(seeded.partner, ['orders:read', 'ledger:read']),
    ];
    const missing = async (token: string) =>
      (await seeded.api.ask(token, query)).errors.map(({ extensions }) => extensions.missing);
    expect(await missing(one)).toEqual([[{ field: 'Order.netPrice', scopes: LEDGER }]]);
    expect(await missing(two)).toEqual([[{ field: 'Order.esim', scopes: ['usage:read'] }]]);
    expect(await missing(one)).toEqual([[{ field: 'Order.netPrice', scopes: LEDGER }]]);
  });
});
