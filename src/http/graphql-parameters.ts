import { isUtf8 } from 'node:buffer';
import { readDocumentId } from '../kernel/document-hash.ts';
import { Fault } from '../kernel/fault.ts';
import type { GraphqlParameters } from './endpoint.ts';

const malformed = (why: string): Fault => new Fault('BAD_REQUEST', { why });

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parseJson = (text: string, what: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed(`The ${what} must be valid JSON.`);
  }
};

/** Reads a body of JSON in UTF-8 from the bytes that came. Refuses: BAD_REQUEST, also where there was no body to parse. */
export const parseBody = (body: unknown): unknown => {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (!isUtf8(bytes)) throw malformed('The body must be UTF-8.');
  return parseJson(bytes.toString(), 'body');
};

const optionalRecord = (value: unknown, name: string): Record<string, unknown> | undefined => {
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) throw malformed(`\`${name}\` must be an object.`);
  return value;
};

const ID_FORM = 'the lower-case hexadecimal SHA-256 of the document, bare or behind `sha256:`';

const readHash = (documentId: unknown, name: string): string => {
  const hash = typeof documentId === 'string' ? readDocumentId(documentId) : null;
  if (hash === null) throw malformed(`\`${name}\` must be ${ID_FORM}.`);
  return hash;
};

/** The hash that stands in `documentId` (appendix A of the specification), or in the extension that Apollo's clients send. */
const documentHashOf = (documentId: unknown, extensions: Record<string, unknown> | undefined): string | undefined => {
  const persisted = optionalRecord(extensions?.persistedQuery, 'extensions.persistedQuery');
  const isNamed = documentId !== undefined && documentId !== null;
  const hash = isNamed ? readHash(documentId, 'documentId') : undefined;
  if (!persisted) return hash;
  const other = readHash(persisted.sha256Hash, 'extensions.persistedQuery.sha256Hash');
  if (hash !== undefined && hash !== other) throw malformed('`documentId` and `extensions.persistedQuery` differ.');
  return other;
};

/** The text of the document; it may be left out where the hash says which one. */
const readQuery = (query: unknown, hash: string | undefined): string | undefined => {
  const isLeftOut = query === undefined || query === null || query === '';
  if (isLeftOut && hash !== undefined) return undefined;
  if (typeof query !== 'string' || query === '') throw malformed('`query` must be a string that is not empty.');
  return query;
};

const parametersOf = (fields: Readonly<Record<string, unknown>>): GraphqlParameters => {
  const { operationName } = fields;
  const hasName = operationName !== undefined && operationName !== null;
  if (hasName && typeof operationName !== 'string') throw malformed('`operationName` must be a string.');
  const given = optionalRecord(fields.extensions, 'extensions');
  const documentHash = documentHashOf(fields.documentId, given);
  const query = readQuery(fields.query, documentHash);
  const { persistedQuery: _, ...extensions } = given ?? {};
  return {
    ...(query === undefined ? {} : { query }),
    ...(documentHash === undefined ? {} : { documentHash }),
    variables: optionalRecord(fields.variables, 'variables') ?? {},
    ...(typeof operationName === 'string' && operationName !== '' ? { operationName } : {}),
    ...(given ? { extensions } : {}),
  };
};

/** Parameters of a POST. Refuses: BAD_REQUEST, also for a batch: one request is one operation. */
export const parametersOfBody = (body: unknown): GraphqlParameters => {
  if (Array.isArray(body)) throw malformed('Batches are not answered: send one operation a request.');
  if (!isRecord(body)) throw malformed('The body must be a JSON object.');
  return parametersOf(body);
};

const once = (search: URLSearchParams, name: string): string | undefined => {
  const values = search.getAll(name);
  if (values.length > 1) throw malformed(`\`${name}\` may stand once in the URL.`);
  return values[0] === '' ? undefined : values[0];
};

const jsonOnce = (search: URLSearchParams, name: string): unknown => {
  const text = once(search, name);
  return text === undefined ? undefined : parseJson(text, name);
};

/** Parameters of a GET, from its URL. Refuses: BAD_REQUEST. */
export const parametersOfUrl = (url: string): GraphqlParameters => {
  const start = url.indexOf('?');
  const search = new URLSearchParams(start < 0 ? '' : url.slice(start));
  return parametersOf({
    query: once(search, 'query'),
    documentId: once(search, 'documentId'),
    operationName: once(search, 'operationName'),
    variables: jsonOnce(search, 'variables'),
    extensions: jsonOnce(search, 'extensions'),
  });
};
