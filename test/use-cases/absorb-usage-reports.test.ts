import fc from 'fast-check';
import { getEsim, getThresholds, type UsageReport } from '../../src/domains/esims/index.ts';
import type { Call } from '../../src/door/use-case.ts';
import { pruneAll } from '../../src/jobs/prune-all.ts';
import { newId } from '../../src/kernel/id.ts';
import { absorbUsageReports } from '../../src/use-cases/absorb-usage-reports.ts';
import { pruneUsageReports } from '../../src/use-cases/prune-usage-reports.ts';
import { setUsageThresholds } from '../../src/use-cases/set-usage-thresholds.ts';
import { type SeededEsim, seedInstalledEsim } from '../support/esims.ts';
import { JP, partnerCall, systemCall } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { eventsOf } from '../support/webhooks.ts';

const clock = new TestClock();
const START = clock.now();
let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse(clock);
  await seedCatalogue(house, [packageDraft('JP', '1.00', { dataMb: 1_000 })]);
});

afterAll(() => house.close());

const CARRIER: Call = { actor: { kind: 'system', name: 'carrier' } };

const absorb = (reports: readonly UsageReport[], call = CARRIER) => absorbUsageReports(house, call, reports);

const minutes = (count: number): Date => new Date(START.getTime() + count * 60_000);

const report = (
  { iccid }: Pick<SeededEsim, 'iccid'>,
  dataMbUsed: number,
  minute: number,
  reference = newId('request'),
): UsageReport => ({ reference, iccid, dataMbUsed, observedAt: minutes(minute) });

/** An owner with an installed eSIM of 1000 MB. */
const seeded = async (thresholds?: readonly number[]): Promise<SeededEsim> => {
  const owner = await seedPartner(house, { wallet: '10.00', approved: [JP] });
  if (thresholds) await setUsageThresholds(house, partnerCall(owner), thresholds);
  return seedInstalledEsim(house, owner);
};

const usedOf = async ({ owner, iccid }: SeededEsim) => {
  const { dataMbUsed, usageObservedAt } = await getEsim(house.database.tables(), owner, iccid);
  return [dataMbUsed, usageObservedAt];
};

/** What its owner heard of the use of an eSIM, in order. */
const toldOf = async ({ owner, iccid }: SeededEsim) =>
  (await eventsOf(house, owner))
    .filter((event) => event.type.startsWith('usage.') && event.iccid === iccid)
    .map(({ type, data }) => (type === 'usage.exhausted' ? 100 : Reflect.get(Object(data), 'thresholdPercent')));

test('a report shows what was used, and 80 percent and the end are told of once each, with the order', async () => {
  const esim = await seeded();
  expect(await absorb([report(esim, 799, 1)])).toEqual({ absorbed: 1, repeated: 0, unknown: [] });
  expect(await toldOf(esim)).toEqual([]);
  await absorb([report(esim, 800, 2)]);
  await absorb([report(esim, 900, 3)]);
  await absorb([report(esim, 1_000, 4)]);
  await absorb([report(esim, 1_300, 5)]);
  expect(await toldOf(esim)).toEqual([80, 100]);
  expect(await usedOf(esim)).toEqual([1_300, minutes(5)]);
  const [threshold, exhausted] = (await eventsOf(house, esim.owner)).slice(-2);
  const about = { orderId: esim.orderId, partnerOrderId: esim.partnerOrderId, iccid: esim.iccid };
  const usage = { iccid: esim.iccid, dataMbTotal: 1_000 };
  expect(threshold).toMatchObject({
    ...about,
    type: 'usage.threshold',
    data: { ...usage, dataMbUsed: 800, observedAt: minutes(2).toISOString(), thresholdPercent: 80 },
  });
  expect(exhausted).toMatchObject({
    ...about,
    type: 'usage.exhausted',
    data: { ...usage, dataMbUsed: 1_000, observedAt: minutes(4).toISOString() },
  });
});

test('several percentages that one report reaches are told of in their order', async () => {
  const esim = await seeded([95, 50, 80, 20, 50]);
  expect(await getThresholds(house.database.tables(), esim.owner)).toEqual([20, 50, 80, 95]);
  await absorb([report(esim, 810, 1)]);
  expect(await toldOf(esim)).toEqual([20, 50, 80]);
  await absorb([report(esim, 1_001, 2)]);
  expect(await toldOf(esim)).toEqual([20, 50, 80, 95, 100]);
});

test('an owner that wants no percentages hears of the end alone, and of a new one with the next report', async () => {
  const esim = await seeded([]);
  await absorb([report(esim, 999, 1)]);
  expect(await toldOf(esim)).toEqual([]);
  await setUsageThresholds(house, partnerCall(esim.owner), [90]);
  await absorb([report(esim, 1_000, 2)]);
  expect(await toldOf(esim)).toEqual([90, 100]);
});

test('a reference counts once, whatever comes under it later', async () => {
  const esim = await seeded();
  await absorb([report(esim, 100, 1, 'once')]);
  expect(await absorb([report(esim, 900, 9, 'once')])).toEqual({ absorbed: 0, repeated: 1, unknown: [] });
  expect(await absorb([report(esim, 200, 2, 'twice'), report(esim, 900, 9, 'twice')])).toEqual({
    absorbed: 1,
    repeated: 1,
    unknown: [],
  });
  expect(await usedOf(esim)).toEqual([200, minutes(2)]);
  expect(await toldOf(esim)).toEqual([]);
});

test('a report that comes late hides none that was measured after it, and what it reaches is told of', async () => {
  const esim = await seeded();
  await absorb([report(esim, 300, 10)]);
  await absorb([report(esim, 850, 9)]);
  expect(await usedOf(esim)).toEqual([300, minutes(10)]);
  expect(await toldOf(esim)).toEqual([80]);
});

test('an eSIM that is not there is named and spoils nothing, and its report can come again', async () => {
  const esim = await seeded();
  const stray = report({ iccid: '8988297999999999999' }, 5, 1, 'stray');
  expect(await absorb([stray, report(esim, 40, 1)])).toEqual({ absorbed: 1, repeated: 0, unknown: ['stray'] });
  expect(await absorb([stray])).toEqual({ absorbed: 0, repeated: 0, unknown: ['stray'] });
  expect(await usedOf(esim)).toEqual([40, minutes(1)]);
});

test('eSIMs of several owners come in one batch, and each owner hears of its own', async () => {
  const esims = await Promise.all([seeded(), seeded([10]), seeded()]);
  const [first, second, third] = esims;
  if (!first || !second || !third) throw new Error('three were seeded');
  await absorb([report(third, 100, 1), report(second, 100, 1), report(first, 1_000, 1)]);
  expect(await Promise.all(esims.map(toldOf))).toEqual([[80, 100], [10], []]);
  const strangers = (await eventsOf(house, first.owner)).filter(({ iccid }) => iccid !== null && iccid !== first.iccid);
  expect(strangers).toEqual([]);
});

test("a batch of an owner reaches none of another's eSIMs", async () => {
  const [own, other] = [await seeded(), await seeded()];
  const result = await absorb([report(own, 10, 1, 'own'), report(other, 10, 1, 'other')], systemCall(own.owner));
  expect(result).toEqual({ absorbed: 1, repeated: 0, unknown: ['other'] });
  expect((await usedOf(other))[0]).toBe(0);
});

test('more than 1,000 reports at a time are refused, and 1,000 are not', async () => {
  const esim = await seeded();
  const many = Array.from({ length: 1_001 }, (_, minute) => report(esim, minute, minute));
  await expect(absorb(many)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await absorb(many.slice(1))).toMatchObject({ absorbed: 1_000 });
  expect(await usedOf(esim)).toEqual([1_000, minutes(1_000)]);
  expect(await toldOf(esim)).toEqual([80, 100]);
});

test.each([[[0]], [[100]], [[50.5]], [[1, 2, 3, 4, 5, 6]]])('the percentages %j are refused', async (percentages) => {
  const owner = await seedPartner(house);
  const set = setUsageThresholds(house, partnerCall(owner), percentages);
  await expect(set).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await getThresholds(house.database.tables(), owner)).toEqual([80]);
});

test.each([2, 20])('the same batch %i times at once is told of once', async (count) => {
  const esims = await Promise.all([seeded(), seeded([30, 60]), seeded()]);
  const batch = esims.map((esim, index) => report(esim, 1_000, index));
  const results = await Promise.all(
    Array.from({ length: count }, (_, index) => absorb(index % 2 === 0 ? batch : batch.toReversed())),
  );
  expect(results.reduce((sum, { absorbed }) => sum + absorbed, 0)).toBe(3);
  expect(await Promise.all(esims.map(toldOf))).toEqual([
    [80, 100],
    [30, 60, 100],
    [80, 100],
  ]);
});

test('a report is known for 90 days by its reference, and changes nothing where it comes again after that', async () => {
  const esim = await seeded();
  const old = report(esim, 900, 1);
  await absorb([old]);
  clock.advance(90 * 86_400_000);
  expect(await pruneAll(pruneUsageReports, house, CARRIER)).toBe(0);
  clock.advance(1);
  expect(await pruneAll(pruneUsageReports, house, CARRIER)).toBeGreaterThan(0);
  const [before, told] = [await usedOf(esim), await eventsOf(house, esim.owner)];
  expect(await absorb([old])).toMatchObject({ absorbed: 1, repeated: 0 });
  expect([await usedOf(esim), await eventsOf(house, esim.owner)]).toEqual([before, told]);
});

test('reports in any order, repeated and in any batches, leave the same behind and tell the same', async () => {
  const measured = fc.array(fc.record({ used: fc.nat(1_200), minute: fc.nat(6) }), { minLength: 1, maxLength: 6 });
  const sent = measured.chain((reports) => {
    const indices = fc.constantFrom(...reports.keys());
    const batches = fc.array(fc.array(indices, { maxLength: 4 }), { maxLength: 4 });
    return fc.record({ reports: fc.constant(reports), batches });
  });
  await fc.assert(
    fc.asyncProperty(sent, async ({ reports, batches }) => {
      const [straight, shuffled] = [await seeded([25, 50, 75]), await seeded([25, 50, 75])];
      const of = (esim: SeededEsim) => reports.map(({ used, minute }) => report(esim, used, minute));
      for (const one of of(straight)) await absorb([one]);
      const again = of(shuffled);
      for (const batch of batches) await absorb(batch.flatMap((index) => again[index] ?? []));
      await absorb(again);
      expect(await usedOf(shuffled)).toEqual(await usedOf(straight));
      expect(await toldOf(shuffled)).toEqual(await toldOf(straight));
    }),
    { numRuns: 25 },
  );
});
