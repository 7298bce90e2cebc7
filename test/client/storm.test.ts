import fc from 'fast-check';
import { NetworkError, OnyxClient, OnyxError } from '../../src/client/index.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { StillRuntime } from './still-runtime.ts';
import { FATES, Storm } from './storm.ts';

const JAPAN = packageDraft('JP', '1.00');
const ORDERS = 3;

let api: TestApi;
let storm: Storm;
let credential: string;
let partner: SeededPartner;
let runs = 0;

beforeAll(async () => {
  api = await openTestApi();
  storm = await Storm.start(api.url);
  await seedCatalogue(api.house, [JAPAN]);
  partner = await seedPartner(api.house, { wallet: '1000.00', approved: [JAPAN.packageId] });
  credential = await api.credential(partner);
});
afterAll(async () => {
  await storm.close();
  await api.close();
});

/** Gives the order's id, or null where the call ended without an answer. */
const place = async (client: OnyxClient, name: string, keys: Map<string, string>): Promise<string | null> => {
  const input = { packageId: JAPAN.packageId, partnerOrderId: name };
  try {
    const { order } = await client.createOrder(input, { onKey: (key) => keys.set(name, key) });
    return order.id;
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    expect(error).toMatchObject({ retry: 'same_key', idempotencyKey: keys.get(name) });
    expect(error.moneyMoved).not.toBe(true);
    return null;
  }
};

const balanceOf = async (client: OnyxClient): Promise<number> => Number((await client.wallet()).available.amount);

/** How often each of our own order ids is there. */
const countOrders = async (client: OnyxClient): Promise<ReadonlyMap<string, string[]>> => {
  const ids = new Map<string, string[]>();
  for await (const { partnerOrderId, id } of client.iterate.orders({ first: 50 })) {
    ids.set(partnerOrderId, [...(ids.get(partnerOrderId) ?? []), id]);
  }
  return ids;
};

const fates = fc.array(fc.constantFrom(...FATES), { maxLength: 14 });

test('whatever the network does, no order is lost and none is placed or paid for twice', async () => {
  const calm = new OnyxClient({ url: api.url, credential });
  await fc.assert(
    fc.asyncProperty(fates, fc.integer({ min: 1, max: 6 }), async (fates, attempts) => {
      runs += 1;
      const before = await balanceOf(calm);
      const known = new Set((await countOrders(calm)).keys());
      const names = Array.from({ length: ORDERS }, (_, index) => `storm-${runs}-${index}`);
      const keys = new Map<string, string>();
      const client = new OnyxClient({
        url: storm.url,
        credential,
        retry: { attempts },
        runtime: { ...new StillRuntime(), newKey: () => globalThis.crypto.randomUUID() },
      });
      storm.bring(fates);
      const placed = await Promise.all(names.map((name) => place(client, name, keys)));
      await storm.calm();

      const orders = await countOrders(calm);
      for (const [index, name] of names.entries()) {
        const ids = orders.get(name) ?? [];
        const outcome = await calm.idempotencyKey(keys.get(name) ?? '');
        // What was acknowledged is there once; what was not is found by the key that its caller kept.
        expect(ids).toEqual(outcome.order ? [outcome.order.id] : []);
        if (placed[index] !== null) expect(ids).toEqual([placed[index]]);
      }
      const fresh = [...orders.keys()].filter((name) => !known.has(name));
      expect(fresh.every((name) => names.includes(name))).toBe(true);
      expect(Math.round(before - (await balanceOf(calm)))).toBe(fresh.length);

      // And the same key brings every order that was not acknowledged, at no other price.
      for (const name of names) {
        const input = { packageId: JAPAN.packageId, partnerOrderId: name };
        const { order } = await calm.createOrder(input, { idempotencyKey: keys.get(name) ?? '' });
        expect(order.partnerOrderId).toBe(name);
      }
      expect(Math.round(before - (await balanceOf(calm)))).toBe(ORDERS);
    }),
    { numRuns: 25 },
  );
}, 120_000);

test('a client that asks often enough gets every order through the worst of it', async () => {
  const client = new OnyxClient({ url: storm.url, credential, retry: { attempts: 40 }, runtime: new StillRuntime() });
  const worst = FATES.filter((fate) => fate !== 'passes' && fate !== 'doubled');
  storm.bring(worst.flatMap((fate) => [fate, fate, fate]));
  const input = { packageId: JAPAN.packageId, partnerOrderId: 'through' };
  const { order, replayed } = await client.createOrder(input, { idempotencyKey: 'through' });
  await storm.calm();
  expect(order.partnerOrderId).toBe('through');
  expect(replayed).toBe(true);
  const refused: unknown = await client.createOrder(input).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(OnyxError);
  expect(refused).toMatchObject({ code: 'PARTNER_ORDER_ID_TAKEN', moneyMoved: false });
});
