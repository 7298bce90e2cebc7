import { request as httpRequest } from 'node:http';
import type { Mode } from '../../src/kernel/actor.ts';
import { readCredentialToken } from '../../src/kernel/secret.ts';
import { keepInvariants } from '../support/after-each.ts';
import { credentialOf, recordsOf } from '../support/credentials.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const VIEWER = '{ viewer { credentialId } }';

let api: TestApi;
let partner: SeededPartner;

beforeAll(async () => {
  api = await openTestApi();
  partner = await seedPartner(api.house);
});
afterAll(() => api.close());
keepInvariants(() => api);

const issue = async (mode: Mode) => {
  const owner = { ...partner, mode };
  const token = await api.credential(owner);
  return { owner, token, id: readCredentialToken(token)?.credentialId ?? '' };
};

interface Raw {
  readonly status: number;
  readonly code: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A request with exactly these headers: fetch sends some of its own, and refuses to send others. */
const send = (method: string, token: string | null, headers: Readonly<Record<string, string>>, query = VIEWER) =>
  new Promise<Raw>((resolve, reject) => {
    const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
    const sent = httpRequest(`${api.url}/graphql`, {
      method,
      headers: { 'content-type': 'application/json', ...authorization, ...headers },
    });
    sent.on('error', reject).on('response', (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => {
        const { errors } = JSON.parse(text);
        resolve({ status: response.statusCode ?? 0, code: errors?.[0].extensions.code, headers: response.headers });
      });
    });
    sent.end(method === 'POST' ? JSON.stringify({ query }) : undefined);
  });

/** What browsers send with a request from a page of another site. */
const CROSS_SITE = {
  origin: 'https://shop.example',
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'cors',
  'sec-fetch-dest': 'empty',
};

const FROM_BROWSERS: readonly (readonly [what: string, headers: () => Readonly<Record<string, string>>])[] = [
  ['another origin', () => CROSS_SITE],
  ['an origin alone', () => ({ origin: 'https://shop.example' })],
  ['an origin that is null', () => ({ origin: 'null' })],
  ['an origin that is no URL', () => ({ origin: 'x'.repeat(3_000) })],
  ['the site alone', () => ({ 'sec-fetch-site': 'cross-site' })],
  ['a sibling site', () => ({ 'sec-fetch-site': 'same-site' })],
  ['the address bar', () => ({ 'sec-fetch-site': 'none', 'sec-fetch-dest': 'document' })],
  ['a destination alone', () => ({ 'sec-fetch-dest': 'empty' })],
  ['a header of Fetch Metadata that is yet to come', () => ({ 'sec-fetch-storage-access': 'none' })],
  ["the server's own name with another port", () => ({ origin: 'http://127.0.0.1:1' })],
  ["the server's own origin, said of another site", () => ({ origin: api.url, 'sec-fetch-site': 'cross-site' })],
];

const OWN_ORIGIN: readonly (readonly [what: string, headers: () => Readonly<Record<string, string>>])[] = [
  ['with an origin', () => ({ origin: api.url, 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty' })],
  ['without one', () => ({ 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' })],
];

const corsHeaders = ({ headers }: Raw): string[] =>
  Object.keys(headers).filter((name) => name.startsWith('access-control-'));

describe('a live credential', () => {
  test.each([...FROM_BROWSERS, ...OWN_ORIGIN])('from a browser, %s, is SERVER_SIDE_ONLY', async (_what, headers) => {
    const { token } = await issue('live');
    for (const method of ['POST', 'GET']) {
      const answer = await send(method, token, headers());
      expect([answer.status, answer.code, corsHeaders(answer)]).toEqual([403, 'SERVER_SIDE_ONLY', []]);
    }
  });

  test('from a browser is recorded as exposed, told once and shown, and stays active', async () => {
    const { owner, token, id } = await issue('live');
    for (let time = 0; time < 20; time += 1) await send('POST', token, CROSS_SITE);
    const { actions, events } = await recordsOf(api.house, id);
    expect(actions).toEqual(['credential.issue', 'credential.expose']);
    const data = { credentialId: id, kind: 'browser', place: 'https://shop.example' };
    expect(events).toEqual([{ type: 'credential.exposed', data }]);
    const shown = await credentialOf(api.house, owner, id);
    expect(shown).toMatchObject({ state: 'active', exposedAt: expect.any(Date) });
    expect((await send('POST', token, {})).status).toBe(200);
  });

  test('leaves its refusal in the log under its public id, and no secret where the origin holds it', async () => {
    const { token, id } = await issue('live');
    await send('POST', token, {
      origin: `https://${token.toLowerCase().replaceAll('_', '-')}.example`,
      'x-request-id': 'seen',
    });
    await send('POST', (await issue('live')).token, { origin: `https://${token}@shop.example` });
    expect(api.log.request('seen')).toMatchObject({ credentialId: id, httpStatus: 403, codes: ['SERVER_SIDE_ONLY'] });
    const { events } = await recordsOf(api.house, id);
    expect(JSON.stringify(events)).not.toContain(token);
  });

  test('in a preflight is refused like any preflight, and recorded', async () => {
    const { token, id } = await issue('live');
    const asks = { origin: 'https://shop.example', 'access-control-request-method': 'POST' };
    for (const bearer of [token, null, (await issue('sandbox')).token]) {
      const answer = await send('OPTIONS', bearer, asks);
      expect([answer.status, answer.code, corsHeaders(answer)]).toEqual([403, 'SERVER_SIDE_ONLY', []]);
    }
    expect((await recordsOf(api.house, id)).actions).toContain('credential.expose');
  });

  test('of a server works: with no such header, and with the one that the fetch of Node.js sends', async () => {
    const { token } = await issue('live');
    expect((await send('POST', token, {})).status).toBe(200);
    expect((await send('POST', token, { 'sec-fetch-mode': 'cors' })).status).toBe(200);
    expect((await api.ask(token, VIEWER)).status).toBe(200);
  });

  test('that counts no more gets the 401 of any other, from a browser too, and is not recorded', async () => {
    const { token, id } = await issue('live');
    const answer = await send('POST', `${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`, CROSS_SITE);
    expect([answer.status, answer.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect((await recordsOf(api.house, id)).actions).toEqual(['credential.issue']);
  });
});

describe('a sandbox credential', () => {
  test.each(FROM_BROWSERS)('from a browser, %s, is SERVER_SIDE_ONLY and not recorded', async (_what, headers) => {
    const { token, id } = await issue('sandbox');
    const answer = await send('POST', token, headers());
    expect([answer.status, answer.code, corsHeaders(answer)]).toEqual([403, 'SERVER_SIDE_ONLY', []]);
    expect((await recordsOf(api.house, id)).actions).toEqual(['credential.issue']);
  });

  test.each(OWN_ORIGIN)("from a page of the server's own origin, %s, is answered", async (_what, headers) => {
    const { token } = await issue('sandbox');
    const answer = await send('POST', token, headers());
    expect([answer.status, corsHeaders(answer)]).toEqual([200, []]);
  });
});
