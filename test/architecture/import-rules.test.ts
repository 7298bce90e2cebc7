import { cycleComplaints, importComplaints } from './import-rules.ts';
import { parseSource } from './source-file.ts';

const complaintsOf = (path: string, ...lines: readonly string[]) =>
  importComplaints([parseSource(path, lines.join('\n'))]);

describe('an arrow that points down is allowed', () => {
  test.each([
    ['src/db/a.ts', "import '../kernel/b.ts';"],
    ['src/records/events/index.ts', "import '../../db/b.ts';"],
    ['src/domains/orders/orders.ts', "import '../../records/events/index.ts';"],
    ['src/door/use-case.ts', "import '../records/events/index.ts';"],
    ['src/use-cases/place-order.ts', "import '../domains/orders/index.ts'; import '../door/use-case.ts';"],
    ['src/views/order-timeline.ts', "import '../domains/orders/index.ts';"],
    ['src/graphql/resolvers/order.resolver.ts', "import '../../use-cases/place-order.ts'; import '../scalars.ts';"],
    ['src/jobs/worker.ts', "import '../use-cases/place-order.ts'; import '../views/caller.ts';"],
    ['src/wiring.ts', "import './http/server.ts'; import './config.ts'; import '../migrations/migration-1.ts';"],
    ['src/cli/tour.ts', "import '../client/index.ts';"],
    ['src/client/index.ts', "import './generated/graphql.ts'; import 'node:crypto';"],
    ['src/domains/orders/orders.ts', "import './order.entity.ts'; import './import/index.ts'; import 'kysely';"],
  ])('%s: %s', (path, line) => {
    expect(complaintsOf(path, line)).toEqual([]);
  });
});

describe('an arrow that points up or sideways is refused, and told where the thing belongs', () => {
  test.each([
    ['src/kernel/a.ts', "import '../db/b.ts';", 'take it as an argument'],
    ['src/db/a.ts', "import '../records/events/index.ts';", 'db/ knows the kernel alone'],
    ['src/records/events/index.ts', "import '../activity/index.ts';", 'what joins them belongs in src/door'],
    ['src/domains/orders/orders.ts', "import '../esims/index.ts';", 'bring them together in src/use-cases'],
    ['src/domains/orders/orders.ts', "import '../../door/use-case.ts';", 'bring them together in src/use-cases'],
    ['src/domains/orders/orders.ts', "import '../../http/server.ts';", 'a domain takes `tx` and plain values'],
    ['src/door/use-case.ts', "import '../domains/orders/index.ts';", 'the door knows records, no domain'],
    ['src/use-cases/a.ts', "import '../views/b.ts';", 'it belongs in src/domains'],
    ['src/views/a.ts', "import '../use-cases/b.ts';", 'it belongs in src/domains'],
    ['src/views/a.ts', "import '../graphql/b.ts';", 'declare an interface here'],
    ['src/http/a.ts', "import '../graphql/b.ts';", 'let src/wiring.ts hand the other in'],
    ['src/cli/a.ts', "import '../jobs/b.ts';", 'let src/wiring.ts hand the other in'],
    ['src/adapters/a.ts', "import '../config.ts';", 'let src/wiring.ts hand it in (settings too)'],
    ['src/client/a.ts', "import '../kernel/money.ts';", 'imports nothing of ours but its own'],
    ['src/http/a.ts', "import '../client/index.ts';", 'stands outside the ranks'],
    ['migrations/migration-1.ts', "import '../src/kernel/id.ts';", 'imports nothing of ours but its own'],
    ['src/jobs/a.ts', "import '../../test/support/seed.ts';", 'is outside the house'],
    ['src/services/a.ts', '', 'the house has no such place'],
    ['src/extra.ts', '', 'the house has no such place'],
  ])('%s: %s', (path, line, say) => {
    expect(complaintsOf(path, line)).toEqual([expect.stringContaining(say)]);
  });

  test.each([
    "import type { B } from '../db/b.ts';",
    "export { b } from '../db/b.ts';",
    "export type { B } from '../db/b.ts';",
    "export * from '../db/b.ts';",
    "const b = await import('../db/b.ts');",
    "type B = import('../db/b.ts').B;",
    "const b = createRequire(import.meta.url)('../db/b.ts');",
    'const b = await import(name);',
  ])('in whatever way it is written: %s', (line) => {
    expect(complaintsOf('src/kernel/a.ts', '// é', line)).toEqual([
      expect.stringMatching(/^src\/kernel\/a\.ts:2 {2}.*(take it as an argument|name the file)/),
    ]);
  });
});

describe('a domain or a record has one entrance', () => {
  test('from outside it is its index.ts', () => {
    expect(complaintsOf('src/use-cases/a.ts', "import '../domains/orders/order.entity.ts';")).toEqual([
      expect.stringContaining('src/domains/orders is entered through its index.ts'),
    ]);
    expect(complaintsOf('src/door/use-case.ts', "import '../records/events/event-types.ts';")).toHaveLength(1);
  });

  test('from inside it is the file itself', () => {
    expect(complaintsOf('src/domains/orders/orders.ts', "import './index.ts';")).toEqual([
      expect.stringContaining('its index.ts is for those outside'),
    ]);
  });
});

describe('a circle', () => {
  const circlesOf = (imports: Readonly<Record<string, string>>) =>
    cycleComplaints(Object.entries(imports).map(([path, text]) => parseSource(path, text)));

  test('is found, type imports included, and shown whole', () => {
    const found = circlesOf({
      'src/kernel/a.ts': "import './b.ts';",
      'src/kernel/b.ts': "import type { C } from './c.ts';",
      'src/kernel/c.ts': "export { b } from './b.ts';",
    });
    expect(found).toEqual([expect.stringContaining('src/kernel/b.ts → src/kernel/c.ts → src/kernel/b.ts')]);
  });

  test('of one file that imports itself is one too', () => {
    expect(circlesOf({ 'src/kernel/a.ts': "import './a.ts';" })).toHaveLength(1);
  });

  test('is not what two files make that import the same third', () => {
    const tree = {
      'src/kernel/a.ts': "import './b.ts'; import './c.ts';",
      'src/kernel/b.ts': "import './c.ts';",
      'src/kernel/c.ts': "import 'node:crypto';",
    };
    expect(circlesOf(tree)).toEqual([]);
  });
});
