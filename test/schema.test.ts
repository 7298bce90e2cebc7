import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
} from 'graphql';
import { schemaFiles } from '../src/graphql/emit-schema.ts';
import { permissionTable } from '../src/graphql/engine/needs.ts';
import { buildPartnerSchema } from '../src/graphql/schema.ts';

/** A part of the schema by its coordinate, such as `Query.order(by:)`. */
type Part = readonly [coordinate: string, description: string | null | undefined];

const argumentParts = (owner: string, args: readonly GraphQLArgument[]): Part[] =>
  args.map(({ name, description }) => [`${owner}(${name}:)`, description]);

const memberParts = (type: GraphQLNamedType): Part[] => {
  if (isEnumType(type)) return type.getValues().map((value) => [`${type.name}.${value.name}`, value.description]);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field.description]);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => {
    const coordinate = `${type.name}.${field.name}`;
    return [[coordinate, field.description], ...argumentParts(coordinate, field.args)] satisfies Part[];
  });
};

const ROOTS = ['Query', 'Mutation'];

/** The coordinates of everything of a schema that has no description. The roots need none: their fields speak. */
const undescribed = (schema: GraphQLSchema): string[] => {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  const directives = schema.getDirectives().filter((directive) => !isSpecifiedDirective(directive));
  const parts: Part[] = [
    ...types.filter(({ name }) => !ROOTS.includes(name)).map(({ name, description }): Part => [name, description]),
    ...types.flatMap(memberParts),
    ...directives.map(({ name, description }): Part => [`@${name}`, description]),
    ...directives.flatMap(({ name, args }) => argumentParts(`@${name}`, args)),
  ];
  return parts.flatMap(([coordinate, description]) => (description?.trim() ? [] : [coordinate])).sort();
};

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildPartnerSchema();
});

describe('the partner schema', () => {
  test('says of every type, field, argument and value what it is', () => {
    expect(undescribed(schema)).toEqual([]);
  });

  test('would not pass with anything left undescribed', () => {
    const bare = buildSchema(`
      directive @key(of: Int) on FIELD
      scalar Moment
      enum Size { SMALL }
      input Filter { size: Size }
      interface Node { id: ID }
      type Thing implements Node { id: ID }
      type Query { things(filter: Filter): [Thing] }
    `);
    expect(undescribed(bare)).toEqual([
      '@key',
      '@key(of:)',
      'Filter',
      'Filter.size',
      'Moment',
      'Node',
      'Node.id',
      'Query.things',
      'Query.things(filter:)',
      'Size',
      'Size.SMALL',
      'Thing',
      'Thing.id',
    ]);
  });

  test('is printed so that every tool reads it, with both of its directives', () => {
    const printed = buildSchema(schemaFiles(schema)['partner.graphql'] ?? '');
    expect(printed.getDirective('idempotent')).toBeTruthy();
    expect(printed.getDirective('requiresScopes')).toBeTruthy();
  });

  test('asks for a scope in exactly the fields that this table names', () => {
    const lines = permissionTable(schema).map(({ type, field, scope }) => `${type}.${field}: ${scope}`);
    expect(lines.join('\n')).toMatchSnapshot();
  });
});

describe('the files of the folder schema', () => {
  test('are the same text whenever they are made', async () => {
    expect(schemaFiles(await buildPartnerSchema())).toEqual(schemaFiles(schema));
  });

  test('are committed as the code makes them (`npm run generate`)', async () => {
    for (const [name, text] of Object.entries(schemaFiles(schema))) {
      expect(await readFile(join('schema', name), 'utf8')).toBe(text);
    }
  });

  test('name no refusal that only the operator can meet', () => {
    expect(schemaFiles(schema)['codes.json']).not.toContain('onyx ');
  });
});
