import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { PartnerServer } from './partner-server.ts';

const PROJECT = join(import.meta.dirname, '../..');
const CREDENTIAL = 'onyx_sandbox_thisIsNoRealSecretButItLooksLikeOne';

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

const server = new PartnerServer();
let folder: string;
let url: string;

beforeAll(async () => {
  await run('npm', ['run', '--silent', 'build:commonjs'], { cwd: PROJECT });
  folder = await mkdtemp(join(tmpdir(), 'onyx-package-'));
  const installed = join(folder, 'node_modules/onyx-partner-api');
  await mkdir(installed, { recursive: true });
  const packing = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  const { stdout } = await run('npm', packing, { cwd: PROJECT });
  await run('tar', ['-xzf', join(folder, stdout.trim()), '-C', installed, '--strip-components', '1']);
  url = await server.listen();
  server.respond = ({ body }) =>
    body.includes('viewer')
      ? { body: { data: { viewer: { mode: 'SANDBOX' } } } }
      : { status: 403, body: { errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN', retry: 'never' } }] } };
}, 240_000);
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const write = (name: string, text: string) => writeFile(join(folder, name), text);

test.each(
  NODES.flatMap((node) => [
    [node, 'imported', 'use.mjs', `import ${NAMES} from 'onyx-partner-api/client';`],
    [node, 'required', 'use.cjs', `const ${NAMES} = require('onyx-partner-api/client');`],
  ]),
)('under %s the packed client can be %s, and needs no other package', async (node, _how, file, head) => {
  await write(file ?? '', `${head}${USE}`);
  const { stdout } = await run(node ?? '', [file ?? '', url], { cwd: folder });
  expect(JSON.parse(stdout)).toEqual(['SANDBOX', true, 'missing_header']);
});

test('the packed client is typed whole, imported and required, also for a partner who checks the types of packages', async () => {
  const link = (name: string) =>
    mkdir(join(folder, 'node_modules', name, '..'), { recursive: true }).then(() =>
      symlink(join(PROJECT, 'node_modules', name), join(folder, 'node_modules', name)),
    );
  await Promise.all(['@graphql-typed-document-node/core', '@types/node', 'undici-types', 'graphql'].map(link));
  await write('typed.mts', `import ${TYPED_NAMES} from 'onyx-partner-api/client';${TYPED}`);
  await write('typed.cts', `import ${TYPED_NAMES} from 'onyx-partner-api/client';${TYPED}`);
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2023',
    lib: ['es2023'],
    types: ['node'],
    strict: true,
    noEmit: true,
  };
  await write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['typed.mts', 'typed.cts'] }));
  const tsc = run(process.execPath, [join(PROJECT, 'node_modules/typescript/bin/tsc'), '-p', '.'], { cwd: folder });
  expect(
    await tsc.then(
      () => '',
      ({ stdout }: { readonly stdout: string }) => stdout,
    ),
  ).toBe('');
}, 120_000);
