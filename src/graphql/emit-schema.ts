import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { CODES, type CodeRow } from '../kernel/codes.ts';
import { ALL_SCOPES, SCOPES, type Scope } from '../kernel/scopes.ts';
import { permissionTable } from './engine/needs.ts';
import { printPartnerSchema } from './engine/print-schema.ts';
import { buildPartnerSchema } from './schema.ts';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The refusals that a partner can meet, sorted by code. */
const partnerCodes = () =>
  Object.fromEntries(
    Object.entries<CodeRow>(CODES)
      .filter(([, { audience }]) => audience === 'partner')
      .map(([code, { http, retry, say, next }]) => [code, { http, retry, say, next }] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** Every scope with what it allows, and the fields that need it. */
const scopesWithFields = (schema: GraphQLSchema) => {
  const permissions = permissionTable(schema);
  const fieldsOf = (scope: Scope) =>
    permissions.filter((permission) => permission.scope === scope).map(({ type, field }) => `${type}.${field}`);
  return Object.fromEntries(ALL_SCOPES.map((scope) => [scope, { allows: SCOPES[scope], fields: fieldsOf(scope) }]));
};

/** What the folder `schema` holds, by file name: the same text for the same schema, whoever makes it. */
export const schemaFiles = (schema: GraphQLSchema): Readonly<Record<string, string>> => ({
  'partner.graphql': printPartnerSchema(schema),
  'codes.json': json(partnerCodes()),
  'scopes.json': json(scopesWithFields(schema)),
});

/** Writes the folder `schema` of the working directory. */
const emit = async (): Promise<void> => {
  await mkdir('schema', { recursive: true });
  for (const [name, text] of Object.entries(schemaFiles(await buildPartnerSchema()))) {
    await writeFile(join('schema', name), text);
  }
};

if (import.meta.main) await emit();
