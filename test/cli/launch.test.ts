import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readConfig } from '../../src/config.ts';
import type { House } from '../../src/door/use-case.ts';
import { documentHash } from '../../src/kernel/document-hash.ts';
import { callerAuthentication } from '../../src/views/caller.ts';
import { openHouse } from '../../src/wiring.ts';
import type { Environment, Run } from '../support/run-onyx.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { TEST_KEYS } from '../support/test-house.ts';
import { runWarm } from '../support/warm-onyx.ts';

const PROJECT = join(import.meta.dirname, '../..');
const ACME = ['--organisation', 'Acme Ltd'] as const;
const LIVE = ['credential', 'issue', ...ACME, '--mode', 'live', '--name', 'shop', '--scopes', 'orders:read'] as const;

let folder: string;
let database: TestDatabase;
let environment: Environment;
let house: House;

const onyx = (...args: readonly string[]): Promise<Run> => runWarm(args, environment);

/** The JSON of a command that succeeds. */
const json = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await onyx(...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onyx-test-launch-'));
  database = await createTestDatabase();
  environment = { DATABASE_URL: database.url, ONYX_DATA_DIR: join(folder, 'data'), ONYX_KEYS: TEST_KEYS, PORT: '0' };
  house = await openHouse(readConfig(environment), database.url);
  await onyx('partner', 'create', '--name', 'Acme Ltd');
});
afterAll(async () => {
  await house.database.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

test('a live credential is refused until the launch is approved, each approval by its name or all at once', async () => {
  const refused = await onyx(...LIVE);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(
    /^The organisation is not approved for live access yet\. \(missing \["launch_checklist",/,
  );
  expect(await onyx('launch', 'approve', ...ACME)).toMatchObject({ code: 2 });
  expect(await onyx('launch', 'approve', 'everything', ...ACME)).toMatchObject({ code: 2 });
  const some = await onyx('launch', 'approve', 'privacy_review', 'support_path', ...ACME);
  expect(some).toMatchObject({
    code: 0,
    stdout: '2 new approvals for Acme Ltd; live access: none.\nNot approved yet: launch_checklist, webhook_handling.\n',
    stderr: expect.stringContaining('does not show yet: catalogue_approved, order_created'),
  });
  const unseen = await onyx('launch', 'approve', '--all', ...ACME);
  expect(unseen).toMatchObject({ code: 1, stdout: '' });
  expect(unseen.stderr).toMatch(
    /^The sandbox traffic does not show \d+ of \d+ checks yet: .*--despite-missing "…"\.\n$/,
  );
  const despite = ['--despite-missing', 'moved from our old system'] as const;
  expect(await json('launch', 'approve', '--all', ...despite, ...ACME)).toMatchObject({
    added: ['launch_checklist', 'webhook_handling'],
    state: 'approved',
    missing: [],
  });
  expect(await onyx(...LIVE)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^onyx_live_/) });
});

test('what is known of a launch is shown, and a refusal takes it back with its reason', async () => {
  expect(await json('launch', 'show', ...ACME)).toMatchObject({
    name: 'Acme Ltd',
    isComplete: false,
    liveAccess: { state: 'approved', decidedBy: expect.any(String) },
    approvals: [
      { kind: 'launch_checklist', approvedBy: expect.any(String), despiteMissing: 'moved from our old system' },
      { kind: 'privacy_review', despiteMissing: null },
      {},
      {},
    ],
  });
  expect((await onyx('launch', 'show', ...ACME)).stdout).toMatch(/^approved despite +moved from our old system$/m);
  const refused = await onyx('launch', 'refuse', 'support_path', '--reason', 'nobody answers', ...ACME);
  expect(refused).toMatchObject({ code: 0, stdout: 'Acme Ltd is refused live access: nobody answers\n' });
  expect(refused.stderr).toContain('Live credentials issued before go on working');
  expect(await onyx('launch', 'refuse', '--reason', 'again', ...ACME)).toMatchObject({ code: 1 });
  expect(await onyx(...LIVE)).toMatchObject({ code: 1 });
  const { stdout } = await onyx('launch', 'show', ...ACME);
  expect(stdout).toMatch(/^live access +refused$/m);
  expect(stdout).toMatch(/^reason +nobody answers$/m);
  expect(stdout).toMatch(/^support_path +– +–$/m);
  expect(stdout).toMatch(/^usage_read +missing +– +–$/m);
  expect(stdout).toMatch(/^webhook_delivered +missing +– +–$/m);
});

/** The manifest that graphql-codegen makes of our own client's operations. */
const generatedManifest = async (): Promise<string> => {
  const config = join(folder, 'codegen.json');
  const target = `${join(folder, 'generated')}/`;
  await writeFile(
    config,
    JSON.stringify({
      schema: join(PROJECT, 'schema/partner.graphql'),
      documents: join(PROJECT, 'src/client/operations/*.graphql'),
      generates: {
        [target]: { preset: 'client', presetConfig: { persistedDocuments: { hashAlgorithm: 'sha256' } } },
      },
    }),
  );
  const command = join(PROJECT, 'node_modules/.bin/graphql-codegen');
  await promisify(execFile)(process.execPath, [command, '--config', config], { cwd: PROJECT });
  return join(target, 'persisted-documents.json');
};

test('the manifest of graphql-codegen is registered whole, listed and taken away', async () => {
  const file = await generatedManifest();
  const keys = Object.keys(JSON.parse(await readFile(file, 'utf8')));
  const { registered, operations } = await json('operations', 'register', file, ...ACME);
  expect(registered).toBe(keys.length);
  const wallet = operations.find(({ name }: { name: string }) => name === 'Wallet');
  expect(wallet).toMatchObject({ type: 'query', scopes: ['ledger:read'], problem: null });
  expect(keys).toContain(`sha256:${wallet.hash}`);
  const again = await onyx('operations', 'register', file, ...ACME);
  expect(again.stderr).toContain(`Registered 0 new operations of ${keys.length} for Acme Ltd`);
  expect(again.stdout).toMatch(new RegExp(`^Wallet +query +ledger:read +${wallet.hash}$`, 'm'));
  expect(await json('operations', 'list', ...ACME)).toHaveLength(keys.length);
  expect(await onyx('operations', 'remove', wallet.hash, ...ACME)).toMatchObject({ code: 0 });
  expect(await onyx('operations', 'remove', wallet.hash, ...ACME)).toMatchObject({ code: 1 });
  expect(await json('operations', 'list', ...ACME)).toHaveLength(keys.length - 1);
});

test('a manifest with one operation that cannot run registers none, and says which and why', async () => {
  const file = join(folder, 'bad.json');
  const [good, bad] = ['query Good { viewer { mode } }', 'query Bad { secrets }'];
  const manifest = { [documentHash(good)]: good, [documentHash(bad)]: bad, [`sha256:${documentHash('')}`]: good };
  await writeFile(file, JSON.stringify(manifest));
  const before = await json('operations', 'list', ...ACME);
  const { code, stdout, stderr } = await onyx('operations', 'register', file, ...ACME);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr.split('\n')).toEqual([
    `  ${documentHash(bad)}: GRAPHQL_VALIDATION_FAILED: Cannot query field "secrets" on type "Query".`,
    expect.stringMatching(/^ {2}Good: its key is not the SHA-256 of its text; .*hashAlgorithm: 'sha256'/),
    expect.stringMatching(/^The file has operations that cannot be registered; none was registered\. /),
    '',
  ]);
  expect(await json('operations', 'list', ...ACME)).toEqual(before);
  const missing = await onyx('operations', 'register', join(folder, 'none.json'), ...ACME);
  expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('is not there.') });
});

test('a credential is set to registered operations alone, when it is issued or later', async () => {
  const issue = ['credential', 'issue', ...ACME, '--name', 'ci', '--scopes', 'orders:read'] as const;
  const { stdout } = await onyx(...issue, '--trusted-documents-only');
  const caller = async () => callerAuthentication(house)(stdout.trim());
  const id = (await caller())?.credentialId ?? '';
  expect(await caller()).toMatchObject({ trustedDocumentsOnly: true });
  expect(await json('credential', 'set', id, '--any-document')).toMatchObject({ id, trustedDocumentsOnly: false });
  expect(await caller()).toMatchObject({ trustedDocumentsOnly: false });
  expect(await onyx('credential', 'set', id)).toMatchObject({ code: 2 });
  expect(await onyx('credential', 'set', id, '--any-document', '--trusted-documents-only')).toMatchObject({ code: 2 });
});
