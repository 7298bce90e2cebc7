import { newId } from '../../src/kernel/id.ts';
import { newCredentialToken } from '../../src/kernel/secret.ts';
import { keepInvariants } from '../support/after-each.ts';
import { credentialOf, issued, recordsOf } from '../support/credentials.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const VIEWER = '{ viewer { credentialId } }';
const REQUEST_ID = 'the-same-for-all';

let behindProxy: TestApi;
let direct: TestApi;
let partner: SeededPartner;

beforeAll(async () => {
  behindProxy = await openTestApi({ settings: { ONYX_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' } });
  direct = await openTestApi();
  partner = await seedPartner(behindProxy.house);
});
afterAll(() => Promise.all([behindProxy.close(), direct.close()]));
keepInvariants(() => behindProxy);

const OFFICE = { allowedAddresses: ['203.0.113.0/24', '2001:db8::/32'] };

const from = (forwarded: string | null, api: TestApi, token: string | null) =>
  api.ask(token, VIEWER, {
    headers: { 'x-request-id': REQUEST_ID, ...(forwarded === null ? {} : { 'x-forwarded-for': forwarded }) },
  });

describe('a credential with an allow list, behind a trusted proxy', () => {
  test.each(['203.0.113.7', '2001:db8::7', '::ffff:203.0.113.7', '198.51.100.1, 203.0.113.7', '203.0.113.7, 10.1.2.3'])(
    'is accepted from %s',
    async (forwarded) => {
      const { token } = await issued(behindProxy.house, partner, OFFICE);
      expect((await from(forwarded, behindProxy, token)).status).toBe(200);
    },
  );

  test.each(['198.51.100.1', '2001:db9::7', '203.0.113.7, 198.51.100.1', 'unknown', 'x', null])(
    'is from %s the same 401 as one that was never issued, and the log says why',
    async (forwarded) => {
      const { id, token } = await issued(behindProxy.house, partner, OFFICE);
      const refused = await from(forwarded, behindProxy, token);
      const unknown = await from(forwarded, behindProxy, newCredentialToken('sandbox', newId('credential')));
      expect([refused.status, refused.text]).toEqual([401, unknown.text]);
      expect(behindProxy.log.find({ credentialId: id, reason: 'address' })).toHaveLength(1);
      expect(await credentialOf(behindProxy.house, partner, id)).toMatchObject({ lastUsedAt: null });
    },
  );

  test('a live one that a browser holds elsewhere is recorded as exposed behind its 401', async () => {
    const owner = { ...partner, mode: 'live' } as const;
    const { id, token } = await issued(behindProxy.house, owner, OFFICE);
    const headers = { 'x-forwarded-for': '198.51.100.1', origin: 'https://shop.example' };
    const { status } = await behindProxy.ask(token, VIEWER, { headers });
    expect(status).toBe(401);
    expect((await recordsOf(behindProxy.house, id)).actions).toEqual(['credential.issue', 'credential.expose']);
  });
});

test('a wrong secret for a known credential is logged with its id and the address, and its 401 is that of any other', async () => {
  const { id, token } = await issued(behindProxy.house, partner, {});
  const wrong = newCredentialToken(partner.mode, id);
  const read = behindProxy.log.reader();
  const headers = { 'x-forwarded-for': '198.51.100.77' };
  const refused = await behindProxy.ask(wrong, VIEWER, { headers });
  expect(refused.status).toBe(401);
  const lines: readonly Record<string, unknown>[] = read()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([
    { msg: 'credential refused', credentialId: id, address: '198.51.100.77', reason: 'secret' },
    { msg: 'request', httpStatus: 401, address: '198.51.100.77', codes: ['UNAUTHENTICATED'] },
  ]);
  expect((await behindProxy.ask(token, VIEWER, { headers })).status).toBe(200);
  expect(behindProxy.log.find({ msg: 'request', httpStatus: 200, address: '198.51.100.77' })).toEqual([]);
});

test('without a trusted proxy X-Forwarded-For is not believed', async () => {
  const owner = await seedPartner(direct.house);
  const office = await issued(direct.house, owner, OFFICE);
  expect((await from('203.0.113.7', direct, office.token)).status).toBe(401);
  const here = await issued(direct.house, owner, { allowedAddresses: ['127.0.0.0/8'] });
  expect((await from('203.0.113.7', direct, here.token)).status).toBe(200);
});

test('the last use is noted within a moment, with its address, and again after a minute at the earliest', async () => {
  const [watched, later] = [await issued(behindProxy.house, partner), await issued(behindProxy.house, partner)];
  /** Returns once a use of it was noted. */
  const used = async (id: string) => {
    for (let tries = 0; tries < 500; tries += 1) {
      const shown = await credentialOf(behindProxy.house, partner, id);
      if (shown.lastUsedAt !== null) return shown;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('not noted');
  };
  await from('::ffff:198.51.100.9', behindProxy, watched.token);
  const first = await used(watched.id);
  expect(first).toMatchObject({ lastUsedAddress: '198.51.100.9' });
  await from('198.51.100.10', behindProxy, watched.token);
  await from('198.51.100.11', behindProxy, later.token);
  await used(later.id); // what came before it was noted with it or earlier, if at all
  expect(await credentialOf(behindProxy.house, partner, watched.id)).toEqual(first);
});
