import { GraphqlEngine } from '../../src/graphql/engine/engine.ts';
import type { Limits } from '../../src/graphql/engine/limits.ts';
import type { Partner } from '../../src/kernel/actor.ts';
import { newRequestFacts, type RequestFacts } from '../../src/kernel/request-facts.ts';
import { capturedLog, fixtureSchema, partner } from './fixture.ts';

export interface Reply {
  readonly status: number;
  readonly data: unknown;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly locations?: unknown;
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  readonly text: string;
  readonly facts: RequestFacts;
}

export interface Asked {
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
  readonly actor?: Partner;
  readonly header?: string;
  readonly method?: 'GET' | 'POST';
}

/** The engine over the fixture schema. `ask` runs a document; `askTwice` again when it is compiled, and wants the same. */
export const startEngine = async (limits: Partial<Limits> = {}) => {
  const log = capturedLog();
  const engine = await GraphqlEngine.start({ schema: await fixtureSchema(), logger: log, limits });
  const ask = async (query: string, asked: Asked = {}): Promise<Reply> => {
    const facts = newRequestFacts();
    const context = {
      actor: asked.actor ?? partner(),
      requestId: 'req_test',
      facts,
      idempotencyKeyHeader: asked.header ?? null,
    };
    const { status, body } = await engine.answer({
      method: asked.method ?? 'POST',
      query,
      variables: asked.variables ?? {},
      ...(asked.operationName === undefined ? {} : { operationName: asked.operationName }),
      context,
    });
    const { data, errors = [] } = JSON.parse(body);
    return { status, data, errors, text: body, facts };
  };
  const askTwice = async (query: string, asked: Asked = {}): Promise<Reply> => {
    const executed = await ask(query, asked);
    const compiled = await ask(query, asked);
    expect({ ...compiled, facts: null }).toEqual({ ...executed, facts: null });
    return compiled;
  };
  return { engine, log, ask, askTwice, stop: () => engine.stop() };
};
