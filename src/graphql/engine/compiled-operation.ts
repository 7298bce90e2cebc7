import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type GraphQLField,
  GraphQLScalarType,
  GraphQLSchema,
  getArgumentValues,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  separateOperations,
  TypeInfo,
  type VariableDefinitionNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { isCompilable } from './compilable.ts';

/** Stands for every type of an argument in a compiled document: graphql-js coerced the value, the compiler passes it on. */
const COERCED = new GraphQLScalarType({ name: 'CoercedValue', parseValue: (value) => value });

/** The schema that operations are compiled against. The same types; it answers no introspection. */
export const compilableSchema = (schema: GraphQLSchema): GraphQLSchema => {
  const config = schema.toConfig();
  return new GraphQLSchema({ ...config, types: [...config.types, COERCED], assumeValid: true });
};

/** A field whose arguments were moved into variables of these names. */
interface MovedArguments {
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
  readonly variables: ReadonlyMap<string, string>;
}

const nameNode = (value: string) => ({ kind: Kind.NAME, value }) as const;

const coercedVariable = (name: string, directives?: readonly ConstDirectiveNode[]): VariableDefinitionNode => ({
  kind: Kind.VARIABLE_DEFINITION,
  variable: { kind: Kind.VARIABLE, name: nameNode(name) },
  type: { kind: Kind.NAMED_TYPE, name: nameNode(COERCED.name) },
  ...(directives ? { directives } : {}),
});

/** A condition's variable stays Boolean, which the compiler insists on; it coerces that one rightly. */
const isBoolean = ({ type }: VariableDefinitionNode): boolean => {
  const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return named.kind === Kind.NAMED_TYPE && named.name.value === 'Boolean';
};

const freePrefix = ({ variableDefinitions = [] }: OperationDefinitionNode): string => {
  let prefix = 'moved';
  while (variableDefinitions.some(({ variable }) => variable.name.value.startsWith(prefix))) prefix += 'x';
  return prefix;
};

interface MovedDocument {
  readonly document: DocumentNode;
  readonly moved: readonly MovedArguments[];
}

/**
 * A copy of the document (the compiler writes into what it is given) with each argument replaced by a variable; null
 * where an argument stands on a field of an interface, whose defaults the possible types may change.
 */
const moveArguments = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): MovedDocument | null => {
  const prefix = freePrefix(operation);
  const moved: MovedArguments[] = [];
  let isMovable = true;
  let count = 0;
  const info = new TypeInfo(schema);
  const moveOf = (node: FieldNode, field: GraphQLField<unknown, unknown>): readonly ArgumentNode[] => {
    const given = new Set(node.arguments?.map(({ name }) => name.value));
    const names = field.args.filter(({ name, defaultValue }) => given.has(name) || defaultValue !== undefined);
    const variables = new Map(names.map(({ name }) => [name, `${prefix}${count++}`]));
    if (names.length > 0) moved.push({ field, node, variables });
    return [...variables].map(([name, variable]) => ({
      kind: Kind.ARGUMENT,
      name: nameNode(name),
      value: { kind: Kind.VARIABLE, name: nameNode(variable) },
    }));
  };
  const copy = visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        leave: (node) => {
          const field = info.getFieldDef();
          if (!field) return { ...node };
          if (field.args.length > 0 && isAbstractType(info.getParentType())) isMovable = false;
          return { ...node, arguments: moveOf(node, field) };
        },
      },
    }),
  );
  if (!isMovable) return null;
  const added = moved.flatMap(({ variables }) => [...variables.values()].map((name) => coercedVariable(name)));
  const definitions = copy.definitions.map((node) => {
    if (node.kind !== Kind.OPERATION_DEFINITION) return node;
    const own = (node.variableDefinitions ?? []).map((definition) =>
      isBoolean(definition) ? definition : coercedVariable(definition.variable.name.value, definition.directives),
    );
    return { ...node, variableDefinitions: [...own, ...added] };
  });
  return { document: { ...copy, definitions }, moved };
};

/** A compiled operation. Gives null where an argument does not fit at run time: graphql-js then words the refusal. */
export type CompiledOperation = (
  context: unknown,
  coerced: Readonly<Record<string, unknown>>,
) => ExecutionResult | Promise<ExecutionResult> | null;

const run =
  (compiled: CompiledQuery, moved: readonly MovedArguments[]): CompiledOperation =>
  (context, coerced) => {
    const variables: Record<string, unknown> = { ...coerced };
    try {
      for (const { field, node, variables: names } of moved) {
        const values = getArgumentValues(field, node, coerced);
        for (const [name, variable] of names) if (Object.hasOwn(values, name)) variables[variable] = values[name];
      }
    } catch {
      return null;
    }
    return compiled.query(undefined, context, variables);
  };

/** Compiles one operation of a validated document; null where graphql-jit cannot, or would answer otherwise than graphql-js. */
export const compileOperation = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CompiledOperation | null => {
  const own = separateOperations(document)[operation.name?.value ?? ''];
  if (!own || !isCompilable(own)) return null;
  const copy = moveArguments(schema, own, operation);
  if (!copy) return null;
  const compiled = compileQuery(schema, copy.document, operation.name?.value);
  return isCompiledQuery(compiled) ? run(compiled, copy.moved) : null;
};
