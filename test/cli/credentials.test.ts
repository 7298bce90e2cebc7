import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { ALL_SCOPES } from '../../src/kernel/scopes.ts';
import { readCredentialToken } from '../../src/kernel/secret.ts';
import { exposeCredential } from '../../src/use-cases/expose-credential.ts';
import { callerAuthentication } from '../../src/views/caller.ts';
import { openHouse } from '../../src/wiring.ts';
import { systemCall } from '../support/orders.ts';
import type { Environment } from '../support/run-onyx.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { TEST_KEYS } from '../support/test-house.ts';
import { runWarm } from '../support/warm-onyx.ts';

let folder: string;
let database: TestDatabase;
let environment: Environment;
let house: Awaited<ReturnType<typeof openHouse>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onyx-test-cli-'));
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

const onyx = (...args: readonly string[]) => runWarm(args, environment);

const ACME = ['--organisation', 'Acme Ltd'] as const;

const issue = async (...more: readonly string[]) => {
  const { code, stdout, stderr } = await onyx('credential', 'issue', ...ACME, '--name', 'checkout', ...more);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const token = stdout.trim();
  return { token, id: readCredentialToken(token)?.credentialId ?? '' };
};

const list = async (id: string) => {
  const { stdout } = await onyx('credential', 'list', ...ACME, '--json');
  return JSON.parse(stdout).find((one: { readonly id: string }) => one.id === id);
};

const callerOf = (token: string) => callerAuthentication(house)(token);

test('a credential is issued with the addresses that it is accepted from, each in its one spelling, once', async () => {
  const allow = ['203.0.113.7/24', '203.0.113.0/24', '2001:DB8::1'].flatMap((range) => ['--allow-address', range]);
  const { id } = await issue('--all-scopes', ...allow);
  expect(await list(id)).toMatchObject({ allowedAddresses: ['203.0.113.0/24', '2001:db8::1/128'], state: 'active' });
});

test.each([
  [['--allow-address', 'office'], 'an address or a range'],
  [['--name', 'x'.repeat(65)], '1 to 64 characters'],
])('%j is refused', async (args, bound) => {
  const { code, stdout, stderr } = await onyx('credential', 'issue', ...ACME, '--name', 'x', '--all-scopes', ...args);
  expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(bound) });
});

test('a credential is rotated: the new token alone on the standard output, both work until the overlap ends', async () => {
  const old = await issue('--scopes', 'orders:read');
  const { code, stdout, stderr } = await onyx('credential', 'rotate', old.id, '--overlap-hours', '2');
  const token = stdout.trim();
  expect([code, (await callerOf(token))?.scopes]).toEqual([0, new Set(['orders:read'])]);
  expect(stderr).toContain(`replaces ${old.id} (checkout), which works until`);
  expect(await callerOf(old.token)).not.toBeNull();
  const { id: replacedBy } = { id: readCredentialToken(token)?.credentialId };
  expect(await list(old.id)).toMatchObject({ state: 'active', replacedBy, overlapEndsAt: expect.any(String) });
  await onyx('credential', 'rotate', old.id, '--overlap-hours', '0');
  expect([await callerOf(old.token), await callerOf(token)]).toEqual([null, null]);
});

test('the scopes of a credential are set by the operator', async () => {
  const { id, token } = await issue('--scopes', 'orders:read');
  const { code, stdout } = await onyx('credential', 'scopes', id, 'catalogue:read,usage:read');
  expect([code, stdout]).toEqual([0, `${id} (checkout) may now: catalogue:read, usage:read.\n`]);
  expect((await callerOf(token))?.scopes).toEqual(new Set(['catalogue:read', 'usage:read']));
  expect((await onyx('credential', 'scopes', id, 'everything')).stderr).toContain(ALL_SCOPES.join(', '));
});

test('a credential is revoked with its reason, once', async () => {
  const { id, token } = await issue('--all-scopes');
  expect(await onyx('credential', 'revoke', id, '--reason', 'exposed')).toMatchObject({ code: 0 });
  expect([await callerOf(token), await list(id)]).toMatchObject([null, { state: 'revoked', revokeReason: 'exposed' }]);
  const again = await onyx('credential', 'revoke', id);
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('The credential is not active any more.') });
});

test('the list shows where a secret was seen that it must never reach', async () => {
  const { id } = await issue('--all-scopes');
  const { organisationId } = await list(id);
  const owner = { organisationId, mode: 'sandbox' } as const;
  await exposeCredential(house, systemCall(owner), {
    credentialId: id,
    kind: 'browser',
    place: 'https://shop.example',
  });
  expect(await list(id)).toMatchObject({ exposedAt: expect.any(String) });
  const { stdout } = await onyx('credential', 'list', ...ACME);
  expect(stdout).toMatch(/^ID +NAME +MODE +STATE +ENDS +LAST USED +FROM +EXPOSED +SCOPES$/m);
  expect(stdout).toMatch(new RegExp(`^${id} .* \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC +catalogue:read,`, 'm'));
});
