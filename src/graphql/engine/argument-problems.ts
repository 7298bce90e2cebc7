import { type GraphQLField, getNamedType, isInputObjectType } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import { badInput, type Fault, type Problem } from '../../kernel/fault.ts';

const PROBLEMS_MAX = 10;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Flattens what class-validator found. Its `value` and `target` are never read: they hold what the client sent. */
const flatten = (found: unknown, path: string): Problem[] => {
  if (!isRecord(found) || typeof found.property !== 'string') return [];
  const field = path === '' ? found.property : `${path}.${found.property}`;
  const constraints = isRecord(found.constraints) ? Object.values(found.constraints) : [];
  const own = constraints.map((bound) => ({ field, bound: String(bound) }));
  const children = Array.isArray(found.children) ? found.children : [];
  return [...own, ...children.flatMap((child) => flatten(child, field))];
};

/** The argument that a property belongs to: TypeGraphQL forgets it. Empty where the property is an argument itself. */
const argumentOf = (property: string, field: GraphQLField<unknown, unknown> | null): string => {
  if (!field || field.args.some(({ name }) => name === property)) return '';
  const owner = field.args.find(({ type }) => {
    const named = getNamedType(type);
    return isInputObjectType(named) && Object.hasOwn(named.getFields(), property);
  });
  return owner?.name ?? '';
};

/** BAD_USER_INPUT for what class-validator found in the arguments of a field: each path with the sentence of its constraint. */
export const argumentFault = (error: ArgumentValidationError, field: GraphQLField<unknown, unknown> | null): Fault => {
  const found: unknown = error.extensions.validationErrors;
  const list: readonly unknown[] = Array.isArray(found) ? found : [];
  const problems = list.flatMap((one) => {
    const property = isRecord(one) && typeof one.property === 'string' ? one.property : '';
    return flatten(one, argumentOf(property, field));
  });
  return badInput(...problems.slice(0, PROBLEMS_MAX));
};

export { ArgumentValidationError };
