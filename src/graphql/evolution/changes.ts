import type { Deprecation } from '../../kernel/deprecation.ts';
import type { Change } from './change.ts';
import type { CodePromise, Contract } from './contract.ts';
import { deprecationsOf, elementsOf } from './elements.ts';
import { eventChanges } from './event-changes.ts';
import { schemaChanges } from './schema-changes.ts';

const codeChange = (code: string, base: CodePromise, next: CodePromise): Change[] => {
  const element = `code ${code}`;
  const differs = (what: string, before: unknown, now: unknown): Change[] =>
    before === now
      ? []
      : [{ kind: 'breaking', element, say: `\`${element}\`: \`${what}\` is ${now} in place of ${before}.` }];
  const { isTransient = next.isTransient } = base;
  return [
    ...differs('http', base.http, next.http),
    ...differs('retry', base.retry, next.retry),
    ...differs('isTransient', isTransient, next.isTransient),
  ];
};

/** A code that is not known is handled by its `retry`, so a new one is no danger; its value in an enum is told of there. */
const codeChanges = ({ codes: base }: Contract, { codes: next }: Contract): Change[] => [
  ...Object.entries(base).flatMap(([code, before]): Change[] => {
    const now = next[code];
    const element = `code ${code}`;
    if (now) return codeChange(code, before, now);
    return [{ kind: 'breaking', element, say: `\`${element}\` was removed.`, isRemoval: true }];
  }),
  ...Object.entries(next).flatMap(([code, { next: next_, http }]): Change[] => {
    const element = `code ${code}`;
    return base[code] ? [] : [{ kind: 'added', element, say: `\`${element}\` (HTTP ${http}): ${next_}` }];
  }),
];

const scopeChanges = ({ scopes: base }: Contract, { scopes: next }: Contract): Change[] => [
  ...base
    .filter((scope) => !next.includes(scope))
    .map((scope): Change => {
      const element = `scope ${scope}`;
      return { kind: 'breaking', element, say: `\`${element}\` was removed.` };
    }),
  ...next
    .filter((scope) => !base.includes(scope))
    .map((scope): Change => {
      const element = `scope ${scope}`;
      return { kind: 'added', element, say: `\`${element}\`.` };
    }),
];

const sayDeprecated = (element: string, { use, since, goneAfter }: Deprecation): string =>
  `\`${element}\` is deprecated since ${since} and may go after ${goneAfter}. Use ${use}.`;

const deprecationChange = (element: string, had: Deprecation | undefined, has: Deprecation): Change[] => {
  const say = sayDeprecated(element, has);
  if (!had || had.goneAfter < has.goneAfter) return [{ kind: 'deprecated', element, say }];
  if (had.goneAfter === has.goneAfter) {
    const use = `\`${element}\`: use ${has.use}, in place of ${had.use}.`;
    return had.use === has.use ? [] : [{ kind: 'changed', element, say: use }];
  }
  return [
    {
      kind: 'breaking',
      element,
      say: `\`${element}\` goes after ${has.goneAfter}, sooner than ${had.goneAfter} as was said.`,
    },
  ];
};

const deprecationChanges = (base: Contract, next: Contract): Change[] => {
  const [before, after] = [deprecationsOf(base), deprecationsOf(next)];
  const stays = new Set(elementsOf(next).map(({ name }) => name));
  const takenBack = [...before.keys()].filter((element) => stays.has(element) && !after.has(element));
  return [
    ...[...after].flatMap(([element, has]) => deprecationChange(element, before.get(element), has)),
    ...takenBack.map((element): Change => ({ kind: 'changed', element, say: `\`${element}\` is deprecated no more.` })),
  ];
};

const ORDER: Readonly<Record<Change['kind'], number>> = {
  breaking: 0,
  deprecated: 1,
  dangerous: 2,
  added: 3,
  changed: 4,
};

/** Everything that is different between two contracts and that a partner might notice, in one order. */
export const changesBetween = async (base: Contract, next: Contract): Promise<readonly Change[]> => {
  const changes = [
    ...(await schemaChanges(base.schema, next.schema)),
    ...codeChanges(base, next),
    ...scopeChanges(base, next),
    ...eventChanges(base.events, next.events),
    ...deprecationChanges(base, next),
  ];
  return changes.sort((a, b) => ORDER[a.kind] - ORDER[b.kind] || (a.say < b.say ? -1 : 1));
};
