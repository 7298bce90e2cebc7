import {
  getInvoice,
  getInvoiceOfMonth,
  type Invoice,
  listInvoices,
  monthOf,
} from '../../src/domains/invoices/index.ts';
import { listEntries } from '../../src/domains/ledger/index.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { advanceSandboxClock } from '../../src/use-cases/advance-sandbox-clock.ts';
import { closeMonths } from '../../src/use-cases/close-months.ts';
import { issueInvoice } from '../../src/use-cases/issue-invoice.ts';
import { resetSandbox } from '../../src/use-cases/reset-sandbox.ts';
import { voidInvoice } from '../../src/use-cases/void-invoice.ts';
import type { InvoiceLine } from '../../src/views/invoice-lines.ts';
import { proveLedger } from '../../src/views/ledger-proof.ts';
import { reconcile } from '../../src/views/reconciliation.ts';
import { seedReadyEsim } from '../support/esims.ts';
import { closeMonth, linesOf, numbersOf, openDraftOf, partnerOrderIdsOn } from '../support/invoices.ts';
import { JP, partnerCall, systemCall } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';

const clock = new TestClock();
let house: TestHouse;
let owner: Owner;

beforeAll(async () => {
  house = await openTestHouse(clock);
  await seedCatalogue(house, [packageDraft('JP', '4.00')]);
});
beforeEach(async () => {
  owner = await seedPartner(house, { wallet: '1000.00', approved: [JP], timeZone: 'Europe/Berlin' });
});
afterEach(async () => expect((await proveLedger(house, null)).offenders).toEqual([]));
afterAll(() => house.close());

const DAY_S = 86_400;

const present = (): string => monthOf(clock.now(), 'Europe/Berlin');

const reset = () => resetSandbox(house, partnerCall(owner), { currency: 'USD' });

const order = async (): Promise<string> => (await seedReadyEsim(house, owner)).partnerOrderId;

/** Advances the clock, and has the months that are over by then closed, as the worker does. */
const advance = async (days: number): Promise<void> => {
  await advanceSandboxClock(house, partnerCall(owner), { seconds: days * DAY_S });
  const { organisationId } = owner;
  await closeMonths(house, { actor: { kind: 'system', name: 'test' }, organisationId });
};

/** The invoices that are not void, in the order of the chain. */
const invoices = async (): Promise<readonly Invoice[]> => {
  const statuses = ['draft', 'issued', 'paid'] as const;
  const { rows } = await listInvoices(house.database.tables(), owner, { statuses }, 200, null);
  return rows.toSorted(
    (a, b) => Number(a.firstSequence - b.firstSequence) || a.resets - b.resets || (a.month < b.month ? -1 : 1),
  );
};

/** Each invoice begins behind the one before it, and each price that was taken is on one of them. Gives whose orders those are. */
const assertWhole = async (): Promise<readonly (string | null)[]> => {
  const all = await invoices();
  all.slice(1).forEach((invoice, n) => {
    expect(invoice.firstSequence).toBe((all[n]?.lastSequence ?? -1n) + 1n);
  });
  const charged: InvoiceLine[] = [];
  for (const invoice of all) {
    expect(await reconcile(house, owner, invoice)).toMatchObject({ differences: [] });
    const lines = await linesOf(house, owner, invoice);
    charged.push(...lines.filter(({ type }) => type === 'capture'));
  }
  const { rows } = await listEntries(house.database.tables(), owner, 'USD', { types: ['capture'] }, 200, null);
  expect(charged.map(({ entryId }) => entryId)).toEqual(rows.map(({ id }) => id).toReversed());
  return charged.map(({ partnerOrderId }) => partnerOrderId);
};

test('a reset has the open month be the present one again: what is ordered today is on its invoice', async () => {
  const before = await order();
  const closed = [await closeMonth(house, owner), await closeMonth(house, owner)];
  await advance(200);
  const ahead = await order();
  await reset();
  const today = await order();
  const draft = await openDraftOf(house, owner);
  expect(draft).toMatchObject({ month: present(), lastSequence: null, status: 'draft' });
  expect(draft.periodEnd.getTime()).toBeGreaterThan(clock.now().getTime());
  expect(await partnerOrderIdsOn(house, owner, draft)).toEqual([ahead, today]);
  expect(await getInvoiceOfMonth(house.database.tables(), owner, 'USD', present())).toEqual(draft);
  for (const one of closed) expect(await getInvoice(house.database.tables(), owner, one.id)).toEqual(one);
  expect(await assertWhole()).toEqual([before, ahead, today]);
});

test('a month is invoiced again after each reset, and numbers go on', async () => {
  const ordered: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    ordered.push(await order());
    expect((await closeMonth(house, owner)).month).toBe(present());
    await closeMonth(house, owner);
    await reset();
  }
  expect((await openDraftOf(house, owner)).month).toBe(present());
  expect(await numbersOf(house, owner)).toEqual([1, 2, 3, 4, 5, 6].map((n) => String(n).padStart(6, '0')));
  expect(await assertWhole()).toEqual(ordered);
});

test('a reset in the open month leaves its draft as it is', async () => {
  const draft = await openDraftOf(house, owner);
  await advance(0.5);
  await reset();
  expect(await openDraftOf(house, owner)).toEqual(draft);
});

test('an invoice of before that becomes void is issued anew beside the one of after', async () => {
  const first = await order();
  const wrong = await closeMonth(house, owner);
  await reset();
  const second = await order();
  await voidInvoice(house, systemCall(owner), { invoiceId: wrong.id, reason: 'It was wrong.' });
  const open = await openDraftOf(house, owner);
  expect(await getInvoiceOfMonth(house.database.tables(), owner, 'USD', present())).toEqual(open);
  const again = (await invoices()).find(({ firstSequence }) => firstSequence === wrong.firstSequence);
  await issueInvoice(house, systemCall(owner), { invoiceId: again?.id ?? '', isEarly: true });
  await closeMonth(house, owner);
  expect(await assertWhole()).toEqual([first, second]);
});

test('whoever closes months and has not heard of the reset yet closes none that is open again', async () => {
  await advance(40);
  const stale = { ...house, clock: { now: () => new Date(clock.now().getTime() + 80 * DAY_S * 1_000) } };
  await reset();
  const { id: invoiceId } = await openDraftOf(house, owner);
  const late = { ...stale, clock: { now: (of?: Owner | null) => (of ? stale.clock.now() : clock.now()) } };
  await expect(issueInvoice(late, systemCall(owner), { invoiceId })).rejects.toMatchObject({
    code: 'INVOICE_PERIOD_OPEN',
  });
});

test('resets, closings and orders at once leave one open draft and lose no entry', async () => {
  const isKnown = (error: unknown) => expect(error).toMatchObject({ code: 'INVOICE_ISSUED' });
  await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      if (n % 4 === 0) await order();
      else if (n % 2 === 0) await reset();
      else await closeMonth(house, owner).catch(isKnown);
    }),
  );
  await reset();
  expect((await openDraftOf(house, owner)).month).toBe(present());
  await assertWhole();
});

test.each([1, 2, 3, 4, 5, 6])(
  'whatever happens in whichever order, each order is on one invoice (series %d)',
  async (seed) => {
    let state = seed;
    const draw = (below: number): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    const ordered: string[] = [];
    const steps = [
      async () => void ordered.push(await order()),
      async () => void (await closeMonth(house, owner)),
      () => advance(1 + draw(70)),
      async () => {
        await reset();
        expect((await openDraftOf(house, owner)).month).toBe(present());
      },
    ];
    for (let n = 0; n < 14; n += 1) await steps[draw(steps.length)]?.();
    await reset();
    ordered.push(await order());
    expect(await assertWhole()).toEqual(ordered);
  },
);
