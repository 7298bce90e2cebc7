import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { CODES, type Code, type CodeRow, isTransient } from '../kernel/codes.ts';
import { ALL_SCOPES, SCOPES, type Scope } from '../kernel/scopes.ts';
import { permissionTable } from './engine/needs.ts';
import { printPartnerSchema } from './engine/print-schema.ts';
import { eventsSchema } from './events-schema.ts';
import { printErrorClasses } from './print-error-classes.ts';
import { printWebhookEvents } from './print-webhook-events.ts';
import { buildPartnerSchema } from './schema.ts';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The refusals that a partner can meet, sorted by code. */
export const partnerCodes = () =>
  Object.fromEntries(
    Object.entries<CodeRow>(CODES)
      .filter(([, { audience }]) => audience === 'partner')
      .map(([code, { http, retry, say, next }]) => {
        const isPassing = isTransient(code as Code); // the table's own key
        return [code, { http, retry, isTransient: isPassing, say, next }] as const;
      })
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
  'events.json': json(eventsSchema()),
});

/** The client's types of events and its errors, by file name below `src/client/generated`. */
export const clientFiles = (): Readonly<Record<string, string>> => ({
  'errors.ts': printErrorClasses(partnerCodes()),
  'webhook-events.ts': printWebhookEvents(eventsSchema()),
});

const writeFiles = async (folder: string, files: Readonly<Record<string, string>>): Promise<void> => {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
};

/** Writes the folder `schema` of the working directory, and what is not made from it by other tools. */
const emit = async (): Promise<void> => {
  await writeFiles('schema', schemaFiles(await buildPartnerSchema()));
  await writeFiles('src/client/generated', clientFiles());
};

if (import.meta.main) await emit();
