import fc from 'fast-check';
import { isObjectType } from 'graphql';
import { buildPartnerSchema } from '../../src/graphql/schema.ts';
import { encodeCursor } from '../../src/kernel/cursor.ts';
import { keepInvariants } from '../support/after-each.ts';
import { type SeededApi, seedApi } from './seeded-api.ts';

let seeded: SeededApi;
let token: string;
let lists: readonly string[];

beforeAll(async () => {
  seeded = await seedApi();
  token = await seeded.api.credential(seeded.partner);
  lists = await pagedFields();
});
afterAll(() => seeded.api.close());
keepInvariants(() => seeded.api);

/** Every field that takes a cursor, by its coordinate. */
const pagedFields = async (): Promise<readonly string[]> =>
  Object.values((await buildPartnerSchema()).getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter(({ args }) => args.some(({ name }) => name === 'after'))
        .map(({ name }) => `${type.name}.${name}`),
    );

const documentOf = (list: string): string => {
  const [type, field] = list.split('.');
  const page = `${field}(first: 1, after: $after) { edges { cursor } }`;
  const invoice = `invoice${seeded.args['Query.invoice']} { ${page} }`;
  return `query ($after: String) { ${type === 'Invoice' ? invoice : page} }`;
};

/** What a real cursor of the list is made of. */
const partsOf = async (list: string): Promise<readonly [sort: string, ...values: (string | number)[]]> => {
  const { text } = await seeded.api.ask(token, documentOf(list), { variables: { after: null } });
  const cursor = /"cursor":"([\w-]+)"/.exec(text)?.[1] ?? '';
  return JSON.parse(Buffer.from(cursor, 'base64url').subarray(4).toString()); // behind the checksum
};

const AT_THE_EDGE: readonly (string | number)[] = [
  ...['', 'x', '%', '{}', '0', '2026-13-45', '2026-11-24', '0000-01-01', '0000-01-01T00:00:00.000Z', 'infinity'],
  ...['-271821-04-20T00:00:00.000Z', '+275760-09-13T00:00:00.000Z', '2026-11-24T12:00:00.000+99:00'],
  ...['99999999999999999999', '-1', '1e400', 'NaN', 'x'.repeat(1_500)],
  ...[-1, 0, 1.5, -9e15, 9e15, 2 ** 53, 2 ** 63, 1e308, 5e-324],
];

const value = fc.oneof(
  fc.constantFrom(...AT_THE_EDGE),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);

/** What a forged cursor is answered with: a page, or that it is none. */
const assertMet = async (list: string, sort: string, values: readonly (string | number)[]): Promise<void> => {
  const { errors } = await seeded.api.ask(token, documentOf(list), {
    variables: { after: encodeCursor(sort, values) },
  });
  const codes = errors.map(({ extensions }) => extensions.code).filter((code) => code !== 'BAD_USER_INPUT');
  expect([list, values, codes]).toEqual([list, values, []]);
};

test('a forged cursor is a page or bad input in every list there is', async () => {
  expect(lists.length).toBeGreaterThan(10);
  for (const list of lists) {
    const [sort, ...real] = await partsOf(list);
    expect(real.length).toBeGreaterThan(0);
    for (const place of real.keys()) {
      for (const edge of AT_THE_EDGE) await assertMet(list, sort, real.with(place, edge));
    }
    const forged = fc.tuple(...real.map(() => value));
    await fc.assert(
      fc.asyncProperty(forged, (values) => assertMet(list, sort, values)),
      { numRuns: 20 },
    );
  }
});
