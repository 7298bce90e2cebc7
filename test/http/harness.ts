import { Registry } from 'prom-client';
import { readConfig } from '../../src/config.ts';
import { GraphqlEngine } from '../../src/graphql/engine/engine.ts';
import type { HttpOptions } from '../../src/http/http-options.ts';
import { HttpServer, type HttpServices } from '../../src/http/server.ts';
import type { Partner } from '../../src/kernel/actor.ts';
import { unauthenticated } from '../../src/kernel/unauthenticated.ts';
import { capturedLog, fixtureSchema, partner } from '../graphql-engine/fixture.ts';

export const TOKENS: Readonly<Record<string, Partner>> = {
  onyx_sandbox_all: partner(),
  onyx_live_all: partner(undefined, 'live'),
  onyx_sandbox_narrow: partner(['catalogue:read']),
};

/** The real server on a free port, over the fixture schema. */
export const startServer = async (options: Partial<HttpOptions> = {}, services: Partial<HttpServices> = {}) => {
  const log = capturedLog();
  const engine = await GraphqlEngine.start({ schema: await fixtureSchema(), logger: log });
  const { trustedProxies, drainMs: drainTimeoutMs, ...config } = readConfig({});
  const state = { isReady: true, isAway: false };
  const server = new HttpServer(
    {
      endpoint: engine,
      logger: log,
      registry: new Registry(),
      isReady: () => state.isReady,
      secretReports: { report: async () => {}, scannerKeys: null },
      authenticate: async (token) => {
        if (state.isAway) throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
        const actor = TOKENS[token];
        return actor ? { actor, refusal: null } : unauthenticated('not_whole');
      },
      ...services,
    },
    { ...config, trustedProxies: trustedProxies ?? [], drainTimeoutMs, port: 0, ...options },
  );
  const url = await server.listen();
  const post = (body: unknown, headers: Record<string, string> = {}, token = 'onyx_sandbox_all') =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body: body instanceof Uint8Array || typeof body === 'string' ? (body as string) : JSON.stringify(body),
    });
  const stop = async () => {
    await server.drain();
    await engine.stop();
  };
  return { url, post, stop, log, state, server };
};

export type TestServer = Awaited<ReturnType<typeof startServer>>;
