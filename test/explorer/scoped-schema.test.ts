import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, isObjectType } from 'graphql';
import { scopedSchema, scopesOf } from '../../src/explorer/scoped-schema.ts';

const SCHEMA_FOLDER = join(import.meta.dirname, '../../schema');
const SDL = readFileSync(join(SCHEMA_FOLDER, 'partner.graphql'), 'utf8');

const scoped = scopedSchema(SDL);
const plain = buildSchema(SDL);

const fields = Object.values(plain.getTypeMap())
  .filter(isObjectType)
  .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type: type.name, field })));

const scopedField = (typeName: string, fieldName: string) => {
  const type = scoped.getType(typeName);
  return isObjectType(type) ? type.getFields()[fieldName] : undefined;
};

/** The table that the server emits: the fields that need each scope. */
const scopeOfField = new Map<string, string>(
  Object.entries<{ fields: string[] }>(JSON.parse(readFileSync(join(SCHEMA_FOLDER, 'scopes.json'), 'utf8'))).flatMap(
    ([scope, { fields }]) => fields.map((field): [string, string] => [field, scope]),
  ),
);

test('the docs of every field that requires a scope begin with it, and those of no other field do', () => {
  expect(scopeOfField.size).toBeGreaterThan(50);
  for (const { type, field } of fields) {
    const scope = scopeOfField.get(`${type}.${field.name}`);
    const expected = scope === undefined ? field.description : `Requires scope \`${scope}\`.\n\n${field.description}`;
    expect(`${type}.${field.name}: ${scopedField(type, field.name)?.description}`).toBe(
      `${type}.${field.name}: ${expected}`,
    );
  }
});

test('the docs of arguments stay as they are', () => {
  for (const { type, field } of fields) {
    const described = field.args.map(({ name, description }) => [name, description]);
    expect(scopedField(type, field.name)?.args.map(({ name, description }) => [name, description])).toEqual(described);
  }
});

test.each([
  ['{ viewer { scopes } }', []],
  [
    'query A { wallet { isLow } orders { nodes { netPrice { amount } esim { iccid } } } }',
    ['ledger:read', 'orders:read', 'usage:read'],
  ],
  ['mutation B { sandboxCloseMonth { id lines { nodes { ledgerEntry { id } } } } }', ['invoices:read', 'ledger:read']],
  ['{ nothing { at { all } } }', []],
])('%s requires %j', (document, scopes) => {
  expect(scopesOf(scoped, document)).toEqual(scopes);
});
