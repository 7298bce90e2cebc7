import { type GraphQLField, type GraphQLSchema, OperationTypeNode } from 'graphql';
import type { Fault } from '../../kernel/fault.ts';
import type { Log } from '../../kernel/log.ts';
import { classifyError } from './classify-error.ts';
import type { RequestContext } from './context.ts';
import type { Limits } from './limits.ts';
import { type PresentedError, presentError } from './present-error.ts';

export type Place = Pick<RequestContext, 'requestId' | 'facts'>;

/** Root fields of the operation by the key that they have in the answer. */
export type RootFields = ReadonlyMap<string, string>;

const NO_ROOT_FIELDS: RootFields = new Map();

const pathOf = (error: unknown): readonly unknown[] =>
  error instanceof Error && 'path' in error && Array.isArray(error.path) ? error.path : [];

/** What went wrong, without what a library wrapped around it. */
const innermost = (error: unknown): unknown =>
  error instanceof Error && 'originalError' in error && error.originalError ? innermost(error.originalError) : error;

/** Turns any error into what the caller sees, notes its code for the log line, and logs whole what nobody expected. */
export class ErrorPresenter {
  readonly #schema: GraphQLSchema;
  readonly #logger: Log;
  readonly #limits: Limits;

  constructor(schema: GraphQLSchema, logger: Log, limits: Limits) {
    this.#schema = schema;
    this.#logger = logger;
    this.#limits = limits;
  }

  present(error: unknown, place: Place, rootFields: RootFields = NO_ROOT_FIELDS): PresentedError {
    const { requestId, facts } = place;
    const rootField = this.#rootField(error, place, rootFields);
    const fault = classifyError(error, { limits: this.#limits, rootField });
    if (!facts.codes.includes(fault.code)) facts.codes.push(fault.code);
    this.#log(fault, error, requestId);
    const isBehindOthers = [...rootFields.keys()].indexOf(String(pathOf(error)[0])) > 0;
    return presentError(fault, error, { requestId, operationType: facts.operationType, isBehindOthers });
  }

  #rootField(error: unknown, { facts }: Place, rootFields: RootFields): GraphQLField<unknown, unknown> | null {
    const name = rootFields.get(String(pathOf(error)[0]));
    if (name === undefined) return null;
    const isMutation = facts.operationType === OperationTypeNode.MUTATION;
    const root = isMutation ? this.#schema.getMutationType() : this.#schema.getQueryType();
    return root?.getFields()[name] ?? null;
  }

  #log({ code }: Fault, error: unknown, requestId: string): void {
    if (code === 'INTERNAL') this.#logger.error({ requestId, err: innermost(error) }, 'unexpected error');
    if (code === 'UNAVAILABLE')
      this.#logger.warn({ requestId, err: innermost(error) }, 'the database cannot be reached');
  }
}
