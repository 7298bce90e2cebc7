import type { ExampleValues } from './example-values.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Stands for any value, and as the last item of a list for any more items. */
const ANYTHING = '…';

const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

const recordDiffers = (
  example: Readonly<Record<string, unknown>>,
  real: unknown,
  values: ExampleValues,
  path: string,
): string | null => {
  if (!isRecord(real)) return `${path}: expected an object, and it is ${shown(real)}`;
  const [keys, realKeys] = [Object.keys(example), Object.keys(real)].map((list) => list.toSorted().join(', '));
  if (keys !== realKeys) return `${path}: expected the keys ${keys}, and they are ${realKeys}`;
  for (const [key, value] of Object.entries(example)) {
    const complaint = answerDiffers(value, real[key], values, `${path}.${key}`);
    if (complaint !== null) return complaint;
  }
  return null;
};

/** A list whose last example is `…` may go on. */
const listDiffers = (
  example: readonly unknown[],
  real: unknown,
  values: ExampleValues,
  path: string,
): string | null => {
  const goesOn = example.at(-1) === ANYTHING;
  const items = goesOn ? example.slice(0, -1) : example;
  const count = Array.isArray(real) ? real.length : -1;
  if (!Array.isArray(real) || (goesOn ? count < items.length : count !== items.length)) {
    return `${path}: expected ${items.length} items, and it is ${shown(real)}`;
  }
  for (const [index, item] of items.entries()) {
    const complaint = answerDiffers(item, real[index], values, `${path}[${index}]`);
    if (complaint !== null) return complaint;
  }
  return null;
};

/** Gives where and why a real answer is not the one shown, value for value but for what changes; null where it is. */
export const answerDiffers = (example: unknown, real: unknown, values: ExampleValues, path = '$'): string | null => {
  if (example === ANYTHING && real !== undefined) return null;
  if (isRecord(example)) return recordDiffers(example, real, values, path);
  if (Array.isArray(example)) return listDiffers(example, real, values, path);
  if (typeof example === 'string' && typeof real === 'string') {
    const complaint = values.differs(example, real);
    return complaint === null ? null : `${path}: ${complaint}`;
  }
  return example === real ? null : `${path}: expected ${shown(example)}, and it is ${shown(real)}`;
};

const lines = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();

/** The same for what a program prints: text, or JSON where the example is. */
export const outputDiffers = (
  language: string,
  example: string,
  real: string,
  values: ExampleValues,
): string | null => {
  if (language !== 'json') return values.differs(lines(example), lines(real));
  try {
    return jsonDiffers(JSON.parse(example), JSON.parse(real), values);
  } catch {
    return `expected JSON, and it is ${real}`;
  }
};

/** An answer of the API says in its extensions what it cost; a page that shows none of it leaves it out. */
const jsonDiffers = (example: unknown, real: unknown, values: ExampleValues): string | null => {
  if (!isRecord(example) || !isRecord(real) || 'extensions' in example || !('data' in real)) {
    return answerDiffers(example, real, values);
  }
  const { extensions: _cost, ...answer } = real;
  return answerDiffers(example, answer, values);
};
