import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { House } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';
import { newId } from '../kernel/id.ts';
import type { Log } from '../kernel/log.ts';
import { newRequestFacts } from '../kernel/request-facts.ts';
import { endpointCallers } from '../views/endpoint-callers.ts';
import type { EventShape, ShapeEvent } from './api-context.ts';
import type { ResolverContext } from './engine/context.ts';
import { isDatabaseAway } from './engine/database-away.ts';
import { GraphqlEngine } from './engine/engine.ts';
import { eventDocument, fragmentName, payloadScopes } from './event-fragment.ts';

interface ShaperNeeds {
  readonly house: House;
  readonly log: Log;
  readonly schema: GraphQLSchema;
  readonly contextFor: (request: ResolverContext) => ResolverContext;
}

/** What the engine answers. */
interface Shaped {
  readonly data?: { readonly event: Readonly<Record<string, unknown>> } | null;
  readonly errors?: readonly {
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string };
  }[];
}

const DOCUMENTS_MAX = 500;

/** The document of a fragment; the fragment alone, which the engine refuses, where it is none any more. */
const documentOf = (query: string): string => {
  const name = fragmentName(query);
  return name === null ? query : eventDocument(query, name);
};

const refuse = (error: unknown): never => {
  throw isDatabaseAway(error) ? new Fault('UNAVAILABLE', {}, { cause: error }) : error;
};

/** Errors below the event, by their path in the payload. */
const shownErrors = (errors: NonNullable<Shaped['errors']>) =>
  errors.map(({ path = [], extensions: { code } }) => ({ code, path: path.slice(1) }));

/**
 * Starts what shapes payloads: the API's own engine, which charges nobody and writes no access log. A field that fails is
 * told in `errors`, beside what could be read. Refuses: UNAVAILABLE where the database is away, and then says nothing at all.
 */
export const startEventShaper = async ({ house, log, schema, contextFor }: ShaperNeeds): Promise<ShapeEvent> => {
  const engine = await GraphqlEngine.start({ schema, logger: log, contextFor });
  const callerOf = endpointCallers(house);
  const documents = new LRUCache<string, string>({ max: DOCUMENTS_MAX, memoMethod: documentOf });

  const answer = async ({ id, organisationId, mode, query, scopes }: EventShape, eventId: string): Promise<Shaped> => {
    const actor = await callerOf({ id, organisationId, mode, scopes: payloadScopes(scopes) }).catch(refuse);
    const { body } = await engine.answer({
      method: 'POST',
      query: documents.memo(query ?? ''),
      variables: { id: eventId },
      context: { actor, requestId: newId('request'), facts: newRequestFacts(), idempotencyKeyHeader: null },
    });
    return JSON.parse(body) as Shaped; // what the engine wrote
  };

  return async (shape, eventId) => {
    const { data, errors = [] } = await answer(shape, eventId);
    if (errors.some(({ extensions }) => extensions.code === 'UNAVAILABLE')) throw new Fault('UNAVAILABLE');
    return { ...data?.event, ...(errors.length > 0 ? { errors: shownErrors(errors) } : {}) };
  };
};
