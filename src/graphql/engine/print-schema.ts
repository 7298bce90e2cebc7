import {
  type ConstDirectiveNode,
  type GraphQLSchema,
  Kind,
  lexicographicSortSchema,
  parse,
  print,
  printSchema,
  visit,
} from 'graphql';
import { isScope, type Scope } from '../../kernel/scopes.ts';
import { REQUIRES_SCOPES_DIRECTIVE } from './directives.ts';
import { permissionTable } from './needs.ts';

const requiresScopes = (scope: Scope): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: REQUIRES_SCOPES_DIRECTIVE.name },
  arguments: [
    {
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: 'scopes' },
      value: { kind: Kind.LIST, values: [{ kind: Kind.LIST, values: [{ kind: Kind.STRING, value: scope }] }] },
    },
  ],
});

/** The schema as partners read it: sorted, with descriptions, and `@requiresScopes` on each field that needs a scope. */
export const printPartnerSchema = (schema: GraphQLSchema): string => {
  const scopes = new Map(permissionTable(schema).map(({ type, field, scope }) => [`${type}.${field}`, scope]));
  const document = visit(parse(printSchema(lexicographicSortSchema(schema))), {
    ObjectTypeDefinition: (type) => ({
      ...type,
      fields: (type.fields ?? []).map((field) => {
        const scope = scopes.get(`${type.name.value}.${field.name.value}`);
        return scope !== undefined && isScope(scope)
          ? { ...field, directives: [...(field.directives ?? []), requiresScopes(scope)] }
          : field;
      }),
    }),
  });
  return `${print(document)}\n`;
};
