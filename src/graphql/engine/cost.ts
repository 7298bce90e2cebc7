import { type DocumentNode, type GraphQLField, type GraphQLSchema, getNamedType, isLeafType } from 'graphql';
import { type ComplexityEstimator, getComplexity } from 'graphql-query-complexity';
import { type Limits, tooLarge } from './limits.ts';

const ownCost = (field: GraphQLField<unknown, unknown>): number => {
  const declared: unknown = field.extensions.complexity;
  if (typeof declared === 'number') return declared;
  return isLeafType(getNamedType(field.type)) ? 0 : 1;
};

/** What an operation costs, in points. */
export interface OperationCost {
  readonly requested: number;
  /** Its root fields that are pages. */
  readonly pages: readonly PageCost[];
}

interface PageCost {
  /** Where it stands in the answer. */
  readonly key: string;
  readonly first: number;
  readonly rowCost: number;
}

/**
 * A field costs what TypeGraphQL's `complexity` says (else 1 for an object, nothing for a leaf), and what is below it
 * costs as often as `first` asks for. A `complexity` function decides alone.
 */
const estimator =
  (pages: PageCost[]): ComplexityEstimator =>
  (options) => {
    const { field, node, type, args, childComplexity } = options;
    const declared: unknown = field.extensions.complexity;
    if (typeof declared === 'function') return Number(declared(options));
    const first: unknown = args.first;
    if (typeof first !== 'number' || first <= 1) return ownCost(field) + childComplexity;
    if (type.name === 'Query')
      pages.push({ key: node.alias?.value ?? node.name.value, first, rowCost: childComplexity });
    return ownCost(field) + first * childComplexity;
  };

/** The rows of a page in an answer; null where it does not say. */
const rowsOf = (page: unknown): number | null => {
  if (typeof page !== 'object' || page === null) return 0;
  const { nodes, edges } = page as { readonly nodes?: unknown; readonly edges?: unknown }; // under whatever aliases
  const rows = nodes ?? edges;
  return Array.isArray(rows) ? rows.length : null;
};

/** What an operation cost by the rows that there were. */
export const actualCost = (
  { requested, pages }: OperationCost,
  data: Readonly<Record<string, unknown>> | null | undefined,
): number => {
  let actual = requested;
  for (const { key, first, rowCost } of pages) actual -= (first - (rowsOf(data?.[key]) ?? first)) * rowCost;
  return actual;
};

const MEMO_MAX = 32;

/** Costs of one operation by the variables that decide them, so that a repeated request does not walk it again. */
export class CostMemo {
  readonly #costs = new Map<string, OperationCost>();
  readonly #variables: readonly string[];

  constructor(variables: readonly string[]) {
    this.#variables = variables;
  }

  /** Null where a deciding variable is no plain value: then nothing is remembered. */
  #key(coerced: Readonly<Record<string, unknown>>): string | null {
    let key = '';
    for (const name of this.#variables) {
      const value = coerced[name];
      if (value !== null && (typeof value === 'object' || typeof value === 'string')) return null;
      key += `${String(value)},`;
    }
    return key;
  }

  get(coerced: Readonly<Record<string, unknown>>, compute: () => OperationCost): OperationCost {
    const key = this.#key(coerced);
    if (key === null) return compute();
    const known = this.#costs.get(key);
    if (known !== undefined) return known;
    const cost = compute();
    if (this.#costs.size >= MEMO_MAX) this.#costs.clear();
    this.#costs.set(key, cost);
    return cost;
  }
}

export interface CostQuestion {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Record<string, unknown>;
  readonly limits: Limits;
}

/** Refuses: OPERATION_TOO_LARGE where the walk itself would be too long. */
export const computeCost = ({ schema, document, operationName, variables, limits }: CostQuestion): OperationCost => {
  const pages: PageCost[] = [];
  try {
    const requested = getComplexity({
      schema,
      query: document,
      variables,
      ...(operationName === undefined ? {} : { operationName }),
      estimators: [estimator(pages)],
      maxQueryNodes: 2 * limits.fields,
    });
    return { requested, pages };
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Query exceeds the maximum allowed number of nodes')) {
      throw tooLarge('fields', 2 * limits.fields, 2 * limits.fields + 1);
    }
    throw error;
  }
};
