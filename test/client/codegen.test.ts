import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const PROJECT = join(import.meta.dirname, '../..');
const JAPAN = packageDraft('JP', '10.00');

const run = promisify(execFile);

/** What a partner writes: documents of their own, and what they expect of the answers. */
const APP = `
import { OnyxClient } from 'onyx-partner-api/client';
import { graphql } from './gql/index.ts';

const Place = graphql(\`mutation Place($input: CreateOrderInput!) {
  createOrder(input: $input) { replayed order { id status package { displayName } } }
}\`);
const Failed = graphql(\`query Failed($first: Int!) {
  orders(filter: { status: [FAILED] }, first: $first) { nodes { statusReason } }
}\`);

const [, , url = '', credential = '', packageId = ''] = process.argv;
const client = new OnyxClient({ url, credential });
const { data, idempotencyKey } = await client.request(Place, { input: { packageId, partnerOrderId: 'own-1' } });
const status: 'RESERVED' | 'PROVISIONING' | string = data.createOrder.order.status;
const { data: failed } = await client.request(Failed, { first: 5 });
const reasons: readonly (string | null)[] = failed.orders.nodes.map((order) => order.statusReason);
// @ts-expect-error the document does not ask for it
void data.createOrder.order.partnerOrderId;
// @ts-expect-error the variable is a number
void (() => client.request(Failed, { first: 'five' }));
console.log(JSON.stringify([status, data.createOrder.order.package.displayName, typeof idempotencyKey, reasons]));
`;

const CONFIG = `
schema: ${join(PROJECT, 'schema/partner.graphql')}
documents: app.ts
importExtension: .ts
emitLegacyCommonJSImports: false
generates:
  gql/:
    preset: client
    presetConfig: { fragmentMasking: false }
    config:
      documentMode: string
      enumType: string-literal
      useTypeImports: true
      strictScalars: true
      scalars: { ID: string, DateTime: string, Decimal: string, JSON: unknown, SafeInt: number }
`;

const COMPILER = {
  module: 'nodenext',
  target: 'es2023',
  lib: ['es2023'],
  types: ['node'],
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
};

const NEEDED = ['@graphql-codegen', '@graphql-typed-document-node', '@types', 'graphql', 'undici-types'];

let folder: string;
let api: TestApi;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onyx-codegen-'));
  await mkdir(join(folder, 'node_modules'));
  const link = (target: string, name: string) => symlink(join(PROJECT, target), join(folder, 'node_modules', name));
  await Promise.all([link('', 'onyx-partner-api'), ...NEEDED.map((name) => link(join('node_modules', name), name))]);
  api = await openTestApi();
  await seedCatalogue(api.house, [JAPAN]);
}, 120_000);
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true, force: true });
});

const write = (name: string, text: string) => writeFile(join(folder, name), text);

/** Runs a tool with this Node; gives what it printed, also where it failed. */
const runTool = (tool: string, ...args: readonly string[]): Promise<string> =>
  run(process.execPath, [tool.startsWith('/') ? tool : join(PROJECT, 'node_modules', tool), ...args], {
    cwd: folder,
  }).then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) => `failed: ${stdout}${stderr}`,
  );

test("graphql-codegen makes types of a partner's own documents, and the client sends and answers them typed", async () => {
  await write('package.json', '{ "type": "module" }');
  await write('app.ts', APP);
  await write('codegen.yml', CONFIG);
  await write('tsconfig.json', JSON.stringify({ compilerOptions: COMPILER, files: ['app.ts'] }));
  expect(await runTool('@graphql-codegen/cli/esm/bin.js', '--config', 'codegen.yml')).not.toContain('failed');
  expect(await runTool('typescript/bin/tsc', '-p', '.')).toBe('');
  const partner = await seedPartner(api.house, { wallet: '100.00', approved: [JAPAN.packageId] });
  const printed = await runTool(join(folder, 'app.ts'), api.url, await api.credential(partner), JAPAN.packageId);
  expect(JSON.parse(printed)).toEqual(['RESERVED', JAPAN.displayName, 'string', []]);
}, 120_000);
