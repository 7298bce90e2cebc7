import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { Fault } from '../../kernel/fault.ts';

/** The largest operation that is answered. Counts are taken with every fragment written out where it is used. */
export interface Limits {
  /** Lexical tokens of the document, checked while it is parsed. */
  readonly tokens: number;
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
  readonly fields: number;
  /** Points: one for each object of the answer, where lists have the length that `first` asks for. */
  readonly cost: number;
}

export const DEFAULT_LIMITS: Limits = {
  tokens: 2_000,
  depth: 12,
  aliases: 30,
  directives: 50,
  rootFields: 10,
  fields: 2_000,
  cost: 5_000,
};

export const tooLarge = (what: keyof Limits, limit: number, actual: number): Fault =>
  new Fault('OPERATION_TOO_LARGE', { what, limit, actual: Math.min(actual, Number.MAX_SAFE_INTEGER) });

interface Size {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly fields: number;
  /** Selections of this set itself, fragments written out. */
  readonly rootFields: number;
}

const EMPTY: Size = { depth: 0, aliases: 0, directives: 0, fields: 0, rootFields: 0 };

const add = (a: Size, b: Size): Size => ({
  depth: Math.max(a.depth, b.depth),
  aliases: a.aliases + b.aliases,
  directives: a.directives + b.directives,
  fields: a.fields + b.fields,
  rootFields: a.rootFields + b.rootFields,
});

/** The tools' own introspection query is deeper than an operation may be; graphql-js bounds its depth by another rule. */
const isIntrospection = (field: FieldNode): boolean => field.name.value === '__schema' || field.name.value === '__type';

class Ruler {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Each fragment is measured once; while it is being measured it counts as empty, so a circle of fragments ends. */
  readonly #measured = new Map<string, Size>();

  constructor(document: DocumentNode) {
    const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  operation(node: OperationDefinitionNode): Size {
    const own = node.directives?.length ?? 0;
    const variables = node.variableDefinitions ?? [];
    const ofVariables = variables.reduce((sum, { directives }) => sum + (directives?.length ?? 0), 0);
    return add(this.#selections(node.selectionSet), { ...EMPTY, directives: own + ofVariables });
  }

  #selections({ selections }: SelectionSetNode): Size {
    let size = EMPTY;
    for (const node of selections) {
      size = add(size, { ...EMPTY, directives: node.directives?.length ?? 0 });
      if (node.kind === Kind.FIELD) size = add(size, this.#field(node));
      else if (node.kind === Kind.INLINE_FRAGMENT) size = add(size, this.#selections(node.selectionSet));
      else size = add(size, this.#fragment(node.name.value));
    }
    return size;
  }

  #field(node: FieldNode): Size {
    const inner = node.selectionSet ? this.#selections(node.selectionSet) : EMPTY;
    return {
      depth: isIntrospection(node) ? 1 : inner.depth + 1,
      aliases: inner.aliases + (node.alias ? 1 : 0),
      directives: inner.directives,
      fields: inner.fields + 1,
      rootFields: 1,
    };
  }

  #fragment(name: string): Size {
    const known = this.#measured.get(name);
    if (known) return known;
    const fragment = this.#fragments.get(name);
    if (!fragment) return EMPTY;
    this.#measured.set(name, EMPTY);
    const size = this.#selections(fragment.selectionSet);
    this.#measured.set(name, size);
    return size;
  }
}

const CHECKED = ['rootFields', 'aliases', 'directives', 'depth', 'fields'] as const;

/** The first bound that the document breaks; null where it is within all of them. */
export const findExcess = (document: DocumentNode, limits: Limits): Fault | null => {
  const ruler = new Ruler(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const size = ruler.operation(definition);
    const broken = CHECKED.find((what) => size[what] > limits[what]);
    if (broken) return tooLarge(broken, limits[broken], size[broken]);
  }
  return null;
};

/**
 * The bounds as a validation rule. Where one is broken the walk goes on over an empty document: some rules of graphql-js
 * take quadratic time, and must not run on what is refused anyway.
 */
export const limitsRule =
  (limits: Limits) =>
  (context: ValidationContext): ASTVisitor => ({
    Document: (document) => {
      const excess = findExcess(document, limits);
      if (!excess) return undefined;
      context.reportError(new GraphQLError(excess.message, { originalError: excess }));
      return { ...document, definitions: [] };
    },
  });
