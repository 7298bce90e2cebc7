import { LRUCache } from 'lru-cache';

/** A data-modifying statement whose parameters are written `?`, or a function call for the final select. */
interface Fragment {
  readonly kind: 'statement' | 'call';
  readonly text: string;
  readonly values: readonly unknown[];
}

const TEXTS_MAX = 500;

/** A longer statement is seldom the same one twice: its length goes by how many rows a caller changes. In characters. */
const KEPT_LENGTH_MAX = 10_000;

/** Statements as they were composed, by what they are made of: those that come often stay. */
export const composedTexts = new LRUCache<string, string>({
  max: TEXTS_MAX,
  maxEntrySize: KEPT_LENGTH_MAX,
  sizeCalculation: (text, key) => text.length + key.length,
});

/**
 * Rows that a change writes, gathered and sent as one statement of data-modifying CTEs. One round trip in place of one
 * for each row is most of what placing an order costs. All of its parts see the same snapshot, so nothing in it may
 * read what another part writes; foreign keys are checked at its end, so their order does not matter.
 */
export class GatheredWrites {
  #fragments: Fragment[] = [];

  get isEmpty(): boolean {
    return this.#fragments.length === 0;
  }

  add(kind: Fragment['kind'], text: string, values: readonly unknown[]): void {
    this.#fragments.push({ kind, text, values });
  }

  /** Takes all that was gathered as one numbered statement. */
  take(): { readonly text: string; readonly values: readonly unknown[] } {
    const fragments = this.#fragments;
    this.#fragments = [];
    const statements = fragments.filter((fragment) => fragment.kind === 'statement');
    const calls = fragments.filter((fragment) => fragment.kind === 'call');
    const values = [...statements, ...calls].flatMap((fragment) => fragment.values);
    const key = fragments.map((fragment) => fragment.text).join(';');
    const text = composedTexts.get(key) ?? compose(statements, calls);
    composedTexts.set(key, text);
    return { text, values };
  }
}

const compose = (statements: readonly Fragment[], calls: readonly Fragment[]): string => {
  const ctes = statements.map((fragment, index) => `w${index} as (${fragment.text})`).join(', ');
  const select = `select ${calls.map((fragment) => fragment.text).join(', ') || '1'}`;
  let parameter = 0;
  return `${ctes && `with ${ctes} `}${select}`.replaceAll('?', () => `$${++parameter}`);
};
