import { type GraphQLSchema, OperationTypeNode } from 'graphql';
import { scarcest } from '../../kernel/allowance.ts';
import { CODES, type Code } from '../../kernel/codes.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Log } from '../../kernel/log.ts';
import type { RequestFacts } from '../../kernel/request-facts.ts';
import { type GraphqlRequest, PartnerApollo, type PresentedResult, type ValidatedRequest } from './apollo.ts';
import { mendCompilerRuntime } from './compiler-runtime.ts';
import type { ResolverContext } from './context.ts';
import { type DocumentRegistry, type NamedDocument, textOf } from './document-registry.ts';
import { ErrorPresenter, type Place } from './error-presenter.ts';
import { type Charge, type Execution, Executor } from './executor.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import type { PresentedError } from './present-error.ts';

export type { GraphqlRequest } from './apollo.ts';

/** A request as it comes: its document may be named by its hash. */
export type NamedRequest = Omit<GraphqlRequest, 'query'> & Omit<NamedDocument, 'context'>;

export interface EngineOptions {
  readonly schema: GraphQLSchema;
  readonly logger: Log;
  /** Adds the application's services and loaders to what the engine knows of a request. Gives a plain object. */
  readonly contextFor?: (request: ResolverContext) => ResolverContext;
  readonly limits?: Partial<Limits>;
  /** Takes an operation's cost from what its caller may spend; nothing is limited without it. */
  readonly charge?: Charge;
  /** Registered documents; none where it is left out. */
  readonly documents?: DocumentRegistry;
  /** How many documents are kept parsed and compiled. */
  readonly documentsMax?: number;
}

export interface GraphqlAnswer {
  /** 200 where there is data, else the status of the first error's code. */
  readonly status: number;
  readonly body: string;
}

const DOCUMENTS_MAX = 500;
const OPERATION_NAME_MAX = 64;

/** A request that is refused before its cost is known costs this. */
const REFUSED_COST = 1;

/** What the answer says of the cost, and of the bucket that will be empty first; nothing where nothing is limited. */
const costOf = ({ cost, actualCost, charged }: RequestFacts) => {
  const bucket = charged && scarcest(charged);
  if (!bucket) return null;
  const { name, limit, remaining, resetSeconds } = bucket;
  const actual = actualCost === null ? null : { actual: actualCost };
  return { cost: { requested: cost ?? REFUSED_COST, ...actual, bucket: { name, limit, remaining, resetSeconds } } };
};

/** What the answer says beside its data: of its cost, and of what is deprecated where the request used any of it. */
const extensionsOf = (facts: RequestFacts) => {
  const cost = costOf(facts);
  const { deprecations } = facts;
  return deprecations.length === 0 ? (cost ?? undefined) : { ...cost, deprecations };
};

const statusOf = ([first]: readonly PresentedError[]): number => {
  const code = first?.extensions.code as Code | undefined; // the presenter puts a code of the table on every error
  return CODES[code ?? 'INTERNAL'].http;
};

/** Everything between a well-formed request and its answer. Apollo Server runs each of them. */
export class GraphqlEngine {
  readonly #contextFor: (request: ResolverContext) => ResolverContext;
  readonly #executor: Executor;
  readonly #presenter: ErrorPresenter;
  readonly #apollo: PartnerApollo;
  readonly #documents: DocumentRegistry | null;

  private constructor(options: EngineOptions) {
    const { schema, logger, contextFor = (request) => request, documentsMax = DOCUMENTS_MAX, charge } = options;
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#contextFor = contextFor;
    this.#documents = options.documents ?? null;
    this.#executor = new Executor(schema, limits, charge ?? null);
    this.#presenter = new ErrorPresenter(schema, logger, limits);
    const execute = (request: ValidatedRequest) => this.#execute(request);
    this.#apollo = new PartnerApollo({ schema, logger, limits, documentsMax, execute });
  }

  /** Throws where a guarded field of the schema is not nullable, or an unknown scope is declared. */
  static async start(options: EngineOptions): Promise<GraphqlEngine> {
    mendCompilerRuntime();
    const engine = new GraphqlEngine(options);
    await engine.#apollo.start();
    return engine;
  }

  async stop(): Promise<void> {
    await this.#apollo.stop();
  }

  /** Answers a request; never throws. What it did stands in `request.context.facts`. */
  async answer(request: NamedRequest): Promise<GraphqlAnswer> {
    const { context } = request;
    try {
      const { data, errors } = await this.#run(request);
      if (!errors) return { status: 200, body: JSON.stringify({ data, extensions: extensionsOf(context.facts) }) };
      if (context.facts.charged === null) await this.#executor.charge(context, REFUSED_COST);
      const presented = errors.map((error) => this.#presented(error, context));
      return this.#withErrors(presented, data, context.facts);
    } catch (error) {
      return this.refuse(error, context);
    }
  }

  /** The coded body of a request that is refused before it reaches GraphQL. */
  refuse(error: unknown, place: Place): GraphqlAnswer {
    return this.#withErrors([this.#presenter.present(error, place)], undefined, place.facts);
  }

  async #run(named: NamedRequest): ReturnType<PartnerApollo['run']> {
    const { documentHash: _, context, ...request } = named;
    const chargeFound = (count: number) => this.#executor.chargeFound(context, count);
    try {
      const query = await textOf(this.#documents, named);
      return await this.#apollo.run({ ...request, query, context: this.#contextFor({ ...context, chargeFound }) });
    } catch (error) {
      if (error instanceof Fault) return { errors: [error] };
      throw error;
    }
  }

  #presented(error: unknown, place: Place): PresentedError {
    if (error instanceof Error) return this.#presenter.present(error, place);
    return error as PresentedError; // what is no Error was presented in #execute
  }

  #withErrors(errors: readonly PresentedError[], data: unknown, facts: RequestFacts): GraphqlAnswer {
    const status = data === undefined || data === null ? statusOf(errors) : 200;
    return { status, body: JSON.stringify({ errors, data, extensions: extensionsOf(facts) }) };
  }

  async #execute({ operation, ...request }: ValidatedRequest): Promise<PresentedResult> {
    const { context } = request;
    if (!operation) {
      const why = 'Name one operation of the document in `operationName`.';
      return { errors: [this.#presenter.present(new Fault('BAD_REQUEST', { why }), context)] };
    }
    const execution = { ...request, operation };
    try {
      this.#note(execution);
      const { data, errors } = await this.#executor.run(execution);
      if (!errors) return { data: data ?? null };
      const rootFields = this.#executor.rootFields(execution);
      const presented = errors.map((error) => this.#presenter.present(error, context, rootFields));
      return data === undefined ? { errors: presented } : { data, errors: presented };
    } catch (error) {
      return { errors: [this.#presenter.present(error, context)] };
    }
  }

  #note(execution: Execution): void {
    const { facts } = execution.context;
    const { operation, name } = execution.operation;
    if (operation === OperationTypeNode.SUBSCRIPTION) {
      throw new Fault('GRAPHQL_VALIDATION_FAILED', { why: 'There are no subscriptions; use webhooks.' });
    }
    facts.operationType = operation;
    facts.operationName = name?.value.slice(0, OPERATION_NAME_MAX) ?? null;
    facts.rootFields = [...new Set(this.#executor.rootFields(execution).values())];
    facts.rootField = facts.rootFields[0] ?? null;
    facts.deprecations = this.#executor.deprecations(execution);
  }
}
