import {
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  getDirectiveValues,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { badInput } from '../../kernel/fault.ts';
import type { RequestContext } from './context.ts';
import { IDEMPOTENT_DIRECTIVE } from './directives.ts';

const KEY = /^[\x20-\x7e]{1,255}$/;
const QUOTED = /^"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;
const BOUND = '1 to 255 printable ASCII characters';

/** Reads the header bare, or as the quoted string of the Idempotency-Key draft (a structured field, RFC 9651 section 3.3.3). */
const readHeader = (header: string): string => {
  if (!header.startsWith('"')) return header;
  const quoted = QUOTED.exec(header)?.[1];
  if (quoted === undefined) throw badInput({ field: 'Idempotency-Key', bound: BOUND });
  return quoted.replaceAll(/\\(["\\])/g, '$1');
};

const checked = (key: string, field: string): string => {
  if (!KEY.test(key)) throw badInput({ field, bound: BOUND });
  return key;
};

const countRootFields = (
  { selections }: SelectionSetNode,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
): number =>
  selections.reduce((count, node) => {
    if (node.kind === Kind.FIELD) return count + 1;
    const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments[node.name.value];
    return count + (inner ? countRootFields(inner.selectionSet, fragments) : 0);
  }, 0);

const ofDirective = ({ fieldNodes, variableValues }: GraphQLResolveInfo): string | null => {
  for (const node of fieldNodes) {
    const key: unknown = getDirectiveValues(IDEMPOTENT_DIRECTIVE, node, variableValues)?.key;
    if (typeof key === 'string') return checked(key, '@idempotent(key:)');
  }
  return null;
};

const ofHeader = ({ operation, fragments }: GraphQLResolveInfo, header: string | null): string | null => {
  if (header === null) return null;
  if (countRootFields(operation.selectionSet, fragments) !== 1) {
    throw badInput({
      field: 'Idempotency-Key',
      bound: 'a document with one mutation field; use @idempotent on each field',
    });
  }
  return checked(readHeader(header), 'Idempotency-Key');
};

/**
 * The idempotency key of the mutation field that is being resolved: from `@idempotent(key:)` on it, or from the header
 * where the operation has one mutation field; null where there is none.
 * Refuses: BAD_USER_INPUT where the key is out of bounds, the two differ, or the header stands over several fields.
 */
export const idempotencyKeyOf = (
  info: GraphQLResolveInfo,
  { idempotencyKeyHeader }: Pick<RequestContext, 'idempotencyKeyHeader'>,
): string | null => {
  const onField = ofDirective(info);
  const inHeader = ofHeader(info, idempotencyKeyHeader);
  if (onField !== null && inHeader !== null && onField !== inHeader) {
    throw badInput({ field: 'Idempotency-Key', bound: 'the same key as in @idempotent(key:)' });
  }
  return onField ?? inHeader;
};
