import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSchema, type GraphQLSchema } from 'graphql';

/** The files of the folder `schema` that partners rely on. A release keeps all of them. */
export const CONTRACT_FILES = ['partner.graphql', 'codes.json', 'scopes.json', 'events.json'] as const;

/** A part of a JSON Schema, as far as `events.json` uses it. */
export interface JsonSchema {
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

export interface CodePromise {
  readonly http: number;
  readonly retry: string;
  /** Absent in what was released before it was there. */
  readonly isTransient?: boolean;
  readonly next: string;
}

/** What was promised to partners: the schema, the codes, the scopes and the events. */
export interface Contract {
  readonly schema: GraphQLSchema;
  readonly codes: Readonly<Record<string, CodePromise>>;
  readonly scopes: readonly string[];
  /** The body of each event type. */
  readonly events: Readonly<Record<string, JsonSchema>>;
}

/** A contract from the texts of its files, which `npm run generate` wrote. */
export const readContractTexts = (texts: Readonly<Record<(typeof CONTRACT_FILES)[number], string>>): Contract => {
  const codes = JSON.parse(texts['codes.json']) as Contract['codes']; // what `emit-schema.ts` writes
  const events = JSON.parse(texts['events.json']) as { readonly $defs: Contract['events'] }; // the same
  return {
    schema: buildSchema(texts['partner.graphql']),
    codes,
    scopes: Object.keys(JSON.parse(texts['scopes.json'])),
    events: events.$defs,
  };
};

/** The contract that stands in a folder. */
export const readContract = async (folder: string): Promise<Contract> => {
  const text = (name: (typeof CONTRACT_FILES)[number]) => readFile(join(folder, name), 'utf8');
  const [sdl, codes, scopes, events] = await Promise.all(CONTRACT_FILES.map(text));
  return readContractTexts({
    'partner.graphql': sdl ?? '',
    'codes.json': codes ?? '',
    'scopes.json': scopes ?? '',
    'events.json': events ?? '',
  });
};
