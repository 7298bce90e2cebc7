import {
  buildASTSchema,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  parse,
  visit,
} from 'graphql';

const DIRECTIVE = 'requiresScopes';

/** The lists of scopes that a directive names: a credential needs all of one of them. */
const listsOf = ({ arguments: given }: ConstDirectiveNode): readonly (readonly string[])[] => {
  const value = given?.find(({ name }) => name.value === 'scopes')?.value;
  if (value?.kind !== Kind.LIST) return [];
  return value.values.map((list) =>
    list.kind === Kind.LIST ? list.values.flatMap((one) => (one.kind === Kind.STRING ? [one.value] : [])) : [],
  );
};

const requirementOf = (field: Pick<FieldDefinitionNode, 'directives'>): readonly (readonly string[])[] => {
  const directive = field.directives?.find(({ name }) => name.value === DIRECTIVE);
  return directive ? listsOf(directive) : [];
};

const quoted = (scopes: readonly string[]): string => scopes.map((scope) => `\`${scope}\``).join(' and ');

const say = (lists: readonly (readonly string[])[], description = ''): string =>
  [`Requires scope ${lists.map(quoted).join(' or ')}.`, description].filter((text) => text !== '').join('\n\n');

const withScopes = (document: DocumentNode): DocumentNode =>
  visit(document, {
    [Kind.FIELD_DEFINITION]: (field) => {
      const lists = requirementOf(field);
      if (lists.length === 0) return undefined;
      const value = say(lists, field.description?.value);
      return { ...field, description: { kind: Kind.STRING, value, block: true } };
    },
  });

/** The schema of the server, each field's docs beginning with the scope that it requires. Introspection does not tell it. */
export const scopedSchema = (sdl: string): GraphQLSchema => buildASTSchema(withScopes(parse(sdl)));

/** The scopes that a document's fields require, sorted; fields that the schema does not have require none. */
export const scopesOf = (schema: GraphQLSchema, document: string): readonly string[] => {
  const found = new Set<string>();
  const parents = [schema.getQueryType()];
  visit(parse(document), {
    [Kind.OPERATION_DEFINITION]: ({ operation }) => {
      parents[0] = schema.getRootType(operation) ?? null;
    },
    [Kind.FIELD]: {
      enter: ({ name }) => {
        const field = parents.at(-1)?.getFields()[name.value];
        for (const scope of requirementOf(field?.astNode ?? {})[0] ?? []) found.add(scope);
        const type = field && getNamedType(field.type);
        parents.push(isObjectType(type) ? type : null);
      },
      leave: () => {
        parents.pop();
      },
    },
  });
  return [...found].sort();
};
