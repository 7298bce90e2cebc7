import { type DocumentNode, type FieldNode, Kind, OperationTypeNode, parse, valueFromASTUntyped } from 'graphql';
import type { Call } from './call.ts';

/** The client's methods that take an idempotency key, by the changes that they make. */
const KEYED: readonly string[] = ['createOrder', 'cancelOrder', 'requestRefund'];

/** A call of one of them. */
export interface KeyedMethod {
  readonly name: string;
  readonly input: object;
  readonly idempotencyKey: string;
}

const parsed = (query: string): DocumentNode | null => {
  try {
    return parse(query);
  } catch {
    return null; // it is copied as it stands
  }
};

/** The one change that a document makes; null where it makes several, or none. */
const changeOf = (query: string): FieldNode | null => {
  const [operation, ...others] =
    parsed(query)?.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION) ?? [];
  if (operation?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) return null;
  const [field, ...more] = operation.selectionSet.selections;
  const isChange = operation.operation === OperationTypeNode.MUTATION && more.length === 0;
  return isChange && field?.kind === Kind.FIELD ? field : null;
};

/** The method that does what a document does under its key; null where there is none. */
export const keyedMethodOf = ({ query, variables }: Call): KeyedMethod | null => {
  const { name, arguments: given = [], directives = [] } = changeOf(query) ?? {};
  const [input, ...others] = given;
  const [idempotent, ...more] = directives;
  const [key] = idempotent?.arguments ?? [];
  if (!name || !input || !key || others.length + more.length > 0) return null;
  if (!KEYED.includes(name.value) || input.name.value !== 'input' || idempotent?.name.value !== 'idempotent')
    return null;
  const value: unknown = valueFromASTUntyped(input.value, variables);
  const idempotencyKey: unknown = valueFromASTUntyped(key.value, variables);
  if (typeof value !== 'object' || value === null || typeof idempotencyKey !== 'string') return null;
  return { name: name.value, input: value, idempotencyKey };
};
