import { newId } from '../../src/kernel/id.ts';
import { recordRequests } from '../../src/use-cases/record-requests.ts';
import { systemCall } from '../support/orders.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { runWarm } from '../support/warm-onyx.ts';

let house: TestHouse;
let partner: SeededPartner;

const request = (owner: SeededPartner, rootField: string, codes: readonly string[]) => ({
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
  durationMs: 2.5,
  cost: 3,
  address: '203.0.113.7',
  userAgent: 'shop/1.0',
});

beforeAll(async () => {
  house = await openTestHouse();
  partner = await seedPartner(house);
  const stranger = await seedPartner(house);
  await recordRequests(house, systemCall(partner), [
    request(partner, 'viewer', []),
    request(partner, 'order', ['ORDER_NOT_FOUND']),
  ]);
  await recordRequests(house, systemCall(stranger), [request(stranger, 'wallet', [])]);
});

afterAll(() => house.close());

const activity = (...more: readonly string[]) =>
  runWarm(['activity', '--organisation', partner.organisationId, ...more], { DATABASE_URL: house.databaseUrl });

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
