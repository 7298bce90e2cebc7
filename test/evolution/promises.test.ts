import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSchema, NoDeprecatedCustomRule, parse, print, validate, visit } from 'graphql';
import type { Change } from '../../src/graphql/evolution/change.ts';
import { printChangelog } from '../../src/graphql/evolution/changelog.ts';
import { changesBetween } from '../../src/graphql/evolution/changes.ts';
import { type Contract, readContract } from '../../src/graphql/evolution/contract.ts';
import { brokenPromises, monthsAfter, NOTICE_MONTHS, shortNotices } from '../../src/graphql/evolution/policy.ts';
import { RELEASED_FOLDER, type Release, readReleases } from '../../src/graphql/evolution/releases.ts';
import { systemClock } from '../../src/kernel/clock.ts';

let current: Contract;
let releases: readonly Release[];
let newest: Release;

beforeAll(async () => {
  current = await readContract('schema');
  releases = await readReleases(RELEASED_FOLDER);
  const [first] = releases;
  if (!first) throw new Error('something was released');
  newest = first;
});

const today = (): string => systemClock.now().toISOString().slice(0, 10);

describe('the emitted schema, codes, scopes and events', () => {
  test('break no promise of the newest release', async () => {
    expect(brokenPromises(await changesBetween(newest.contract, current), releases, today())).toEqual([]);
  });

  test('deprecate nothing with less notice than the policy promises, and name a replacement and both days', () => {
    expect(shortNotices(current, releases, newest.date)).toEqual([]);
  });

  test('are told of in the changelog as it is committed (`npm run generate`)', async () => {
    expect(await readFile('docs/changelog.md', 'utf8')).toBe(await printChangelog(current, releases));
  });

  test('are promised for as long as the versioning policy says', async () => {
    expect(await readFile('docs/versioning.md', 'utf8')).toContain(`at least ${NOTICE_MONTHS} months`);
  });
});

test('the typed client uses nothing that is deprecated', async () => {
  const names = (await readdir('src/client/operations')).map((name) => join('src/client/operations', name));
  const texts = await Promise.all(names.map((name) => readFile(name, 'utf8')));
  const found = validate(current.schema, parse(texts.join('\n')), [NoDeprecatedCustomRule]);
  expect(found.map(({ message }) => message)).toEqual([]);
});

/** The emitted schema without its words. */
const plainSdl = async (): Promise<string> => {
  const document = parse(await readFile('schema/partner.graphql', 'utf8'));
  return print(visit(document, { StringValue: (_node, key) => (key === 'description' ? null : undefined) }));
};

describe('would not pass', () => {
  test.each([
    ['without a field', /\n {2}partnerOrderId: String!\n(?= {2}refund: Refund)/, '\n'],
    ['with another type of a field', 'validityDays: Int!', 'validityDays: String!'],
    ['with a field that may be null', 'dataLabel: String!', 'dataLabel: String'],
    ['without an argument', 'wallet(asOf: DateTime, ', 'wallet('],
    ['with one more required argument', 'quote(', 'quote(sure: Boolean!, '],
    ['with another default', 'first: Int! = 50', 'first: Int! = 20'],
    ['without an enum value', /\n {2}ESIM_READY\n/, '\n'],
    ['with one more required input field', 'input CreateOrderInput {', 'input CreateOrderInput {\n  colour: String!'],
    [
      'with a field that asks for a scope',
      'quote(input: QuoteInput!): Quote! @requiresScopes(scopes: [["orders:create"]])',
      'quote(input: QuoteInput!): Quote! @requiresScopes(scopes: [["ledger:read"]])',
    ],
  ] as const)('%s', async (_, what, instead) => {
    const sdl = await plainSdl();
    const edited = sdl.replace(what, instead);
    expect(edited).not.toBe(sdl);
    const changes = await changesBetween(current, { ...current, schema: buildSchema(edited) });
    expect(brokenPromises(changes, [{ ...newest, contract: current }], today())).toHaveLength(1);
  });
});

const NO_CONTRACT = { codes: {}, scopes: [], events: {} };

const released = (version: string, date: string, sdl: string): Release => ({
  version,
  date,
  contract: { ...NO_CONTRACT, schema: buildSchema(sdl) },
});

const REASON = 'Use `b`. Deprecated since 2026-01-10, gone after 2027-02-01.';

const WITH_A = 'type Query { a: Int b: Int }';
const DEPRECATED_A = `type Query { a: Int @deprecated(reason: "${REASON}") b: Int }`;
const REMOVAL: Change = { kind: 'breaking', element: 'Query.a', say: '`Query.a` was removed.', isRemoval: true };

describe('an element is taken away', () => {
  const announced = [
    released('1.2.0', '2026-06-01', DEPRECATED_A),
    released('1.1.0', '2026-01-15', DEPRECATED_A),
    released('1.0.0', '2026-01-01', WITH_A),
  ];

  test('after the day that every release since named', () => {
    expect(brokenPromises([REMOVAL], announced, '2027-02-02')).toEqual([]);
    expect(brokenPromises([REMOVAL], announced, '2027-02-01')).toEqual([
      expect.stringContaining('stays until 2027-02-01'),
    ]);
  });

  test('no sooner than the notice behind the release that said it first, whatever day it named', () => {
    const late = [released('1.1.0', '2026-12-24', DEPRECATED_A), released('1.0.0', '2026-01-01', WITH_A)];
    expect(brokenPromises([REMOVAL], late, '2027-03-01')).toEqual([expect.stringContaining('stays until 2027-12-24')]);
    expect(brokenPromises([REMOVAL], late, '2027-12-25')).toEqual([]);
  });

  test('never where no release had it as deprecated, or the newest took that back', () => {
    const [, ...older] = announced;
    const takenBack = [released('1.3.0', '2026-08-01', WITH_A), ...older];
    for (const history of [[released('1.0.0', '2026-01-01', WITH_A)], takenBack]) {
      expect(brokenPromises([REMOVAL], history, '2099-01-01')).toEqual([expect.stringContaining('deprecate it first')]);
    }
  });
});

describe('a deprecation', () => {
  const { contract } = released('1.1.0', '2026-01-15', DEPRECATED_A);
  const before = [released('1.0.0', '2026-01-01', WITH_A)];

  test('gives its notice from the day on which it is released', () => {
    expect(shortNotices(contract, before, '2026-01-20')).toEqual([]);
    expect(shortNotices(contract, before, '2026-02-02')).toEqual([expect.stringContaining('not before 2027-02-02')]);
  });

  test('that was released keeps the day that was said', () => {
    expect(shortNotices(contract, [released('1.1.0', '2026-01-15', DEPRECATED_A)], '2026-12-01')).toEqual([]);
  });

  test('in any other form is refused', () => {
    const free = released('1.1.0', '2026-01-15', 'type Query { a: Int @deprecated b: Int }');
    expect(() => shortNotices(free.contract, [], '2026-01-15')).toThrow('Query.a is deprecated in no known form');
  });

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-11-24', NOTICE_MONTHS, '2027-11-24'],
    ['2028-02-29', 12, '2029-02-28'],
  ])('%s and %i months come to %s', (day, months, later) => {
    expect(monthsAfter(day, months)).toBe(later);
  });
});
