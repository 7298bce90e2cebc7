import {
  type DocumentNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { isScope, type Scope } from '../../kernel/scopes.ts';
import { needOf } from './needs.ts';

/** A field, as `Type.field`, that a credential lacks scopes for. */
export type MissingScopes = { readonly field: string; readonly scopes: readonly Scope[] };

type DocumentInfo = Pick<GraphQLResolveInfo, 'operation' | 'fragments'>;

/** The types whose field is asked for: the parent, or for a field of an interface each type that may stand there. */
const ownersOf = (schema: GraphQLSchema, info: TypeInfo) => {
  const parent = info.getParentType();
  if (isAbstractType(parent)) return schema.getPossibleTypes(parent);
  return isObjectType(parent) ? [parent] : [];
};

const readNeeds = (schema: GraphQLSchema, { operation, fragments }: DocumentInfo): ReadonlyMap<string, Scope> => {
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...Object.values(fragments)] };
  const needs = new Map<string, Scope>();
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: ({ name }) => {
        for (const owner of ownersOf(schema, info)) {
          const field = owner.getFields()[name.value];
          const need = field ? needOf(field) : null;
          if (need !== null && isScope(need)) needs.set(`${owner.name}.${name.value}`, need);
        }
      },
    }),
  );
  return needs;
};

/**
 * Tells all that a credential lacks for a whole document, so that it need not be found out field by field. A document is
 * read for it when a field is refused first; it lives as long as the parsed document does.
 */
export const missingScopesReader = (
  schema: GraphQLSchema,
): ((document: DocumentInfo, scopes: ReadonlySet<Scope>) => MissingScopes[]) => {
  const known = new WeakMap<OperationDefinitionNode, ReadonlyMap<string, Scope>>();
  return (document, scopes) => {
    const needs = known.get(document.operation) ?? readNeeds(schema, document);
    known.set(document.operation, needs);
    return [...needs].filter(([, need]) => !scopes.has(need)).map(([field, need]) => ({ field, scopes: [need] }));
  };
};
