import { OnyxClient, OnyxError } from '../../src/client/index.ts';
import type { Scope } from '../../src/kernel/scopes.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedCredential, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const [JAPAN, FRANCE] = [packageDraft('JP', '10.00'), packageDraft('FR', '8.00')];

let api: TestApi;
let partner: SeededPartner;
const versions: string[] = [];

beforeAll(async () => {
  api = await openTestApi({ worker: true });
  versions.push(await seedCatalogue(api.house, [JAPAN]));
  versions.push(await seedCatalogue(api.house, [packageDraft('JP', '9.00'), FRANCE]));
  partner = await seedPartner(api.house, { wallet: '100.00', approved: [JAPAN.packageId, FRANCE.packageId] });
});
afterAll(() => api.close());

const clientWith = async (scopes?: readonly Scope[]): Promise<OnyxClient> =>
  new OnyxClient({ url: api.url, credential: await seedCredential(api.house, partner, scopes) });

const refusalOf = (work: Promise<unknown>): Promise<OnyxError> =>
  work.then(
    () => Promise.reject(new Error('it was not refused')),
    (error: unknown) => (error instanceof OnyxError ? error : Promise.reject(error)),
  );

const order = (client: OnyxClient, name: string) =>
  client.createOrder({ packageId: JAPAN.packageId, partnerOrderId: name }, { idempotencyKey: `key of ${name}` });

test('every operation of the client is one that the server answers', async () => {
  const client = await clientWith();
  const placed = await order(client, 'all');
  expect((await client.viewer()).mode).toBe('SANDBOX');
  expect((await client.catalogue()).version).toBe(versions[1]);
  expect((await client.packages({ sort: 'NET_PRICE_ASC', first: 1 })).nodes[0]?.netPrice?.amount).toBe('8.00');
  expect((await client.package(JAPAN.packageId, { version: versions[0] })).netPrice?.amount).toBe('10.00');
  const changes = await client.catalogueChanges({ since: versions[0] ?? '' });
  expect(changes.added.map(({ packageId }) => packageId)).toEqual([FRANCE.packageId]);
  expect(changes.changed.map(({ before, after }) => [before.netPrice?.amount, after.netPrice?.amount])).toEqual([
    ['10.00', '9.00'],
  ]);
  const quote = await client.quote({ packageId: FRANCE.packageId, partnerOrderId: 'quoted' }, { money: true });
  expect(quote).toMatchObject({ refusal: null, netPrice: { amount: '8.00', currency: 'USD' } });
  expect((await client.order({ partnerOrderId: 'all' }, { money: true })).netPrice?.amount).toBe('9.00');
  expect((await client.orders({ first: 1 })).nodes[0]?.id).toBe(placed.order.id);
  expect((await client.idempotencyKey('key of all')).order?.id).toBe(placed.order.id);
  expect((await client.wallet()).currency).toBe('USD');
  expect((await client.ledgerEntries({ filter: { type: ['RESERVE'] } })).nodes[0]?.orderId).toBe(placed.order.id);
});

test('a credential with orders:create alone places an order, and reads the whole answer', async () => {
  const client = await clientWith(['orders:create']);
  expect(await order(client, 'narrow')).toMatchObject({ replayed: false, order: { partnerOrderId: 'narrow' } });
});

test('a credential without ledger:read that asks for the money gets the order beside the refusal', async () => {
  await order(await clientWith(), 'seen');
  const support = await clientWith(['orders:read']);
  const error = await refusalOf(support.order({ partnerOrderId: 'seen' }, { money: true }));
  expect(error).toMatchObject({
    code: 'FORBIDDEN',
    moneyMoved: false,
    data: { order: { partnerOrderId: 'seen', netPrice: null, ledgerEntries: null } },
  });
  expect(error.refusals.map(({ path }) => path.join('.')).sort()).toEqual(['order.ledgerEntries', 'order.netPrice']);
});

test('a refusal decides: what the wallet lacks, that nothing moved, and to send it again later', async () => {
  const poor = await seedPartner(api.house, { wallet: '1.00', approved: [FRANCE.packageId] });
  const client = new OnyxClient({ url: api.url, credential: await seedCredential(api.house, poor) });
  const input = { packageId: FRANCE.packageId, partnerOrderId: 'poor' };
  const error = await refusalOf(client.createOrder(input, { idempotencyKey: 'poor' }));
  expect(error).toMatchObject({ code: 'INSUFFICIENT_BALANCE', retry: 'later', moneyMoved: false, httpStatus: 402 });
  expect(error.details).toMatchObject({ shortfall: { amount: '7.00', currency: 'USD' } });
  expect(error.requestId).toEqual(expect.any(String));
});

test('a key with spaces at its ends and quotes inside is one key, header or not', async () => {
  const client = await clientWith();
  const idempotencyKey = ' a "quoted" \\ key ';
  const input = { packageId: JAPAN.packageId, partnerOrderId: 'odd' };
  const placed = await client.createOrder(input, { idempotencyKey });
  expect((await client.idempotencyKey(idempotencyKey)).order?.id).toBe(placed.order.id);
});
