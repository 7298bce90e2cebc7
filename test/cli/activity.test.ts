import { newId } from '../../src/kernel/id.ts';
import { recordRequests } from '../../src/use-cases/record-requests.ts';
import { issued } from '../support/credentials.ts';
import { systemCall } from '../support/orders.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { openTestHouse, TEST_KEYS, type TestHouse } from '../support/test-house.ts';
import { runWarm } from '../support/warm-onyx.ts';
import { seedEndpoint } from '../support/webhooks.ts';

let house: TestHouse;
let partner: SeededPartner;
let stranger: SeededPartner;
let credentialId: string;
let endpointId: string;

const request = (
  owner: SeededPartner,
  rootField: string,
  codes: readonly string[],
  deprecations: readonly string[] = [],
) => ({
  ...owner,
  id: newId('request'),
  occurredAt: house.clock.now(),
  credentialId: `crd_${'0'.repeat(26)}`,
  requestId: newId('request'),
  operationType: 'query' as const,
  operationName: null,
  rootField,
  httpStatus: codes.length === 0 ? 200 : 404,
  codes: [...codes],
  deprecations: [...deprecations],
  durationMs: 2.5,
  cost: 3,
  address: '203.0.113.7',
  userAgent: 'shop/1.0',
});

beforeAll(async () => {
  house = await openTestHouse();
  partner = await seedPartner(house);
  stranger = await seedPartner(house);
  await recordRequests(house, systemCall(partner), [
    request(partner, 'viewer', []),
    request(partner, 'order', ['ORDER_NOT_FOUND']),
  ]);
  await recordRequests(house, systemCall(stranger), [request(stranger, 'wallet', [])]);
  const { id } = await issued(house, stranger, { name: 'billing' });
  credentialId = id;
  const shaped = {
    url: 'https://example.com/hook',
    description: 'books',
    query: 'fragment Payload on Event { order { invoice { dispute { status } } } }',
  };
  endpointId = (await seedEndpoint(house, stranger, shaped)).id;
  await seedEndpoint(house, stranger, { ...shaped, query: 'fragment Payload on Event { order { status } }' });
  const used = { ...request(stranger, 'invoices', [], ['Invoice.dispute']), credentialId };
  await recordRequests(house, systemCall(stranger), [used, { ...used, id: newId('request') }]);
});

afterAll(() => house.close());

const activity = (...more: readonly string[]) =>
  runWarm(['activity', '--organisation', partner.organisationId, ...more], {
    DATABASE_URL: house.databaseUrl,
    ONYX_KEYS: TEST_KEYS,
  });

test('the requests of one organisation are listed, newest first, as a table or as JSON', async () => {
  const { code, stdout, stderr } = await activity('--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const rows: { rootField: string }[] = JSON.parse(stdout);
  expect(rows.map(({ rootField }) => rootField).sort()).toEqual(['order', 'viewer']);
  const shown = (await activity()).stdout;
  expect(shown).toMatch(/^TIME .*NEW/);
  expect(shown).toContain('203.0.113.7');
  expect(shown).not.toContain('wallet');
});

test('a code narrows the list, and a bad bound is refused in one sentence', async () => {
  expect(JSON.parse((await activity('--code', 'ORDER_NOT_FOUND', '--json')).stdout)).toMatchObject([
    { rootField: 'order', codes: ['ORDER_NOT_FOUND'] },
  ]);
  const { code, stdout, stderr } = await activity('--rows', '0');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

const deprecations = (...more: readonly string[]) =>
  runWarm(['deprecations', ...more], {
    DATABASE_URL: house.databaseUrl,
    ONYX_KEYS: TEST_KEYS,
  });

test('what is deprecated is listed with who uses it, how often and until when it is there', async () => {
  const { code, stdout, stderr } = await deprecations('--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const elements: { element: string; goneAfter: string }[] = JSON.parse(stdout);
  expect(elements.map(({ goneAfter }) => goneAfter)).toEqual(elements.map(({ goneAfter }) => goneAfter).sort());
  expect(elements.find(({ element }) => element === 'Invoice.dispute')).toEqual({
    element: 'Invoice.dispute',
    use: '`disputes`, which begins with it',
    since: '2026-11-24',
    goneAfter: '2027-12-31',
    uses: [
      {
        ...stranger,
        organisationName: expect.any(String),
        credentialId,
        endpointId: null,
        name: 'billing',
        requests: 2,
        lastUsedAt: expect.stringMatching(/Z$/),
      },
      {
        ...stranger,
        organisationName: expect.any(String),
        credentialId: null,
        endpointId,
        name: 'books',
        requests: null,
        lastUsedAt: null,
      },
    ],
  });
});

test('for one organisation it is what that one uses', async () => {
  const { code, stdout } = await deprecations('--organisation', partner.organisationId);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^GONE AFTER .*LAST USED\n/);
  expect(stdout).toMatch(/2027-12-31 +Invoice\.dispute +nobody/);
});
