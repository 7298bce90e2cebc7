import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Partner } from '../../kernel/actor.ts';
import type { Charged } from '../../kernel/allowance.ts';
import type { DeprecatedElement } from '../../kernel/deprecation.ts';
import { Fault } from '../../kernel/fault.ts';
import { type CompiledOperation, compilableSchema, compileOperation } from './compiled-operation.ts';
import type { RequestContext } from './context.ts';
import { actualCost, computeCost, type OperationCost } from './cost.ts';
import { Deprecations, type OperationDeprecations } from './deprecations.ts';
import { type DocumentFacts, type OperationFacts, readDocument } from './document-facts.ts';
import { type Limits, tooLarge } from './limits.ts';
import { shieldSchema } from './shield.ts';
import { coerceVariables } from './variables.ts';

/** One request, parsed and validated. */
export interface Execution {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Record<string, unknown>;
  readonly context: RequestContext;
}

/** Takes the cost of an operation from what its caller may spend. */
export type Charge = (actor: Partner, cost: number) => Promise<Charged>;

/** A document seen once may never come again: compiling takes longer than executing, so it waits for the second time. */
const COMPILED_AT_USE = 2;

const NO_ROOT_FIELDS: ReadonlyMap<string, string> = new Map();

interface Known {
  readonly facts: DocumentFacts;
  readonly compiled: Map<OperationDefinitionNode, CompiledOperation | null>;
  readonly deprecations: Map<OperationDefinitionNode, OperationDeprecations>;
  uses: number;
}

const hasAll = ({ scopes }: Partner, { scopes: needed, touchesDenied }: DocumentFacts): boolean => {
  if (touchesDenied) return false;
  for (const scope of needed) if (!scopes.has(scope)) return false;
  return true;
};

/**
 * Runs operations on one of two schemas made from the same declarations: a credential that has every scope the document
 * touches runs it compiled and unguarded, any other runs it guarded. Both answer alike.
 */
export class Executor {
  readonly #plain: GraphQLSchema;
  readonly #shielded: GraphQLSchema;
  readonly #compilable: GraphQLSchema;
  readonly #limits: Limits;
  readonly #charge: Charge | null;
  readonly #deprecations: Deprecations;
  /** Lives as long as the document does in Apollo's store, which is bounded. */
  readonly #known = new WeakMap<DocumentNode, Known>();

  constructor(schema: GraphQLSchema, limits: Limits, charge: Charge | null) {
    this.#plain = schema;
    this.#shielded = shieldSchema(schema);
    this.#compilable = compilableSchema(schema);
    this.#limits = limits;
    this.#charge = charge;
    this.#deprecations = new Deprecations(schema);
  }

  /** Refuses: GRAPHQL_VALIDATION_FAILED (introspection with a live credential), BAD_USER_INPUT, OPERATION_TOO_LARGE, RATE_LIMITED. */
  async run(execution: Execution): Promise<ExecutionResult> {
    const { document, operation, context } = execution;
    const known = this.#know(document);
    const { facts } = known;
    if (facts.introspects && context.actor.mode === 'live') {
      throw new Fault('GRAPHQL_VALIDATION_FAILED', { why: 'Introspection is open to sandbox credentials only.' });
    }
    const coerced = coerceVariables(this.#plain, operation, execution.variables);
    const cost = this.#checkCost(execution, facts.operations.get(operation), coerced);
    await this.charge(context, cost.requested);
    const result = await this.#answer(execution, known, coerced);
    const foundCost = (context.facts.cost ?? cost.requested) - cost.requested;
    context.facts.actualCost = actualCost(cost, result.data) + foundCost;
    return result;
  }

  /** Charges the caller, before anything is done. Refuses: RATE_LIMITED. */
  async charge({ actor, facts }: RequestContext, cost: number): Promise<void> {
    if (this.#charge === null) return;
    facts.charged = await this.#charge(actor, cost);
    const { retryAfterSeconds } = facts.charged;
    if (retryAfterSeconds !== null) throw new Fault('RATE_LIMITED', { retryAfterSeconds });
  }

  /** Charges a point for each thing that was found, as long as the whole operation stays within the largest cost. Refuses: RATE_LIMITED. */
  async chargeFound(context: RequestContext, count: number): Promise<void> {
    const { facts } = context;
    const cost = facts.cost ?? 0;
    const points = Math.min(count, this.#limits.cost - cost);
    if (points <= 0) return;
    await this.charge(context, points);
    facts.cost = cost + points;
  }

  #answer(
    execution: Execution,
    known: Known,
    coerced: Readonly<Record<string, unknown>>,
  ): ExecutionResult | Promise<ExecutionResult> {
    const { document, operation, context } = execution;
    if (!hasAll(context.actor, known.facts)) return this.#execute(this.#shielded, execution);
    const compiled = known.facts.introspects ? null : this.#compiled(known, document, operation);
    return compiled?.(context, coerced) ?? this.#execute(this.#plain, execution);
  }

  /** Root fields by the key that they have in the answer. */
  rootFields({ document, operation }: Pick<Execution, 'document' | 'operation'>): ReadonlyMap<string, string> {
    return this.#know(document).facts.operations.get(operation)?.rootFields ?? NO_ROOT_FIELDS;
  }

  /** What it uses of the schema that is deprecated. A document is read for it once. */
  deprecations({ document, operation, variables }: Execution): readonly DeprecatedElement[] {
    const { deprecations } = this.#know(document);
    const known = deprecations.get(operation);
    if (known) return this.#deprecations.used(known, variables);
    const fresh = this.#deprecations.of(document, operation);
    deprecations.set(operation, fresh);
    return this.#deprecations.used(fresh, variables);
  }

  #know(document: DocumentNode): Known {
    const known = this.#known.get(document);
    if (known) return known;
    const fresh = {
      facts: readDocument(this.#plain, document),
      compiled: new Map(),
      deprecations: new Map(),
      uses: 0,
    };
    this.#known.set(document, fresh);
    return fresh;
  }

  #checkCost(
    { document, operation, variables, context }: Execution,
    facts: OperationFacts | undefined,
    coerced: Record<string, unknown>,
  ): OperationCost {
    const compute = () =>
      computeCost({
        schema: this.#plain,
        document,
        operationName: operation.name?.value,
        variables,
        limits: this.#limits,
      });
    const cost = facts ? facts.costs.get(coerced, compute) : compute();
    const { requested } = cost;
    context.facts.cost = requested;
    if (requested > this.#limits.cost) throw tooLarge('cost', this.#limits.cost, requested);
    return cost;
  }

  #compiled(known: Known, document: DocumentNode, operation: OperationDefinitionNode): CompiledOperation | null {
    known.uses += 1;
    if (known.uses < COMPILED_AT_USE) return null;
    const compiled = known.compiled.get(operation);
    if (compiled !== undefined) return compiled;
    const fresh = compileOperation(this.#compilable, document, operation);
    known.compiled.set(operation, fresh);
    return fresh;
  }

  async #execute(
    schema: GraphQLSchema,
    { document, operation, variables, context }: Execution,
  ): Promise<ExecutionResult> {
    const operationName = operation.name?.value;
    return await execute({ schema, document, operationName, contextValue: context, variableValues: variables });
  }
}
