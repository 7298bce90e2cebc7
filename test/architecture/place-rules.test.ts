import { libraryComplaints } from './library-rules.ts';
import { readerComplaints, transactionComplaints } from './reader-rules.ts';
import { parseSource } from './source-file.ts';

describe('a package that only one place knows', () => {
  test.each([
    ['src/http/a.ts', 'graphql', 'src/graphql'],
    ['src/views/a.ts', 'type-graphql', 'src/graphql'],
    ['src/wiring.ts', '@apollo/server/plugin/disabled', 'src/graphql'],
    ['src/graphql/a.ts', 'kysely', 'src/domains or src/views'],
    ['src/http/a.ts', 'pg', 'src/domains or src/views'],
    ['src/kernel/a.ts', '@mikro-orm/core', 'src/domains or src/views'],
    ['src/graphql/a.ts', 'fastify', 'src/http'],
    ['src/use-cases/a.ts', 'graphile-worker', 'src/jobs'],
    ['src/jobs/a.ts', 'commander', 'src/cli'],
    ['src/jobs/a.ts', 'pino', 'src/adapters'],
  ])('%s may not import %s: it belongs in %s', (path, name, say) => {
    expect(libraryComplaints([parseSource(path, `import type { A } from '${name}';`)])).toEqual([
      expect.stringContaining(say),
    ]);
  });

  test.each([
    ['src/graphql/engine/a.ts', '@apollo/server'],
    ['src/client/a.ts', '@graphql-codegen/cli'],
    ['src/domains/orders/orders.ts', 'kysely'],
    ['src/views/a.ts', 'kysely'],
    ['src/http/a.ts', 'fastify'],
    ['src/http/a.ts', 'node:http'],
    ['migrations/migration-1.ts', '@mikro-orm/migrations'],
  ])('%s may import %s', (path, name) => {
    expect(libraryComplaints([parseSource(path, `import { a } from '${name}';`)])).toEqual([]);
  });
});

describe('what has one reader', () => {
  const complaintsOf = (path: string, text: string) => readerComplaints([parseSource(path, text)]);

  test.each([
    ['process.env.PORT', 'src/config.ts', 'src/config.ts alone'],
    ["globalThis.process['env']", 'src/config.ts', 'src/config.ts alone'],
    ["import { env } from 'node:process'", 'src/config.ts', 'src/config.ts alone'],
    ['new Date()', 'src/kernel/clock.ts', 'src/kernel/clock.ts alone'],
    ['new Date', 'src/kernel/clock.ts', 'src/kernel/clock.ts alone'],
    ['Date.now()', 'src/kernel/clock.ts', 'src/kernel/clock.ts alone'],
    ['performance.now()', 'src/kernel/clock.ts', 'src/kernel/clock.ts alone'],
    ['process.hrtime.bigint()', 'src/kernel/clock.ts', 'src/kernel/clock.ts alone'],
    ["import { randomBytes } from 'node:crypto'", 'src/kernel/secret.ts', 'src/kernel/secret.ts alone'],
    ['crypto.randomUUID()', 'src/kernel/id.ts', 'src/kernel/secret.ts alone'],
    ['Math.random()', 'src/kernel/id.ts', 'src/kernel/secret.ts alone'],
    ["console.log('')", 'src/cli/output.ts', 'src/cli/output.ts'],
    ["process.stdout.write('')", 'src/adapters/logger.ts', 'src/cli/output.ts'],
  ])('%s stands in %s and nowhere else', (text, reader, say) => {
    expect(complaintsOf(reader, text)).toEqual([]);
    expect(complaintsOf('src/jobs/worker.ts', `\n${text};`)).toEqual([expect.stringContaining(say)]);
    expect(complaintsOf('src/jobs/worker.ts', `\n${text};`)).toEqual([
      expect.stringMatching(/^src\/jobs\/worker\.ts:2 /),
    ]);
  });

  test.each(['new Date(0)', 'clock.now()', 'Math.max(1, 2)', "'process.env'", 'process.exitCode = 1', 'date.now()'])(
    '%s may stand anywhere',
    (text) => {
      expect(complaintsOf('src/jobs/worker.ts', text)).toEqual([]);
    },
  );
});

describe('a transaction', () => {
  const text = 'await database.transaction(origin, work);';

  test.each(['src/domains/orders/orders.ts', 'src/views/a.ts', 'src/jobs/worker.ts', 'src/graphql/a.ts'])(
    'is not opened in %s',
    (path) => {
      expect(transactionComplaints([parseSource(path, text)])).toEqual([expect.stringContaining('take `tx` here')]);
    },
  );

  test('is opened by the door', () => {
    expect(transactionComplaints([parseSource('src/door/use-case.ts', text)])).toEqual([]);
  });
});
