import type { GraphQLSchema } from 'graphql';
import { type Permission, permissionTable } from '../../src/graphql/engine/needs.ts';
import { buildPartnerSchema } from '../../src/graphql/schema.ts';
import { ALL_SCOPES, isScope, type Scope } from '../../src/kernel/scopes.ts';
import { keepInvariants } from '../support/after-each.ts';
import { type SeededApi, seedApi } from './seeded-api.ts';
import { ONCE, type RootName, rootFields, rootSelection, timeless, waysTo } from './whole-document.ts';

type Guarded = Omit<Permission, 'scope'> & { readonly scope: Scope };

const schema: GraphQLSchema = await buildPartnerSchema();
const table = permissionTable(schema);
const guarded = table.flatMap((row): Guarded[] => (isScope(row.scope) ? [{ ...row, scope: row.scope }] : []));
const isRoot = ({ type }: Permission): boolean => type === 'Query' || type === 'Mutation';
const scopeOf = (root: RootName, field: string): string | undefined =>
  table.find((row) => row.type === root && row.field === field)?.scope;

const ROOTS = (['Query', 'Mutation'] as const).flatMap((root) =>
  rootFields(schema, root).map((name) => [root, name] as const),
);

/** Every root field that answers alike from below which a guarded field can be asked for with a scope of its own. */
const rootsAbove = ({ type, field, scope }: Guarded) =>
  ROOTS.filter(
    ([root, name]) =>
      !ONCE.includes(name) &&
      scopeOf(root, name) !== scope &&
      waysTo(schema, root, name, `${type}.${field}`).length > 0,
  );

let seeded: SeededApi;
const tokens = new Map<string, string>();

beforeAll(async () => {
  seeded = await seedApi();
});
afterAll(() => seeded.api.close());
keepInvariants(() => seeded.api);

const tokenWith = async (scopes: readonly Scope[]): Promise<string> => {
  const name = scopes.join(' ');
  const token = tokens.get(name) ?? (await seeded.api.credential(seeded.partner, scopes));
  tokens.set(name, token);
  return token;
};

const without = (scope: Scope): readonly Scope[] => ALL_SCOPES.filter((one) => one !== scope);

/** A root field with everything below it but a drawing, which takes longer than all else together. */
const select = (root: RootName, name: string, takes: (coordinate: string) => boolean = () => true): string =>
  rootSelection(schema, root, name, {
    args: seeded.args,
    takes: (coordinate) => coordinate !== 'Activation.qrPng' && takes(coordinate),
  });

const write = (root: RootName, selection: string): string => `${root.toLowerCase()} { ${selection} }`;

const ask = async (scopes: readonly Scope[], document: string) => seeded.api.ask(await tokenWith(scopes), document);

/** What a document answers with every scope, each place of one field below a type replaced by null. */
const nulled = (value: unknown, places: readonly (readonly (string | number)[])[]): unknown => {
  const copy: unknown = structuredClone(value);
  for (const place of places) {
    const last = place.at(-1);
    const parent = place.slice(0, -1).reduce<unknown>((at, key) => Reflect.get(Object(at), key), copy);
    if (last !== undefined) Reflect.set(Object(parent), last, null);
  }
  return copy;
};

describe('a root field', () => {
  test.each(guarded.filter(isRoot).map((row) => [`${row.type}.${row.field}`, row.scope, row] as const))(
    '%s is refused with 403 to a credential that has every scope but %s, which it names',
    async (coordinate, scope, { type, field }) => {
      const root = type === 'Query' ? 'Query' : 'Mutation';
      const document = write(root, select(root, field));
      for (const _ of [1, 2, 3]) {
        const { status, data, errors } = await ask(without(scope), document);
        expect([status, data, errors.map(({ extensions }) => extensions)]).toMatchObject([
          403,
          null,
          [{ code: 'FORBIDDEN', retry: 'never', field: coordinate, missingScopes: [scope], moneyMoved: false }],
        ]);
      }
    },
  );
});

const scopesOn = (way: readonly string[]): readonly Scope[] => [
  ...new Set(guarded.filter(({ type, field }) => way.includes(`${type}.${field}`)).map(({ scope }) => scope)),
];

/** Of the ways down to a field the one that asks for the fewest scopes. */
const easiestWay = (root: RootName, name: string, coordinate: string): readonly string[] => {
  const ways = waysTo(schema, root, name, coordinate);
  return ways.toSorted((a, b) => scopesOn(a).length - scopesOn(b).length)[0] ?? [];
};

const below = guarded.filter((row) => !isRoot(row));
/**
 * What the seeded orders and invoices have nothing of: an order in review has no eSIM, no refund and no invoice, nobody asks
 * the price of an installed one back, and what is paid gets no other purchase order.
 */
const NOTHING_THERE: readonly string[] = [
  'Dispute.creditEntry in Mutation.cancelOrder',
  'Esim.activation in Mutation.cancelOrder',
  'Invoice.payment in Mutation.cancelOrder',
  'Invoice.payment in Mutation.setInvoicePurchaseOrder',
  'Invoice.trueUpEntry in Mutation.cancelOrder',
  'InvoiceLine.ledgerEntry in Mutation.cancelOrder',
  'Refund.amount in Mutation.cancelOrder',
  'Refund.amount in Mutation.setInvoicePurchaseOrder',
  'Refund.amount in Query.esim',
];

const places = below
  .flatMap((row) =>
    rootsAbove(row).map(([root, name]) => [`${row.type}.${row.field}`, `${root}.${name}`, row, root, name] as const),
  )
  .filter(([coordinate, root]) => !NOTHING_THERE.includes(`${coordinate} in ${root}`));

describe('a field below the root', () => {
  test('is reached from some root, each of them', () => {
    expect(below.filter((row) => rootsAbove(row).length === 0)).toEqual([]);
    expect(places.length).toBeGreaterThan(below.length);
  });

  test.each(places)(
    '%s, in %s, is null without its scope, with the scope named, and the rest of the answer stays',
    async (coordinate, _root, { scope }, root, name) => {
      const document = write(root, select(root, name));
      const whole = await ask(ALL_SCOPES, document);
      expect(whole.errors).toEqual([]);
      const { status, data, errors } = await ask(without(scope), document);
      expect(status).toBe(200);
      const own = errors.filter(({ extensions }) => extensions.field === coordinate);
      expect(own.length).toBeGreaterThan(0);
      for (const { extensions } of errors) {
        expect(extensions).toMatchObject({
          code: 'FORBIDDEN',
          missingScopes: [scope],
          moneyMoved: root === 'Query' ? false : null,
        });
      }
      const left = nulled(
        whole.data,
        errors.map(({ path }) => path ?? []),
      );
      expect(timeless(JSON.stringify(data))).toBe(timeless(JSON.stringify(left)));
    },
  );

  test.each(places)(
    '%s, in %s, is answered to a credential that has its scope and those of the way to it alone',
    async (coordinate, _root, { scope }, root, name) => {
      const way = easiestWay(root, name, coordinate);
      const others = new Set(guarded.map((row) => `${row.type}.${row.field}`).filter((at) => !way.includes(at)));
      const takes = (at: string) => !others.has(at);
      const document = write(root, select(root, name, takes));
      const whole = await ask(ALL_SCOPES, document);
      const scopes = scopesOn(way);
      expect(scopes).toContain(scope);
      expect(timeless((await ask(scopes, document)).text)).toBe(timeless(whole.text));
    },
  );
});

test('a credential without any scope reads who it is and how the launch stands, and nothing else', async () => {
  const viewer = await ask([], write('Query', select('Query', 'viewer')));
  expect([viewer.status, viewer.errors, viewer.data?.viewer]).toMatchObject([200, [], { scopes: [] }]);
  const open = ROOTS.filter(([root, name]) => scopeOf(root, name) === 'any credential').map(([, name]) => name);
  const ofItself = ['rotateCredential', 'revokeCredential'];
  expect(open).toEqual(['launchReadiness', 'viewer', ...ofItself]);
  for (const [root, name] of ROOTS.filter(([, one]) => ofItself.includes(one) || !open.includes(one))) {
    const { status, data } = await ask([], write(root, select(root, name)));
    expect([name, status, data]).toEqual([name, 403, null]);
  }
});

// Last, for some of them end what the others ask for: a sandbox that is reset has a month without orders.
describe('a root field, asked for with its scope alone,', () => {
  test.each(guarded.filter(isRoot).map((row) => [`${row.type}.${row.field}`, row.scope, row] as const))(
    '%s is answered: %s',
    async (coordinate, scope, { type, field }) => {
      const root = type === 'Query' ? 'Query' : 'Mutation';
      const others = new Set(guarded.filter((row) => row.scope !== scope).map((row) => `${row.type}.${row.field}`));
      const takes = (at: string) => at === coordinate || !others.has(at);
      const document = write(root, select(root, field, takes));
      if (ONCE.includes(field)) {
        const { errors } = await ask([scope], document);
        expect(errors.map(({ extensions }) => extensions.code)).not.toContain('FORBIDDEN');
        return;
      }
      const whole = await ask(ALL_SCOPES, document);
      expect(whole.errors).toEqual([]);
      const alone = await ask([scope], document);
      expect(alone.errors).toEqual([]);
      expect(timeless(alone.text)).toBe(timeless(whole.text));
    },
  );
});
