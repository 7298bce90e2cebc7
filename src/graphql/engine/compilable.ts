import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

// What graphql-jit 0.8.9 answers differently from graphql-js, found by reading its source and by the differential test.
// Such documents are executed, not compiled. It also writes argument literals into the code that it makes, unescaped
// where they look like its own marker of a date, so a client could run code: that is why `compileOperation` moves every
// argument into a variable first.

interface Shape {
  hasConditions: boolean;
  hasFragments: boolean;
  hasProtoKey: boolean;
}

const shapeOf = (document: DocumentNode): Shape => {
  const shape: Shape = { hasConditions: false, hasFragments: false, hasProtoKey: false };
  visit(document, {
    Directive: ({ name }) => {
      if (name.value === 'skip' || name.value === 'include') shape.hasConditions = true;
    },
    FragmentSpread: () => {
      shape.hasFragments = true;
    },
    InlineFragment: () => {
      shape.hasFragments = true;
    },
    Name: ({ value }) => {
      if (value === '__proto__') shape.hasProtoKey = true;
    },
  });
  return shape;
};

/** Walks every field of an operation, fragments written out, and remembers which path took which joined name. */
class PathWalk {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #exact = new Map<string, string>();

  constructor(document: DocumentNode) {
    for (const node of document.definitions) {
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(node.name.value, node);
    }
  }

  clashes({ selections }: SelectionSetNode, path: readonly string[]): boolean {
    return selections.some((node) => {
      if (node.kind === Kind.FIELD) return this.#fieldClashes(node, [...path, node.alias?.value ?? node.name.value]);
      const inner = node.kind === Kind.INLINE_FRAGMENT ? node : this.#fragments.get(node.name.value);
      return inner !== undefined && this.clashes(inner.selectionSet, path);
    });
  }

  #fieldClashes({ selectionSet }: FieldNode, path: readonly string[]): boolean {
    const name = path.join('_');
    const exact = path.join('.');
    if ((this.#exact.get(name) ?? exact) !== exact) return true;
    this.#exact.set(name, exact);
    return selectionSet !== undefined && this.clashes(selectionSet, path);
  }
}

/** The compiler names what it keeps for a field by its path joined with `_`: two paths must not meet in one name. */
const hasPathClash = (document: DocumentNode): boolean => {
  const walk = new PathWalk(document);
  return document.definitions.some(
    (node) => node.kind === Kind.OPERATION_DEFINITION && walk.clashes(node.selectionSet, []),
  );
};

/** Where a mutation field is refused graphql-js does not begin the next one; the compiler does, and moves money that nobody hears of. */
const changesSeveral = ({ definitions }: DocumentNode): boolean =>
  definitions.some((node) => {
    if (node.kind !== Kind.OPERATION_DEFINITION || node.operation !== OperationTypeNode.MUTATION) return false;
    const [first, second] = node.selectionSet.selections;
    return first?.kind !== Kind.FIELD || second !== undefined;
  });

/** True where graphql-jit answers a document (of one operation, validated, not introspecting) as graphql-js does. */
export const isCompilable = (document: DocumentNode): boolean => {
  const { hasConditions, hasFragments, hasProtoKey } = shapeOf(document);
  // It forgets a condition on one of two spreads of the same fragment.
  if (hasConditions && hasFragments) return false;
  // It writes answers as object literals, where this key sets the prototype.
  if (hasProtoKey || changesSeveral(document)) return false;
  return !hasPathClash(document);
};
