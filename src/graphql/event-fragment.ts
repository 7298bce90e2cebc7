import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { FORBIDDEN_SCOPE } from '../domains/webhooks/index.ts';
import { Fault } from '../kernel/fault.ts';
import { isScope, type Scope } from '../kernel/scopes.ts';
import { computeCost } from './engine/cost.ts';
import { DEFAULT_LIMITS, limitsRule, tooLarge } from './engine/limits.ts';
import { missingScopesReader } from './engine/missing-scopes.ts';
import { whyInvalid } from './engine/validation-words.ts';

/** The longest fragment, in bytes of UTF-8. */
const FRAGMENT_BYTES_MAX = 8_192;

const PROBLEMS_MAX = 5;

/** What reading an event asks for itself, whatever of it is read. */
const EVENT_SCOPE: Scope = 'events:replay';

/** Names that every payload has of its own. */
const TAKEN: ReadonlySet<string> = new Set([
  'id',
  'sequence',
  'mode',
  'occurredAt',
  'orderId',
  'partnerOrderId',
  'errors',
]);

/** What the payloads of an endpoint with these scopes are resolved with. */
export const payloadScopes = (scopes: readonly string[]): ReadonlySet<Scope> =>
  new Set([EVENT_SCOPE, ...scopes.filter(isScope).filter((scope) => scope !== FORBIDDEN_SCOPE)]);

/** The document that resolves a fragment. */
export const eventDocument = (text: string, name: string): string =>
  `query ($id: ID!) { event(id: $id) { ...${name} } }\n${text}`;

interface ReadFragment {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly fragment: FragmentDefinitionNode;
}

const atLine = ({ locations }: GraphQLError, say: string): string =>
  locations?.[0] ? `Line ${locations[0].line}: ${say}` : say;

const sayTooLarge = ({ details: { what, limit } }: Fault): string => `It is too large: at most ${limit} of ${what}.`;

/** Why a parser or the validation refused, without any value of the document. */
const sayWhy = (error: GraphQLError): string => {
  if (error.originalError instanceof Fault) return sayTooLarge(error.originalError);
  return atLine(error, whyInvalid(error.message) ?? 'This does not fit the schema.');
};

const isFragment = (node: DocumentNode['definitions'][number]): node is FragmentDefinitionNode =>
  node.kind === Kind.FRAGMENT_DEFINITION;

const parsed = (text: string): DocumentNode | string => {
  try {
    return parse(text, { maxTokens: DEFAULT_LIMITS.tokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const isLong = error.message.startsWith('Syntax Error: Document contains more that');
    return isLong ? sayTooLarge(tooLarge('tokens', DEFAULT_LIMITS.tokens, 0)) : atLine(error, 'This is not GraphQL.');
  }
};

/** The name of the one fragment on Event that a text is; null where it is none. */
export const fragmentName = (text: string): string | null => {
  const found = readFragment(text);
  return typeof found === 'string' ? null : found.fragment.name.value;
};

const readFragment = (text: string): ReadFragment | string => {
  if (Buffer.byteLength(text) > FRAGMENT_BYTES_MAX) return `It is too long: at most ${FRAGMENT_BYTES_MAX} bytes.`;
  const own = parsed(text);
  if (typeof own === 'string') return own;
  const [fragment, another] = own.definitions;
  const isOne = fragment && !another && isFragment(fragment) && fragment.typeCondition.name.value === 'Event';
  if (!isOne) return 'It is not one fragment on Event, such as `fragment Payload on Event { type }`.';
  const [operation] = parse(eventDocument('', fragment.name.value)).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('the document that resolves it is an operation');
  return { document: { kind: Kind.DOCUMENT, definitions: [operation, fragment] }, operation, fragment };
};

/** Fields that would stand where a payload has something of its own. */
const renamed = ({ fragment }: ReadFragment): string[] =>
  fragment.selectionSet.selections.flatMap((node) => {
    const alias = node.kind === Kind.FIELD ? node.alias?.value : undefined;
    const isTaken = node.kind === Kind.FIELD && alias !== undefined && TAKEN.has(alias) && alias !== node.name.value;
    return isTaken ? [`Every payload has a field \`${alias}\` of its own: choose another alias.`] : [];
  });

const unscoped = (
  schema: GraphQLSchema,
  { operation, fragment }: ReadFragment,
  scopes: readonly Scope[],
): readonly string[] => {
  const granted = payloadScopes(scopes);
  const missing = missingScopesReader(schema)({ operation, fragments: { [fragment.name.value]: fragment } }, granted);
  return missing.map(({ field, scopes: [scope] }) =>
    scope === FORBIDDEN_SCOPE
      ? `${field} is never part of a payload.`
      : `${field} needs ${scope}, which the endpoint does not have.`,
  );
};

const tooCostly = (schema: GraphQLSchema, { document }: ReadFragment): readonly string[] => {
  const question = { schema, document, operationName: undefined, variables: { id: '' }, limits: DEFAULT_LIMITS };
  const { requested } = computeCost(question);
  return requested > DEFAULT_LIMITS.cost ? [sayTooLarge(tooLarge('cost', DEFAULT_LIMITS.cost, requested))] : [];
};

const problemsOf = (schema: GraphQLSchema, text: string, scopes: readonly Scope[]): readonly string[] => {
  const read = readFragment(text);
  if (typeof read === 'string') return [read];
  const invalid = validate(schema, read.document, [...specifiedRules, limitsRule(DEFAULT_LIMITS)], {
    maxErrors: PROBLEMS_MAX,
    hideSuggestions: true,
  });
  if (invalid.length > 0) return invalid.map(sayWhy);
  return [...renamed(read), ...unscoped(schema, read, scopes), ...tooCostly(schema, read)];
};

/**
 * Checks what is to shape the payloads of an endpoint that has these scopes.
 * Refuses: BAD_WEBHOOK_QUERY with `problems`, where it is not one fragment on Event, does not fit the schema, is larger
 * than an operation may be, or has fields that the scopes do not allow.
 */
export const checkEventFragment = (schema: GraphQLSchema, text: string, scopes: readonly Scope[]): void => {
  const problems = problemsOf(schema, text, scopes);
  if (problems.length > 0) throw new Fault('BAD_WEBHOOK_QUERY', { problems: problems.slice(0, PROBLEMS_MAX) });
};
