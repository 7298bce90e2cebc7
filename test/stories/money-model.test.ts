import fc from 'fast-check';
import type { Owner } from '../../src/kernel/actor.ts';
import { openWallet } from '../../src/use-cases/open-wallet.ts';
import { systemCall } from '../support/orders.ts';
import { seedCatalogue, seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { expectAgreement } from './money/agreement.ts';
import { beginning, type Model } from './money/model.ts';
import { OFFERS, prepare } from './money/perform.ts';
import { pictureOf, pictureOfModel } from './money/picture.ts';
import { choose, type Drawn, KINDS, predict, type Step, wait } from './money/steps.ts';

const RUNS = 20;
const BATCHES = 26;
const AT_ONCE_MAX = 5;

/** So that each run of the tests lives through the same. */
const SEED = 20_261_124;

const clock = new TestClock();
let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse(clock);
  await seedCatalogue(house, Object.values(OFFERS));
});
afterAll(() => house.close());

const drawn: fc.Arbitrary<Drawn> = fc.record({
  kind: fc.constantFrom(...KINDS),
  wallet: fc.nat(99),
  pick: fc.nat(99),
  size: fc.nat(99),
});

/** Steps that are taken at once, and how long it is until then. */
const batch = fc.record({
  steps: fc.array(drawn, { minLength: 2, maxLength: AT_ONCE_MAX, size: 'max' }),
  wait: fc.option(fc.nat(99), { freq: 2 }),
});

/** One order in which steps that were taken at once can have happened, as their answers and the ledger have it. */
const linearise = (
  model: Model,
  steps: readonly (readonly [Step, answer: string])[],
  isRight: (after: Model) => boolean,
): Model | null => {
  if (steps.length === 0) return isRight(model) ? model : null;
  for (const [at, [step, answer]] of steps.entries()) {
    const [after, predicted] = predict(model, step);
    if (predicted !== answer) continue;
    const found = linearise(after, steps.toSpliced(at, 1), isRight);
    if (found) return found;
  }
  return null;
};

const written = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? `${part}` : part));

const takeAtOnce = async (owner: Owner, model: Model, steps: readonly Step[]): Promise<Model> => {
  const ready = await Promise.all(steps.map((step) => prepare(house, owner, step)));
  const answers = await Promise.all(ready.map((take) => take()));
  const taken = steps.map((step, n): readonly [Step, string] => [step, answers[n] ?? '']);
  const picture = written(await pictureOf(house, owner));
  const isRight = (after: Model) => written(pictureOfModel(after)) === picture;
  const after = linearise(model, taken, isRight);
  if (!after) throw new Error(`no order of these gives what happened: ${written(taken)}`);
  return after;
};

let drawnSteps = 0;
let taken = 0;

const open = async (): Promise<Owner> => {
  const owner = await seedPartner(house, { approved: Object.values(OFFERS).map(({ packageId }) => packageId) });
  for (const currency of ['JPY', 'KWD'] as const) await openWallet(house, systemCall(owner), { currency });
  return owner;
};

test('whatever is done at once with money and months, books, invoices and events are those of a plain model', async () => {
  const batches = fc.array(batch, { minLength: BATCHES, maxLength: BATCHES, size: 'max' });
  const property = fc.asyncProperty(batches, async (series) => {
    const owner = await open();
    let model = beginning(clock.now().getTime());
    for (const { steps, wait: size } of series) {
      model = size === null ? model : wait(model, size);
      clock.advance(model.now - clock.now().getTime());
      const chosen = steps.flatMap((one, n) => choose(model, one, `${drawnSteps + n + 1}`) ?? []);
      drawnSteps += steps.length;
      taken += chosen.length;
      model = await takeAtOnce(owner, model, chosen);
    }
    await expectAgreement(house, owner, model);
  });
  await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
  expect(taken).toBeGreaterThan(1_000);
}, 120_000);
