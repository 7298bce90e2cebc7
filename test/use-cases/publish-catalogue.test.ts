import { approvePackages } from '../../src/use-cases/approve-packages.ts';
import { importCatalogue } from '../../src/use-cases/import-catalogue.ts';
import { publishCatalogue } from '../../src/use-cases/publish-catalogue.ts';
import { systemCall } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { eventsOf } from '../support/webhooks.ts';

const JP = 'onyx-connect-jp-3gb-30d';
const KR = 'onyx-connect-kr-3gb-30d';
const TW = 'onyx-connect-tw-3gb-30d';
const OPERATOR = { actor: { kind: 'operator', name: 'test' } } as const;
const NOW = new Date('2026-11-24T09:00:00Z');

let house: TestHouse;

beforeEach(async () => {
  house = await openTestHouse({ now: () => NOW });
});

afterEach(() => house.close());

type Heard = Readonly<Record<string, unknown>>;

/** What an owner heard, with the version's own name and moment left out. */
const heard = async (owner: SeededPartner) =>
  (await eventsOf(house, owner)).map(
    ({ type, data: { version: _, effectiveAt: __, ...data } }): Heard => ({
      type,
      ...data,
    }),
  );

const published = (approvedPackages: number) => ({ type: 'catalogue.published', approvedPackages });
const changed = (...packageIds: readonly string[]) => ({
  type: 'catalogue.price_change',
  packagesChanged: packageIds.length,
  packageIds,
});

test('everybody who may sell any package hears of a version, in both modes, and nobody else', async () => {
  const sandbox = await seedPartner(house, { approved: [JP, KR] });
  const live = { ...sandbox, mode: 'live' } as const;
  await approvePackages(house, systemCall(live), [{ packageId: JP, netPriceMinor: null }]);
  const other = await seedPartner(house, { approved: [TW] });
  const nobody = await seedPartner(house);
  const version = await seedCatalogue(house, [packageDraft('JP', '4.00'), packageDraft('KR', '6.00')]);
  expect(await heard(sandbox)).toEqual([published(2)]);
  expect(await heard(live)).toEqual([published(1)]);
  expect(await heard(other)).toEqual([published(0)]);
  expect(await heard(nobody)).toEqual([]);
  const [event] = await eventsOf(house, sandbox);
  expect(event?.data).toEqual({ version, effectiveAt: NOW.toISOString(), approvedPackages: 2 });
});

test('a changed list price is told to those who pay it, and not to those who have a price of their own', async () => {
  const listed = await seedPartner(house, { approved: [JP, KR, TW] });
  const own = await seedPartner(house, { approved: [[JP, 100n], KR] });
  await seedCatalogue(house, [packageDraft('JP', '4.00'), packageDraft('KR', '6.00')]);
  await seedCatalogue(house, [packageDraft('JP', '4.50'), packageDraft('KR', '6.00'), packageDraft('TW', '1.00')]);
  expect(await heard(listed)).toEqual([published(2), published(3), changed(JP)]);
  expect(await heard(own)).toEqual([published(2), published(2)]);
});

test('prices are compared with the version in effect before, not with one that comes later or was never published', async () => {
  const owner = await seedPartner(house, { approved: [JP] });
  const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
  await seedCatalogue(house, [packageDraft('JP', '4.00')]);
  await importCatalogue(house, OPERATOR, { version: 'draft', packages: [packageDraft('JP', '9.00')] });
  await seedCatalogue(house, [packageDraft('JP', '5.00')], inDays(10));
  await seedCatalogue(house, [packageDraft('JP', '4.00')], inDays(5));
  expect(await heard(owner)).toEqual([published(1), published(1), changed(JP), published(1)]);
  expect((await eventsOf(house, owner)).at(-1)?.data.effectiveAt).toBe(inDays(5).toISOString());
});

test('a price change names the first 100 packages by id, and counts them all', async () => {
  const drafts = (netPrice: string) =>
    Array.from({ length: 130 }, (_, index) =>
      packageDraft('JP', netPrice, { packageId: `onyx-${String(index).padStart(3, '0')}` }),
    ).toReversed();
  const owner = await seedPartner(house, { approved: drafts('1.00').map(({ packageId }) => packageId) });
  await seedCatalogue(house, drafts('1.00'));
  await seedCatalogue(house, drafts('2.00'));
  const [, , change] = await heard(owner);
  expect(change).toMatchObject({ type: 'catalogue.price_change', packagesChanged: 130 });
  expect(change?.packageIds).toEqual(
    drafts('1.00')
      .map(({ packageId }) => packageId)
      .toSorted()
      .slice(0, 100),
  );
});

test('a version that is refused is told to nobody', async () => {
  const owner = await seedPartner(house, { approved: [JP] });
  const version = await seedCatalogue(house, [packageDraft('JP', '4.00')]);
  await expect(publishCatalogue(house, OPERATOR, { version, effectiveAt: null })).rejects.toMatchObject({
    code: 'CATALOGUE_VERSION_PUBLISHED',
  });
  await expect(publishCatalogue(house, OPERATOR, { version: 'none', effectiveAt: null })).rejects.toMatchObject({
    code: 'UNKNOWN_CATALOGUE_VERSION',
  });
  expect(await heard(owner)).toEqual([published(1)]);
});

test('two versions published at once are each told to everybody, once', async () => {
  const owners: SeededPartner[] = [];
  for (let count = 0; count < 20; count += 1) owners.push(await seedPartner(house, { approved: [JP] }));
  const versions = ['first', 'second'];
  for (const version of versions) {
    await importCatalogue(house, OPERATOR, { version, packages: [packageDraft('JP', '4.00')] });
  }
  await Promise.all(versions.map((version) => publishCatalogue(house, OPERATOR, { version, effectiveAt: null })));
  for (const owner of owners) {
    const told = (await eventsOf(house, owner)).map(({ data }) => data.version);
    expect(told.toSorted()).toEqual(versions);
  }
});

test('of twenty that publish a version at once one does, and the others are refused', async () => {
  await importCatalogue(house, OPERATOR, { version: 'raced', packages: [packageDraft('JP', '4.00')] });
  const publish = () => publishCatalogue(house, OPERATOR, { version: 'raced', effectiveAt: null });
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, publish));
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
  expect(refused).toEqual(Array(19).fill('CATALOGUE_VERSION_PUBLISHED'));
});
