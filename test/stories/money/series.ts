import { beginning, type Model } from './model.ts';
import { choose, type Drawn, KINDS, predict, type Step, wait } from './steps.ts';

/** A step of a series, and the model before it. */
export interface Planned {
  readonly before: Model;
  readonly step: Step;
}

/** A pseudo-random sequence of integers (Numerical Recipes, 32 bits): the same in each process. */
export const drawsFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
};

/** How many steps are taken before time goes on. */
const BETWEEN = 6;

/** So many steps that a seed draws, one after another, from a moment on; and the model behind them. */
export const plan = (
  seed: number,
  count: number,
  from: number,
): { readonly steps: readonly Planned[]; readonly end: Model } => {
  const draw = drawsFrom(seed);
  const steps: Planned[] = [];
  let model = beginning(from);
  for (let drawn = 1; steps.length < count; drawn += 1) {
    if (draw() % BETWEEN === 0) model = wait(model, draw());
    const one: Drawn = { kind: KINDS[draw() % KINDS.length] ?? 'fund', wallet: draw(), pick: draw(), size: draw() };
    const step = choose(model, one, `${drawn}`);
    if (!step) continue;
    steps.push({ before: model, step });
    [model] = predict(model, step);
  }
  return { steps, end: model };
};
