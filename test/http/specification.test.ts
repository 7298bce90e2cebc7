import { serverAudits } from 'graphql-http';
import { startServer } from './harness.ts';

describe.each(['test', 'production'])('GraphQL over HTTP with NODE_ENV=%s', (environment) => {
  const before = process.env.NODE_ENV;
  let server: Awaited<ReturnType<typeof startServer>>;
  beforeAll(async () => {
    process.env.NODE_ENV = environment;
    server = await startServer();
  });
  afterAll(async () => {
    await server.stop();
    process.env.NODE_ENV = before;
  });

  const audits = serverAudits({
    url: () => `${server.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) =>
      fetch(url, { ...init, headers: { ...init.headers, authorization: 'Bearer onyx_sandbox_all' } }),
  });

  test('there are 61 audits', () => expect(audits).toHaveLength(61));

  test.each(audits.map(({ id, name, fn }) => [id, name, fn] as const))('%s %s', async (_id, _name, fn) => {
    expect(await fn()).toMatchObject({ status: 'ok' });
  });
});
