import { type Change, named } from './change.ts';
import type { Contract, JsonSchema } from './contract.ts';

type Events = Contract['events'];

/** Where a node stands: `event order.failed data.netPrice`. */
const below = (element: string, name: string): string =>
  `${element}${element.split(' ').length > 2 ? '.' : ' '}${name}`;

const breaking = (element: string, say: string): Change => ({
  kind: 'breaking',
  element,
  say: `\`${element}\` ${say}`,
});

/** What a node is, but for its words and what is inside of it. */
const shapeOf = ({ type, format, const: value, anyOf }: JsonSchema): string =>
  JSON.stringify(anyOf ? anyOf.map(shapeOf).sort() : [type, format, value]);

/** The literal values that a node is one of; null where it is no such list. */
const wordsOf = ({ anyOf }: JsonSchema): readonly string[] | null =>
  anyOf?.every((branch) => branch.const !== undefined) ? anyOf.map((branch) => String(branch.const)) : null;

/** The part of a node that has an inside: of "this or null", this. */
const insideOf = (node: JsonSchema): JsonSchema =>
  node.anyOf?.find((branch) => branch.properties !== undefined || branch.items !== undefined) ?? node;

const shapeChanges = (element: string, base: JsonSchema, next: JsonSchema): Change[] => {
  if (shapeOf(base) === shapeOf(next)) return [];
  const [had, has] = [wordsOf(base), wordsOf(next)];
  if (had && has) {
    const more = has.filter((word) => !had.includes(word));
    const say = `\`${element}\` may also be ${more.map((word) => `\`${word}\``).join(', ')}.`;
    return more.length > 0 ? [{ kind: 'dangerous', element, say }] : [];
  }
  const branches = next.anyOf ?? [next];
  const known = (base.anyOf ?? [base]).map(shapeOf);
  if (branches.every((branch) => known.includes(shapeOf(branch)))) return [];
  return [breaking(element, 'has another type.')];
};

const nodeChanges = (element: string, base: JsonSchema, next: JsonSchema): Change[] => {
  const [had, has] = [insideOf(base), insideOf(next)];
  const [before, after] = [had.properties ?? {}, has.properties ?? {}];
  const kept = Object.keys(before).flatMap((name): Change[] => {
    const [property, now] = [before[name], after[name]];
    const inner = below(element, name);
    if (!property || !now) return [{ ...breaking(inner, 'was removed.'), isRemoval: true }];
    const isSureNoMore = had.required?.includes(name) && !has.required?.includes(name);
    return [...(isSureNoMore ? [breaking(inner, 'may be missing.')] : []), ...nodeChanges(inner, property, now)];
  });
  const added = Object.keys(after).flatMap((name): Change[] =>
    before[name]
      ? []
      : [{ kind: 'added', element: below(element, name), say: named(below(element, name), after[name]?.description) }],
  );
  const items = had.items && has.items ? nodeChanges(`${element}[]`, had.items, has.items) : [];
  return [...shapeChanges(element, base, next), ...kept, ...added, ...items];
};

/** What is different about what webhooks say: whoever reads them must find what they found, in the form that it had. */
export const eventChanges = (base: Events, next: Events): readonly Change[] => [
  ...Object.entries(base).flatMap(([type, body]): Change[] => {
    const now = next[type];
    if (!now) return [{ ...breaking(`event ${type}`, 'is told no more.'), isRemoval: true }];
    return nodeChanges(`event ${type}`, body, now);
  }),
  ...Object.entries(next).flatMap(([type, body]): Change[] => {
    const element = `event ${type}`;
    return base[type] ? [] : [{ kind: 'added', element, say: named(element, body.description) }];
  }),
];
