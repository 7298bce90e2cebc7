import { generateKeyPairSync, sign } from 'node:crypto';
import { newId } from '../../src/kernel/id.ts';
import { newCredentialToken } from '../../src/kernel/secret.ts';
import { revokeCredential } from '../../src/use-cases/revoke-credential.ts';
import { keepInvariants } from '../support/after-each.ts';
import { credentialOf, issued, recordsOf } from '../support/credentials.ts';
import { systemCall } from '../support/orders.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const VIEWER = '{ viewer { credentialId } }';

const scanner = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });

let api: TestApi;
let open: TestApi;
let partner: SeededPartner;

beforeAll(async () => {
  const pem = scanner.publicKey.export({ type: 'spki', format: 'pem' });
  const settings = {
    ONYX_SECRET_SCANNING_KEYS: JSON.stringify({ 'key-1': pem }),
    ONYX_TRUSTED_PROXIES: '127.0.0.1',
  };
  [api, open] = await Promise.all([openTestApi({ settings }), openTestApi()]);
  partner = await seedPartner(api.house);
});
afterAll(() => Promise.all([api.close(), open.close()]));
keepInvariants(() => api);

/** Each from an address of its own, so that no limit is met where none is meant. */
let addresses = 0;

const post = async (body: unknown, headers: Readonly<Record<string, string>> = {}, to: TestApi = api) => {
  addresses += 1;
  const response = await fetch(`${to.url}/exposed-credentials`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-request-id': 'report',
      'x-forwarded-for': `198.51.${addresses >> 8}.${addresses & 255}`,
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    code: JSON.parse(text).errors?.[0].extensions.code,
    headers: response.headers,
  };
};

const signed = (body: string, key = scanner.privateKey, id = 'key-1') => ({
  'github-public-key-identifier': id,
  'github-public-key-signature': sign('sha256', Buffer.from(body), key).toString('base64'),
});

const make = async (to: TestApi = api, owner = partner) => {
  const credential = await issued(to.house, owner);
  to.secrets.add(credential.token.slice(credential.token.lastIndexOf('_') + 1));
  return credential;
};

const works = async (token: string): Promise<boolean> => (await api.ask(token, VIEWER)).status === 200;

const itemOf = (token: string, url = 'https://github.com/x/y/blob/1/z') => ({
  token,
  type: 'onyx_credential',
  url,
  source: 'content',
});

const ACCEPTED = { status: 202, text: '{"accepted":true}' };

describe('a secret that was found', () => {
  test('is revoked at once, for the reason EXPOSED, and the organisation is told', async () => {
    const { id, token } = await make();
    expect(await works(token)).toBe(true);
    expect(await post({ secret: token })).toMatchObject(ACCEPTED);
    await api.askUntil(token, VIEWER, ({ status }) => status === 401, {}, 1_000);
    expect(await credentialOf(api.house, partner, id)).toMatchObject({
      state: 'revoked',
      revokeReason: 'exposed',
      exposedAt: expect.any(Date),
    });
    const { events } = await recordsOf(api.house, id);
    expect(events).toEqual([{ type: 'credential.revoked', data: { credentialId: id, reason: 'EXPOSED' } }]);
  });

  test('gets one answer, byte for byte, whether it is a secret of ours or not', async () => {
    const { id, token } = await make();
    const revoked = await make();
    await revokeCredential(api.house, systemCall(partner), { credentialId: revoked.id, reason: 'scheduled' });
    const secrets = [
      token,
      token,
      revoked.token,
      newCredentialToken('live', id),
      newCredentialToken('sandbox', newId('credential')),
      'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
      '',
      'x'.repeat(60_000),
      `  ${token}\n`,
    ];
    const seen = new Set<string>();
    for (const secret of secrets) {
      const { status, text, headers } = await post({ secret });
      const shown = [...headers].filter(([name]) => name !== 'date');
      seen.add(JSON.stringify([status, text, shown]));
    }
    expect(seen.size).toBe(1);
  });

  test('with another secret under a real id ends nothing', async () => {
    const { id, token } = await make();
    await post({ secret: newCredentialToken('sandbox', id) });
    expect(await works(token)).toBe(true);
  });

  test('leaves no trace of the secret in the log, nor where its place holds it', async () => {
    const { id, token } = await make();
    const body = JSON.stringify([itemOf(token, `https://x.example/?key=${token}`)]);
    expect(await post(body, signed(body))).toMatchObject(ACCEPTED);
    expect(api.log.find({ credentialId: id, level: 'warn' })).toHaveLength(1);
    expect(api.log.text).not.toContain(token);
    expect(JSON.stringify(await recordsOf(api.house, id))).not.toContain(token.slice(-49));
  });
});

describe('a batch', () => {
  test('signed by a known key ends each that matches, and passes the others over', async () => {
    const [one, two] = [await make(), await make()];
    const nobody = newCredentialToken('live', newId('credential'));
    const body = JSON.stringify([
      itemOf('nonsense'),
      itemOf(one.token),
      itemOf(nobody),
      itemOf(two.token),
      itemOf(one.token),
    ]);
    expect(await post(body, signed(body))).toMatchObject(ACCEPTED);
    for (const { id } of [one, two]) {
      expect(await credentialOf(api.house, partner, id)).toMatchObject({ revokeReason: 'exposed' });
    }
  });

  test.each<[string, (body: string) => Record<string, string>]>([
    ['unsigned', () => ({})],
    ['signed by a stranger', (body) => signed(body, stranger.privateKey)],
    ['signed under an unknown name', (body) => signed(body, scanner.privateKey, 'key-2')],
    ['signed for another body', () => signed('[]')],
    ['with a signature that is none', () => ({ ...signed('[]'), 'github-public-key-signature': 'x' })],
    ['with the name of a property of every object', (body) => signed(body, scanner.privateKey, '__proto__')],
  ])('%s is INVALID_SIGNATURE where keys are configured, and ends nothing', async (_what, headers) => {
    const { token } = await make();
    const body = JSON.stringify([itemOf(token)]);
    expect(await post(body, headers(body))).toMatchObject({ status: 403, code: 'INVALID_SIGNATURE' });
    expect(await works(token)).toBe(true);
  });

  test('needs no signature where no key is configured', async () => {
    const owner = await seedPartner(open.house);
    const { id, token } = await make(open, owner);
    expect(await post([itemOf(token)], {}, open)).toMatchObject(ACCEPTED);
    expect(await credentialOf(open.house, owner, id)).toMatchObject({ revokeReason: 'exposed' });
  });

  test('of 100 items is taken, and one of 101 is not', async () => {
    const taken = JSON.stringify(Array(100).fill(itemOf('x')));
    expect(await post(taken, signed(taken))).toMatchObject(ACCEPTED);
    const refused = JSON.stringify(Array(101).fill(itemOf('x')));
    expect(await post(refused, signed(refused))).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
  });
});

describe('what is no report', () => {
  test.each<[string, unknown, Record<string, string>, number, string]>([
    ['nothing', '', {}, 400, 'BAD_REQUEST'],
    ['no JSON', '{', {}, 400, 'BAD_REQUEST'],
    ['another object', { token: 'x' }, {}, 400, 'BAD_USER_INPUT'],
    ['a secret that is no text', { secret: 5 }, {}, 400, 'BAD_USER_INPUT'],
    ['null', 'null', {}, 400, 'BAD_USER_INPUT'],
    ['a text', '"onyx"', {}, 400, 'BAD_USER_INPUT'],
    ['too much', { secret: 'x'.repeat(65_536) }, {}, 413, 'PAYLOAD_TOO_LARGE'],
    ['a form', 'secret=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('%s is refused with a code', async (_what, body, headers, status, code) => {
    expect(await post(body, headers)).toMatchObject({ status, code });
  });

  test.each(['with keys of scanners', 'without'])('no body at all, %s, is refused with a code', async (which) => {
    const { url } = which === 'without' ? open : api;
    const headers = { 'x-request-id': 'report', ...signed('') };
    const response = await fetch(`${url}/exposed-credentials`, { method: 'POST', headers });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });
});

test('reports from one address are limited, those that a scanner signed are not, and other addresses go on', async () => {
  const here = { 'x-forwarded-for': '203.0.113.9' };
  const statuses: number[] = [];
  for (let n = 0; n < 40; n += 1) statuses.push((await post({ secret: 'x' }, here)).status);
  expect(statuses).toEqual([...Array(30).fill(202), ...Array(10).fill(429)]);
  const limited = await post({ secret: 'x' }, here);
  expect([limited.code, Number(limited.headers.get('retry-after')) > 0]).toEqual(['RATE_LIMITED', true]);
  expect(await post('[]', { ...here, ...signed('[]') })).toMatchObject(ACCEPTED);
  expect(await post({ secret: 'x' })).toMatchObject(ACCEPTED);
  const network = async (at: number) => (await post({ secret: 'x' }, { 'x-forwarded-for': `2001:db8::${at}` })).status;
  const ofOneNetwork: number[] = [];
  for (let n = 1; n <= 31; n += 1) ofOneNetwork.push(await network(n));
  expect(ofOneNetwork.at(-1)).toBe(429);
});
