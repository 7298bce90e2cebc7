import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Scope } from '../../kernel/scopes.ts';
import { CostMemo } from './cost.ts';
import { isRootType, type Need, needOf } from './needs.ts';

/** What is known of a document once it is parsed and validated, whatever its variables. */
export interface DocumentFacts {
  /** Every scope that any of its fields needs, whether a directive skips the field or not. */
  readonly scopes: ReadonlySet<Scope>;
  /** True where it touches a root field that declared nothing: no credential may run it unguarded. */
  readonly touchesDenied: boolean;
  readonly introspects: boolean;
  readonly operations: ReadonlyMap<OperationDefinitionNode, OperationFacts>;
}

export interface OperationFacts {
  /** Root fields by the key they have in the answer. */
  readonly rootFields: ReadonlyMap<string, string>;
  readonly costs: CostMemo;
}

const variablesIn = (node: ASTNode, into: Set<string>): void => {
  visit(node, { Variable: ({ name }) => void into.add(name.value) });
};

/** Variables that decide the cost: page sizes, conditions, and all arguments of a field with its own cost function. */
const decidingVariables = (node: FieldNode, field: GraphQLField<unknown, unknown>, into: Set<string>): void => {
  const decidesAll = typeof field.extensions.complexity === 'function';
  for (const argument of node.arguments ?? []) {
    if (decidesAll || argument.name.value === 'first') variablesIn(argument.value, into);
  }
};

const collectRootFields = (
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  into: Map<string, string>,
): void => {
  for (const node of selections) {
    if (node.kind === Kind.FIELD) into.set(node.alias?.value ?? node.name.value, node.name.value);
    else if (node.kind === Kind.INLINE_FRAGMENT) collectRootFields(node.selectionSet, fragments, into);
    else {
      const fragment = fragments.get(node.name.value);
      if (fragment) collectRootFields(fragment.selectionSet, fragments, into);
    }
  }
};

/** What the field declared, and for a field of an interface what each possible type declared for it. */
const needsAt = (schema: GraphQLSchema, info: TypeInfo): { isRoot: boolean; needs: Need[] } => {
  const parent = info.getParentType();
  const field = info.getFieldDef();
  if (!parent || !field) return { isRoot: false, needs: [] };
  const needs = [needOf(field)];
  if (isAbstractType(parent)) {
    for (const possible of schema.getPossibleTypes(parent)) {
      const own = possible.getFields()[field.name];
      if (own) needs.push(needOf(own));
    }
  }
  return { isRoot: isRootType(schema, parent.name) && !field.name.startsWith('__'), needs };
};

/** Reads a validated document once. Refuses nothing. */
export const readDocument = (schema: GraphQLSchema, document: DocumentNode): DocumentFacts => {
  const scopes = new Set<Scope>();
  const deciding = new Set<string>();
  let touchesDenied = false;
  let introspects = false;
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: (node) => {
        const { isRoot, needs } = needsAt(schema, info);
        for (const need of needs) if (need !== null && need !== 'any credential') scopes.add(need);
        if (isRoot && needs.every((need) => need === null)) touchesDenied = true;
        if (node.name.value === '__schema' || node.name.value === '__type') introspects = true;
        const field = info.getFieldDef();
        if (field) decidingVariables(node, field, deciding);
      },
      Directive: (node) => {
        if (node.name.value === 'skip' || node.name.value === 'include') variablesIn(node, deciding);
      },
    }),
  );
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const operations = new Map<OperationDefinitionNode, OperationFacts>();
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const rootFields = new Map<string, string>();
    collectRootFields(node.selectionSet, fragments, rootFields);
    operations.set(node, { rootFields, costs: new CostMemo([...deciding]) });
  }
  return { scopes, touchesDenied, introspects, operations };
};
