import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { startServer, type TestServer } from '../http/harness.ts';
import { CREDENTIAL } from './made-up-credential.ts';
import { PartnerServer } from './partner-server.ts';

const PROJECT = join(import.meta.dirname, '../..');

const run = promisify(execFile);

/** The Node that runs this, and every other one of the PATH: the oldest that is promised where it is installed. */
const NODES = [
  ...new Set(
    [process.execPath, ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'node'))]
      .filter(existsSync)
      .map((path) => realpathSync(path)),
  ),
];

const USE = `
const server = (globalThis.process).argv[2];
const main = async () => {
  const client = new OnyxClient({ url: server, credential: '${CREDENTIAL}' });
  const viewer = await client.viewer();
  const refused = await client.orders().catch((error) => error);
  const event = await verifyWebhook({}, '{}', 'whsec_' + 'A'.repeat(32)).catch((error) => error.reason);
  console.log(JSON.stringify([viewer.mode, refused instanceof ForbiddenError && refused instanceof OnyxError, event]));
};
void main();
`;

/** What a partner writes; it compiles only where every type is there. */
const TYPED = `
export const use = async (client: OnyxClient): Promise<string> => {
  try {
    for await (const order of client.iterate.orders({ filter: { status: ['FAILED'] } })) return order.statusReason ?? '';
    const { order, idempotencyKey } = await client.createOrderAndWait({ packageId: 'a', partnerOrderId: 'b' });
    return \`\${order.status satisfies string} \${idempotencyKey}\`;
  } catch (error) {
    if (error instanceof InsufficientBalanceError) return error.details.shortfall?.amount ?? '';
    if (!isKnownOnyxError(error)) throw error;
    switch (error.code) {
      case 'PRICE_CHANGED':
        return error.details.netPrice.currency;
      case 'BAD_USER_INPUT':
        return error.details.problems.map(({ field }) => field).join();
      default:
        return error.code satisfies string;
    }
  }
};
// @ts-expect-error it is not any
export const wrong: number = new OnyxClient({ url: '', credential: '' }).viewer;
`;

const NAMES = '{ ForbiddenError, OnyxClient, OnyxError, verifyWebhook }';
const TYPED_NAMES = '{ InsufficientBalanceError, isKnownOnyxError, OnyxClient }';

const partner = new PartnerServer();
let server: TestServer;
let folder: string;
let url: string;
let address: string;

/** What npm is told where there is no registry to ask: one that nobody answers for. */
const WITHOUT_REGISTRY = ['--registry', 'http://127.0.0.1:9', '--no-audit', '--no-fund', '--no-update-notifier'];

const npm = (cwd: string, ...args: readonly string[]) => run('npm', [...args, '--silent'], { cwd });

/** Puts the whole project, as it is packed, where a package is found. */
const installProject = async (into: string): Promise<void> => {
  const { stdout } = await npm(PROJECT, 'pack', '--ignore-scripts', '--pack-destination', folder);
  const installed = join(into, 'node_modules/onyx-partner-api');
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', join(folder, stdout.trim()), '-C', installed, '--strip-components', '1']);
};

const installServed = async (into: string): Promise<void> => {
  await mkdir(into);
  await writeFile(join(into, 'package.json'), '{}');
  await npm(into, 'install', address, '--prefix', into, '--cache', join(folder, 'cache'), ...WITHOUT_REGISTRY);
};

beforeAll(async () => {
  await npm(PROJECT, 'run', 'build:commonjs');
  await npm(PROJECT, 'run', 'build:client');
  folder = await mkdtemp(join(tmpdir(), 'onyx-package-'));
  server = await startServer();
  address = `${server.url}/client.tgz`;
  await installProject(join(folder, 'project'));
  await installServed(join(folder, 'served'));
  url = await partner.listen();
  partner.respond = ({ body }) =>
    body.includes('viewer')
      ? { body: { data: { viewer: { mode: 'SANDBOX' } } } }
      : { status: 403, body: { errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN', retry: 'never' } }] } };
}, 240_000);
afterAll(async () => {
  await Promise.all([partner.close(), server.stop()]);
  await rm(folder, { recursive: true, force: true });
});

describe.each(['project', 'served'])('the client of the package %s', (name) => {
  test.each(
    NODES.flatMap((node) => [
      [node, 'imported', 'use.mjs', `import ${NAMES} from 'onyx-partner-api/client';`],
      [node, 'required', 'use.cjs', `const ${NAMES} = require('onyx-partner-api/client');`],
    ]),
  )('runs under %s, %s, and needs no other package', async (node, _how, file, head) => {
    const cwd = join(folder, name);
    await writeFile(join(cwd, file ?? ''), `${head}${USE}`);
    const { stdout } = await run(node ?? '', [file ?? '', url], { cwd });
    expect(JSON.parse(stdout)).toEqual(['SANDBOX', true, 'missing_header']);
  });

  test.each([
    ['with the types of Node alone', { lib: ['es2023'], types: ['node'] }, ['@types/node', 'undici-types']],
    ['with those of the web alone', { lib: ['es2023', 'dom'], types: [] }, []],
  ])(
    'is typed whole %s, also for a partner who checks the types of packages',
    async (_how, options, linked) => {
      const cwd = join(folder, name);
      for (const link of linked) {
        await mkdir(join(cwd, 'node_modules', link, '..'), { recursive: true });
        await symlink(join(PROJECT, 'node_modules', link), join(cwd, 'node_modules', link));
      }
      const files = ['typed.mts', 'typed.cts'];
      for (const file of files) {
        await writeFile(join(cwd, file), `import ${TYPED_NAMES} from 'onyx-partner-api/client';${TYPED}`);
      }
      const compilerOptions = { module: 'nodenext', target: 'es2023', strict: true, noEmit: true, ...options };
      await writeFile(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
      const tsc = run(process.execPath, [join(PROJECT, 'node_modules/typescript/bin/tsc'), '-p', '.'], { cwd });
      expect(
        await tsc.then(
          () => '',
          ({ stdout }: { readonly stdout: string }) => stdout,
        ),
      ).toBe('');
    },
    120_000,
  );
});

test('the package that a server serves is small, alone, and of the same name, version and export', async () => {
  const installed = join(folder, 'served/node_modules');
  const read = async (path: string) => JSON.parse(await readFile(path, 'utf8'));
  const ours = await read(join(PROJECT, 'package.json'));
  const theirs = await read(join(installed, 'onyx-partner-api/package.json'));
  const { packages } = await read(join(installed, '.package-lock.json'));
  expect(Object.keys(packages)).toEqual(['node_modules/onyx-partner-api']);
  const { name, version, license, engines } = ours;
  expect(theirs).toMatchObject({ name, version, license, engines });
  expect(Object.keys(theirs.exports).toSorted()).toEqual(['./client', './package.json']);
  expect(Object.keys(theirs).filter((key) => /dependencies|scripts|bin/i.test(key))).toEqual([]);
  expect((await (await fetch(address)).arrayBuffer()).byteLength).toBeLessThan(200_000);
});

test('the server sends the package whole, with its length, and again only where it has changed', async () => {
  const whole = await fetch(address);
  const headers = Object.fromEntries(whole.headers);
  expect(headers).toMatchObject({
    'content-type': 'application/gzip',
    'content-length': String((await whole.arrayBuffer()).byteLength),
    'cache-control': 'public, max-age=300',
    etag: expect.stringMatching(/^"[\w-]{22}"$/),
  });
  const head = await fetch(address, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length')]).toEqual([200, headers['content-length']]);
  const again = await fetch(address, { headers: { 'if-none-match': headers.etag ?? '' } });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('the project brings the package that its server serves', async () => {
  const brought = await readFile(join(folder, 'project/node_modules/onyx-partner-api/dist/client.tgz'));
  expect(brought.equals(Buffer.from(await (await fetch(address)).arrayBuffer()))).toBe(true);
});
