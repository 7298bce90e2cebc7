import {
  type GraphQLField,
  type GraphQLSchema,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { Extensions } from 'type-graphql';
import { isScope, type Scope } from '../../kernel/scopes.ts';

/** What a field asks of a credential: a scope, any active credential, or nothing declared (which denies a root). */
export type Need = Scope | 'any credential' | null;

const ANY_CREDENTIAL = 'any credential';

/** Declares the scope that a field needs. The guard, the printed directive and the table in the docs come from it. */
export const Needs = (scope: Scope): MethodDecorator & PropertyDecorator => Extensions({ scope });

/** Declares that a root field is open to every active credential. */
Needs.anyCredential = (): MethodDecorator & PropertyDecorator => Extensions({ scope: ANY_CREDENTIAL });

/** Reads what a field declared. A scope that the kernel's table does not have is a mistake of ours, found at the start. */
export const needOf = (field: GraphQLField<unknown, unknown>): Need => {
  const scope: unknown = field.extensions.scope;
  if (scope === undefined) return null;
  if (scope === ANY_CREDENTIAL) return ANY_CREDENTIAL;
  if (typeof scope === 'string' && isScope(scope)) return scope;
  throw new Error(`the field ${field.name} declares the unknown scope ${String(scope)}`);
};

export interface Permission {
  readonly type: string;
  readonly field: string;
  /** `denied` is a root field that declares nothing. */
  readonly scope: Scope | 'any credential' | 'denied';
}

export const isRootType = (schema: GraphQLSchema, name: string): boolean =>
  name === schema.getQueryType()?.name || name === schema.getMutationType()?.name;

const fieldPermission = (isRoot: boolean, type: string, field: GraphQLField<unknown, unknown>): Permission[] => {
  const need = needOf(field);
  if (isRoot) return [{ type, field: field.name, scope: need ?? 'denied' }];
  if (need === null || need === ANY_CREDENTIAL) return [];
  if (isNonNullType(field.type)) {
    throw new Error(`${type}.${field.name} needs ${need} and must be nullable: without the scope it answers null`);
  }
  return [{ type, field: field.name, scope: need }];
};

/**
 * Every root field and every guarded field with what it needs, sorted. Throws where a guarded field below the root is
 * not nullable, or a scope is declared on an interface, where nothing would enforce it.
 */
export const permissionTable = (schema: GraphQLSchema): Permission[] => {
  const table: Permission[] = [];
  const types = Object.values(schema.getTypeMap()).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const type of types) {
    if (isIntrospectionType(type) || !(isObjectType(type) || isInterfaceType(type))) continue;
    const fields = Object.values(type.getFields()).sort((a, b) => (a.name < b.name ? -1 : 1));
    const isRoot = isRootType(schema, type.name);
    const permissions = fields.flatMap((field) => fieldPermission(isRoot, type.name, field));
    if (isInterfaceType(type) && permissions.length > 0) {
      throw new Error(`${type.name} is an interface: declare the scope on the fields of its object types`);
    }
    table.push(...permissions);
  }
  return table;
};
