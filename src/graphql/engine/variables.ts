import {
  coerceInputValue,
  type GraphQLError,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  getVariableValues,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { badInput, Fault, type Problem } from '../../kernel/fault.ts';
import { redact } from '../../kernel/redact.ts';

const PROBLEMS_MAX = 10;
const ENUM_VALUES_SHOWN_MAX = 30;

type Path = readonly (string | number)[];

const nullable = (type: GraphQLInputType): GraphQLInputType => (isNonNullType(type) ? type.ofType : type);

/** The type at a path below a variable; null where the path leaves the schema. */
const typeAt = (type: GraphQLInputType, path: Path): GraphQLInputType | null => {
  let current: GraphQLInputType | null = type;
  for (const key of path) {
    const bare: GraphQLInputType | null = current && nullable(current);
    if (isListType(bare) && typeof key === 'number') current = bare.ofType;
    else if (isInputObjectType(bare)) current = bare.getFields()[key]?.type ?? null;
    else return null;
  }
  return current;
};

const fieldsOf = (type: GraphQLInputObjectType): string => Object.keys(type.getFields()).join(', ');

const boundOf = (type: GraphQLInputType): string => {
  const bare = nullable(type);
  if (isInputObjectType(bare)) {
    const names = fieldsOf(bare);
    return bare.isOneOf ? `exactly one of ${names}` : `an object with only the fields ${names}`;
  }
  if (isEnumType(bare)) {
    const names = bare.getValues().map(({ name }) => name);
    if (names.length <= ENUM_VALUES_SHOWN_MAX) return `one of ${names.join(', ')}`;
  }
  return `a value of type ${String(type)}`;
};

/** A scalar of ours refuses with a Fault that states its bound. */
const boundOfFault = ({ originalError }: GraphQLError): string | null => {
  if (!(originalError instanceof Fault)) return null;
  const problems = originalError.details.problems;
  const [first]: readonly unknown[] = Array.isArray(problems) ? problems : [];
  const isProblem = typeof first === 'object' && first !== null && 'bound' in first;
  return isProblem ? String(first.bound) : null;
};

const MISSING_FIELD = /^Field "(\w+)" of required type "([\w![\]]+)" was not provided\.$/;

/** A field that the type has not, as far as it is a name that GraphQL allows, and what graphql-js takes for near it. */
const UNKNOWN_FIELD = /^Field "([A-Za-z_]\w{0,63})" is not defined by type "\w+"\.(?: Did you mean ([^?]+)\?)?$/;

/** A name may be a secret in the wrong place: one that looks like a secret is not repeated. */
const unknownField = (type: GraphQLInputType, { message }: GraphQLError): { name: string; bound: string } | null => {
  const [, name, near] = UNKNOWN_FIELD.exec(message) ?? [];
  const bare = nullable(type);
  if (name === undefined || redact(name) !== name || !isInputObjectType(bare)) return null;
  const question = near === undefined ? '.' : `: did you mean ${near.replaceAll('"', '')}?`;
  return { name, bound: `an unknown field${question} The fields are ${fieldsOf(bare)}` };
};

const problemOf = (name: string, type: GraphQLInputType, path: Path, error: GraphQLError): Problem => {
  const [, missing, missingType] = MISSING_FIELD.exec(error.message) ?? [];
  if (missing !== undefined) return { field: [name, ...path, missing].join('.'), bound: `required: ${missingType}` };
  const found = typeAt(type, path);
  const unknown = found && unknownField(found, error);
  if (unknown) return { field: [name, ...path, unknown.name].join('.'), bound: unknown.bound };
  return {
    field: [name, ...path].join('.'),
    bound: boundOfFault(error) ?? (found ? boundOf(found) : 'as in the schema'),
  };
};

const problemsOf = (schema: GraphQLSchema, node: VariableDefinitionNode, raw: Record<string, unknown>): Problem[] => {
  const name = node.variable.name.value;
  const type = typeFromAST(schema, node.type);
  if (!isInputType(type)) return [];
  const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
  if (value === undefined || value === null) {
    const isMissing = isNonNullType(type) && (value === null || !node.defaultValue);
    return isMissing ? [{ field: name, bound: `required: ${String(type)}` }] : [];
  }
  const problems: Problem[] = [];
  coerceInputValue(value, type, (path, _value, error) => {
    if (problems.length < PROBLEMS_MAX) problems.push(problemOf(name, type, path, error));
  });
  return problems;
};

/**
 * Coerces the variables of a request as graphql-js does.
 * Refuses: BAD_USER_INPUT, naming each variable's path and its bound, never the value: it may be a secret in the wrong place.
 */
export const coerceVariables = (
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  raw: Record<string, unknown>,
): Record<string, unknown> => {
  const { coerced } = getVariableValues(schema, variableDefinitions, raw, { hideSuggestions: true, maxErrors: 1 });
  if (coerced) return coerced;
  const problems = variableDefinitions.flatMap((node) => problemsOf(schema, node, raw));
  // A variable's name is the client's own.
  throw badInput(...problems.slice(0, PROBLEMS_MAX).map(({ field, bound }) => ({ field: redact(field), bound })));
};
