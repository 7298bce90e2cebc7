/** Something deprecated of the schema that a request used. */
export interface DeprecatedUse {
  /** Such as `Invoice.dispute`. */
  readonly element: string;
  /** What takes its place, in words. */
  readonly use: string;
  /** Days, as `2026-11-24`: since when it is deprecated, and the last one on which it is there. */
  readonly since: string;
  readonly goneAfter: string;
}

export type OnDeprecated = (use: DeprecatedUse) => void;

const isUse = (value: unknown): value is DeprecatedUse =>
  typeof value === 'object' && value !== null && 'element' in value && typeof value.element === 'string';

/** Reads what the extensions of an answer name as deprecated; empty where they name nothing. */
export const readDeprecations = (extensions: unknown): readonly DeprecatedUse[] => {
  if (typeof extensions !== 'object' || extensions === null || !('deprecations' in extensions)) return [];
  return Array.isArray(extensions.deprecations) ? extensions.deprecations.filter(isUse) : [];
};

/** A warning of the process, where it has warnings: Node, Bun and Deno do. */
export const warnOfDeprecated: OnDeprecated = ({ element, use, since, goneAfter }) => {
  if (typeof globalThis.process?.emitWarning !== 'function') return;
  const text = `${element} of the Onyx Partner API is deprecated since ${since} and gone after ${goneAfter}: use ${use}`;
  globalThis.process.emitWarning(text, 'DeprecationWarning');
};

/** What each function was told of already. */
const told = new WeakMap<OnDeprecated, Set<string>>();

/** Tells a function of each element once, whatever number of clients it is given to. What it throws is passed over: the answer counts. */
export const tellDeprecated = (onDeprecated: OnDeprecated, uses: readonly DeprecatedUse[]): void => {
  const known = told.get(onDeprecated) ?? new Set();
  told.set(onDeprecated, known);
  for (const use of uses) {
    if (known.has(use.element)) continue;
    known.add(use.element);
    try {
      onDeprecated(use);
    } catch {
      // What was answered may be an order: it is not lost for a complaint about a field.
    }
  }
};
