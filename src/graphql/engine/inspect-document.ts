import { type DocumentNode, type GraphQLSchema, Kind, parse, specifiedRules, validate } from 'graphql';
import { Fault } from '../../kernel/fault.ts';
import type { Scope } from '../../kernel/scopes.ts';
import { classifyError } from './classify-error.ts';
import { readDocument } from './document-facts.ts';
import { type Limits, limitsRule } from './limits.ts';

/** What is known of a document before it runs: whether it could, and what it asks of a credential. */
export interface InspectedDocument {
  /** The name of its operation; null where it has none, or cannot run. */
  readonly name: string | null;
  readonly operationType: 'query' | 'mutation' | null;
  /** The scopes that it needs to be answered whole, sorted. */
  readonly scopes: readonly Scope[];
  /** Why it cannot run; null where it can. */
  readonly refusal: Fault | null;
}

const refused = (refusal: Fault): InspectedDocument => ({ name: null, operationType: null, scopes: [], refusal });

const checked = (schema: GraphQLSchema, limits: Limits, text: string): DocumentNode => {
  const document = parse(text, { maxTokens: limits.tokens });
  const [first] = validate(schema, document, [...specifiedRules, limitsRule(limits)], {
    maxErrors: 1,
    hideSuggestions: true,
  });
  if (first?.originalError) throw first.originalError;
  if (first) throw Object.assign(first, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
  return document;
};

const parseFault = (error: unknown, limits: Limits): Fault => {
  const isSyntax = error instanceof Error && error.message.startsWith('Syntax Error');
  const coded = isSyntax ? Object.assign(error, { extensions: { code: 'GRAPHQL_PARSE_FAILED' } }) : error;
  return classifyError(coded, { limits, rootField: null });
};

/** Reads a document as a request of it would be read, and runs nothing. */
export const inspectDocument = (schema: GraphQLSchema, limits: Limits, text: string): InspectedDocument => {
  try {
    const document = checked(schema, limits, text);
    const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
    const [operation] = operations;
    if (!operation || operations.length > 1) {
      return refused(new Fault('BAD_REQUEST', { why: 'A registered document has exactly one operation.' }));
    }
    if (operation.operation === 'subscription') {
      return refused(new Fault('GRAPHQL_VALIDATION_FAILED', { why: 'There are no subscriptions; use webhooks.' }));
    }
    const scopes = [...readDocument(schema, document).scopes].sort();
    return { name: operation.name?.value ?? null, operationType: operation.operation, scopes, refusal: null };
  } catch (error) {
    return refused(parseFault(error, limits));
  }
};
