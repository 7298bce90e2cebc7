import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';

/** `/healthz`: the process lives. `/readyz`: it can answer requests. `/metrics`: for Prometheus. */
export const addProbes = (
  app: FastifyInstance,
  registry: Registry,
  isReady: () => boolean | Promise<boolean>,
): void => {
  app.get('/healthz', async (_request, reply) => reply.type('text/plain; charset=utf-8').send('ok\n'));
  app.get('/readyz', async (_request, reply) => {
    const ready = await isReady();
    return reply
      .code(ready ? 200 : 503)
      .type('text/plain; charset=utf-8')
      .send(ready ? 'ready\n' : 'not ready\n');
  });
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
};
