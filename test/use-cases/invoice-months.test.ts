import type { Invoice } from '../../src/domains/invoices/index.ts';
import type { House } from '../../src/door/use-case.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { closeMonths } from '../../src/use-cases/close-months.ts';
import { issueInvoice } from '../../src/use-cases/issue-invoice.ts';
import { proveLedger } from '../../src/views/ledger-proof.ts';
import { seedReadyEsim } from '../support/esims.ts';
import { agreeMinimum, closeMonth, linesOf, numbersOf, openDraftOf, partnerOrderIdsOn } from '../support/invoices.ts';
import { JP, systemCall } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';

const clock = new TestClock();
let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse(clock);
  await seedCatalogue(house, [packageDraft('JP', '4.00')]);
});
afterEach(async () => expect((await proveLedger(house, null)).offenders).toEqual([]));
afterAll(() => house.close());

const DAY = 86_400_000;

/** Moves the time on to so many milliseconds before a moment. */
const until = (moment: Date, before = 0): void => clock.advance(moment.getTime() - before - clock.now().getTime());

const partner = (timeZone = 'UTC') => seedPartner(house, { wallet: '100.00', approved: [JP], timeZone });

const issue = async (owner: Owner, { id: invoiceId }: Invoice): Promise<Invoice> => {
  const issued = await issueInvoice(house, systemCall(owner), { invoiceId });
  if (!issued) throw new Error('nothing was issued');
  return issued;
};

describe('a month', () => {
  // In the order of time, for the clock moves on.
  test.each([
    ['America/New_York', '2026-12', '2026-12-01T05:00:00.000Z', '2027-01-01T05:00:00.000Z'],
    ['Europe/Berlin', '2027-03', '2027-02-28T23:00:00.000Z', '2027-03-31T22:00:00.000Z'],
    ['America/New_York', '2027-03', '2027-03-01T05:00:00.000Z', '2027-04-01T04:00:00.000Z'],
    ['Europe/Berlin', '2027-10', '2027-09-30T22:00:00.000Z', '2027-10-31T23:00:00.000Z'],
    ['America/New_York', '2027-11', '2027-11-01T04:00:00.000Z', '2027-12-01T05:00:00.000Z'],
    ['Pacific/Auckland', '2027-12', '2027-11-30T11:00:00.000Z', '2027-12-31T11:00:00.000Z'],
    ['UTC', '2028-02', '2028-02-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
    ['Pacific/Auckland', '2028-04', '2028-03-31T11:00:00.000Z', '2028-04-30T12:00:00.000Z'],
  ])(
    'of %s, %s, has its last millisecond, and the next one the millisecond behind it',
    async (zone, month, start, end) => {
      until(new Date(end), DAY);
      const owner = await partner(zone);
      const draft = await openDraftOf(house, owner);
      expect([draft.month, draft.periodStart, draft.periodEnd]).toEqual([
        `${month}-01`,
        new Date(start),
        new Date(end),
      ]);
      until(draft.periodEnd, 1);
      const { partnerOrderId: last } = await seedReadyEsim(house, owner);
      clock.advance(1);
      const { partnerOrderId: first } = await seedReadyEsim(house, owner);
      const issued = await issue(owner, draft);
      const next = await openDraftOf(house, owner);
      expect(next.periodStart).toEqual(draft.periodEnd);
      expect(await partnerOrderIdsOn(house, owner, issued)).toEqual([last]);
      expect(await partnerOrderIdsOn(house, owner, next)).toEqual([first]);
    },
  );

  test.each(['Europe/Berlin', 'Pacific/Auckland', 'America/New_York'])(
    'of %s begins where the one before it ends, all the year round',
    async (zone) => {
      const owner = await partner(zone);
      const invoices: Invoice[] = [];
      for (const _ of Array.from({ length: 14 })) invoices.push(await closeMonth(house, owner));
      expect(invoices.slice(1).map(({ periodStart }) => periodStart)).toEqual(
        invoices.slice(0, -1).map(({ periodEnd }) => periodEnd),
      );
      expect(await numbersOf(house, owner)).toEqual(invoices.map((_, n) => String(n + 1).padStart(6, '0')));
    },
  );

  test('has an entry that is dated in the one before and came when that was issued, once', async () => {
    const owner = await partner();
    const draft = await openDraftOf(house, owner);
    until(draft.periodEnd);
    const issued = await issue(owner, draft);
    const late = new Date(draft.periodEnd.getTime() - 1);
    const behind: House = { ...house, clock: { now: () => late } };
    const { partnerOrderId } = await seedReadyEsim(behind, owner);
    until((await openDraftOf(house, owner)).periodEnd);
    const next = await issue(owner, await openDraftOf(house, owner));
    expect(await partnerOrderIdsOn(house, owner, issued)).toEqual([]);
    expect(await linesOf(house, owner, next)).toMatchObject([{ partnerOrderId, bookedAt: late }]);
    expect(await partnerOrderIdsOn(house, owner, await openDraftOf(house, owner))).toEqual([]);
  });
});

describe('closing months', () => {
  const close = ({ organisationId }: Owner) =>
    closeMonths(house, { actor: { kind: 'system', name: 'test' }, organisationId });

  test('issues each that is over, and skips those in which nothing was booked and nothing agreed', async () => {
    const owner = await partner();
    await seedReadyEsim(house, owner);
    clock.advance(100 * DAY);
    const { issued, skipped, failed } = await close(owner);
    expect([issued.length, failed]).toEqual([1, []]);
    expect(skipped).toBeGreaterThanOrEqual(2);
    expect(await numbersOf(house, owner)).toEqual(['000001']);
    expect((await openDraftOf(house, owner)).periodEnd.getTime()).toBeGreaterThan(clock.now().getTime());
    expect(await close(owner)).toEqual({ issued: [], skipped: 0, failed: [] });
  });

  test('goes on behind one that cannot be closed, and names it with what kept it', async () => {
    const [stuck, owner] = [await partner(), await partner()];
    await seedReadyEsim(house, stuck);
    await agreeMinimum(house, stuck, 2n ** 63n - 1n, 0);
    await seedReadyEsim(house, owner);
    clock.advance(31 * DAY);
    const all = await closeMonths(house, { actor: { kind: 'system', name: 'test' }, organisationId: null });
    expect(all.failed).toMatchObject([{ draft: stuck }]);
    expect(await numbersOf(house, owner)).toEqual(['000001']);
    await agreeMinimum(house, stuck, 0n);
    expect((await close(stuck)).issued).toHaveLength(1);
  });

  test('by twenty at once issues each once', async () => {
    const owner = await partner();
    await agreeMinimum(house, owner, 100n);
    clock.advance(70 * DAY);
    const done = await Promise.all(Array.from({ length: 20 }, () => close(owner)));
    const issued = done.flatMap((one) => one.issued);
    expect(done.flatMap(({ failed }) => failed)).toEqual([]);
    expect(issued.map((number) => number.split('-').at(-1)).toSorted()).toEqual(await numbersOf(house, owner));
    expect(new Set(issued).size).toBe(issued.length);
  });
});
