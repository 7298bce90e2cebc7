/**
 * What differs from run to run, by what it looks like. A page shows an example of each; the same example stands for the
 * same value on the whole page where `isBound`.
 */
const CHANGING = [
  { kind: 'credential', pattern: /onyx_(?:sandbox|live)_[0-9a-z]{26}_[0-9A-Za-z]{49}/, isBound: true },
  { kind: 'id', pattern: /\b[a-z]{3}_[0-9a-z]{26}\b/, isBound: true },
  { kind: 'secret', pattern: /whsec_[0-9A-Za-z+/=]+/, isBound: true },
  { kind: 'key', pattern: /whpk_[0-9A-Za-z+/=]+/, isBound: true },
  { kind: 'hash', pattern: /\b[0-9a-f]{64}\b/, isBound: true },
  { kind: 'iccid', pattern: /\b89\d{17,18}\b/, isBound: true },
  { kind: 'matching', pattern: /\b[0-9A-F]{5}(?:-[0-9A-F]{5}){3}\b/, isBound: true },
  {
    kind: 'moment',
    pattern: /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?/,
    isBound: false,
  },
  { kind: 'day', pattern: /\b20\d\d-\d\d-\d\d\b/, isBound: true },
  { kind: 'month', pattern: /\b20\d\d-\d\d\b/, isBound: true },
  { kind: 'server', pattern: /http:\/\/(?:127\.0\.0\.1|localhost):\d+/, isBound: true },
] as const;

type Kind = (typeof CHANGING)[number]['kind'];

const ANY_CHANGING = new RegExp(CHANGING.map(({ kind, pattern }) => `(?<${kind}>${pattern.source})`).join('|'), 'g');

interface Found {
  readonly kind: Kind;
  readonly value: string;
}

const kindOf = (groups: Readonly<Record<string, string | undefined>> | undefined): Kind => {
  const found = CHANGING.find(({ kind }) => groups?.[kind] !== undefined);
  if (found === undefined) throw new Error('a match has the group of its kind');
  return found.kind;
};

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Where an example has `…`, anything may stand. */
const literal = (text: string): string => text.split('…').map(escaped).join('[^]*?');

/** What a real value looks like that stands for an example; an id keeps its prefix. */
const patternOf = (kind: Kind, example: string): string => {
  const { source } = CHANGING.find((row) => row.kind === kind)?.pattern ?? /$^/;
  return kind === 'id' ? source.replace('[a-z]{3}', example.slice(0, 3)) : source;
};

/** A text as a pattern with a group for each of its examples, and these in their order. */
const takenApart = (text: string): { readonly pattern: RegExp; readonly found: readonly Found[] } => {
  const found = [...text.matchAll(ANY_CHANGING)].map(({ 0: value, index, groups }) => ({
    kind: kindOf(groups),
    value,
    index,
  }));
  let pattern = '';
  let end = 0;
  for (const { kind, value, index } of found) {
    pattern += `${literal(text.slice(end, index))}(${patternOf(kind, value)})`;
    end = index + value.length;
  }
  return { pattern: new RegExp(`^${pattern}${literal(text.slice(end))}$`), found };
};

/** The examples of a page, and the real values that they stood for so far. */
export class ExampleValues {
  readonly #real = new Map<string, string>();

  /** Puts the real values in place of the examples that are known. */
  resolve(text: string): string {
    return text.replaceAll(ANY_CHANGING, (example) => this.#real.get(example) ?? example);
  }

  /** Gives why a real text is not what the example shows, or null where it is; then remembers what stood for what. */
  differs(example: string, real: string): string | null {
    const { pattern, found } = takenApart(example);
    const match = pattern.exec(real);
    if (match === null) return `expected ${example}\nand it is ${real}`;
    for (const [index, { kind, value }] of found.entries()) {
      const complaint = this.#bind(kind, value, match[index + 1] ?? '');
      if (complaint !== null) return complaint;
    }
    return null;
  }

  #bind(kind: Kind, example: string, real: string): string | null {
    if (!CHANGING.some((row) => row.kind === kind && row.isBound)) return null;
    const known = this.#real.get(example);
    if (known !== undefined && known !== real) return `the example ${example} stood for ${known}, and here for ${real}`;
    this.#real.set(example, real);
    return null;
  }
}
