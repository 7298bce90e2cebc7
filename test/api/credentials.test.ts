import { newId } from '../../src/kernel/id.ts';
import { ALL_SCOPES } from '../../src/kernel/scopes.ts';
import { newCredentialToken, readCredentialToken } from '../../src/kernel/secret.ts';
import { type UnauthenticatedReason, unauthenticated } from '../../src/kernel/unauthenticated.ts';
import { issueCredential } from '../../src/use-cases/issue-credential.ts';
import { revokeCredential } from '../../src/use-cases/revoke-credential.ts';
import { rotateCredential } from '../../src/use-cases/rotate-credential.ts';
import { keepInvariants } from '../support/after-each.ts';
import { systemCall } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { type Answer, openTestApi, type TestApi } from '../support/test-api.ts';
import { prepared, settledOrder } from './seeded-api.ts';

const JAPAN = packageDraft('JP', '4.00');

let api: TestApi;
let partner: SeededPartner;
let token: string;

beforeAll(async () => {
  api = await openTestApi();
  await seedCatalogue(api.house, [JAPAN]);
  partner = await seedPartner(api.house, { wallet: '100.00', approved: [JAPAN.packageId] });
  token = await api.credential(partner);
});
afterAll(() => api.close());
keepInvariants(() => api);

const REQUEST_ID = 'the-same-for-all';
const VIEWER = '{ viewer { credentialId } }';

const ask = (bearer: string | null, query = VIEWER, asked = {}) =>
  api.ask(bearer, query, { headers: { 'x-request-id': REQUEST_ID }, ...asked });

/** What differs between any two answers: the time, and what is left to spend. */
const EVER_OTHER: readonly string[] = ['date', 'ratelimit'];

/** All that a caller can tell one answer from another by. */
const seen = ({ status, text, headers }: Answer<unknown>) => ({
  status,
  text,
  headers: Object.fromEntries([...headers].filter(([name]) => !EVER_OTHER.includes(name))),
});

const idOf = (bearer: string): string => readCredentialToken(bearer)?.credentialId ?? '';

/** The same length and alphabet: only the checksum or the secret is wrong. */
const withLast = (bearer: string, at: number): string => {
  const place = bearer.length + at;
  const other = bearer.charAt(place) === 'a' ? 'b' : 'a';
  return bearer.slice(0, place) + other + bearer.slice(place + 1);
};

const expired = async (): Promise<string> => {
  const expiresAt = new Date(api.house.clock.now().getTime() - 1);
  const input = { name: 'expired', scopes: ALL_SCOPES, expiresAt };
  return (await issueCredential(api.house, systemCall(partner), input)).token;
};

const revoked = async (): Promise<string> => {
  const bearer = await api.credential(partner);
  await revokeCredential(api.house, systemCall(partner), { credentialId: idOf(bearer), reason: 'exposed' });
  return bearer;
};

/** A token of a real credential's id with another secret, its checksum right. */
const forged = (mode: 'sandbox' | 'live') => newCredentialToken(mode, idOf(token));

const rotated = async (): Promise<string> => {
  const bearer = await api.credential(partner);
  await rotateCredential(api.house, systemCall(partner), { credentialId: idOf(bearer), overlapHours: 0 });
  return bearer;
};

const restricted = async (): Promise<string> => {
  const input = { name: 'restricted', scopes: ALL_SCOPES, expiresAt: null, allowedAddresses: ['192.0.2.0/24'] };
  return (await issueCredential(api.house, systemCall(partner), input)).token;
};

/** A credential's token that ended, with another secret and a right checksum. */
const forgedOf = async (ended: Promise<string>) => newCredentialToken('sandbox', idOf(await ended));

/** What a credential is refused for, and how it comes about. */
const WRONG: readonly (readonly [UnauthenticatedReason, string, () => Promise<string | null> | string | null])[] = [
  ['no_header', 'none', () => null],
  ['not_bearer', 'one of 5,000 characters', () => `onyx_sandbox_${'a'.repeat(5_000)}`],
  ['not_whole', 'one that is no token of ours', () => 'sk_live_4eC39HqLyjWDarjtT1zdp7dc'],
  ['not_whole', 'a cut one', () => token.slice(0, -1)],
  ['not_whole', 'a longer one', () => `${token}x`],
  ['not_whole', 'one with a wrong checksum', () => withLast(token, -1)],
  ['not_whole', 'one with a wrong secret', () => withLast(token, -20)],
  ['not_whole', 'one that says the other mode', () => token.replace('sandbox', 'live')],
  ['not_accepted', 'one that was never issued', () => newCredentialToken('sandbox', newId('credential'))],
  ['not_accepted', 'one with another secret and a right checksum', () => forged('sandbox')],
  ['not_accepted', 'one that says the other mode, its checksum right', () => forged('live')],
  ['not_accepted', 'one from an address that it is not for', restricted],
  ['not_accepted', 'a revoked one with another secret', () => forgedOf(revoked())],
  ['not_accepted', 'an expired one with another secret', () => forgedOf(expired())],
  ['revoked', 'a revoked one', revoked],
  ['rotated', 'one that was rotated', rotated],
  ['expired', 'an expired one', expired],
];

describe('a credential that does not count', () => {
  test.each(WRONG)('is told %s and no more: %s', async (reason, _what, make) => {
    const bearer = await make();
    const answer = await ask(bearer);
    const why = unauthenticated(reason).details.why;
    expect(answer).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'UNAUTHENTICATED', reason, why, retry: 'never', requestId: REQUEST_ID } }],
    });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    if (bearer !== null) expect(answer.text).not.toContain(bearer.slice(-20));
  });

  test('has the one answer of its reason, byte for byte', async () => {
    const firsts = new Map<string, unknown>();
    for (const [reason, , make] of WRONG) {
      const answer = seen(await ask(await make()));
      expect(answer).toEqual(firsts.get(reason) ?? answer);
      firsts.set(reason, answer);
    }
  });

  test.each(['Basic dXNlcjpwYXNzd29yZA==', 'Bearer', 'Bearer ', 'bearer', 'Token x', ''])(
    'the header "%s" is not_bearer',
    async (authorization) => {
      const answer = await api.ask(null, VIEWER, { headers: { 'x-request-id': REQUEST_ID, authorization } });
      expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { reason: 'not_bearer' } }] });
    },
  );

  test('is refused before the body is looked at', async () => {
    const headers = { 'x-request-id': REQUEST_ID };
    for (const body of ['{', '', 'x'.repeat(300_000)]) {
      expect(seen(await api.send(null, body, headers))).toEqual(seen(await ask(null)));
    }
  });
});

test('an active one works, whatever the case of the scheme, and its log line names it by its public id', async () => {
  const answer = await api.ask(null, VIEWER, { headers: { authorization: `bearer ${token}` } });
  expect([answer.status, answer.data]).toEqual([200, { viewer: { credentialId: idOf(token) } }]);
  expect(api.log.request(answer.headers.get('x-request-id') ?? '')).toMatchObject({
    credentialId: idOf(token),
    organisationId: partner.organisationId,
    mode: 'sandbox',
  });
});

test('a revoked one is refused within a second, while others go on', async () => {
  const bearer = await api.credential(partner);
  expect((await ask(bearer)).status).toBe(200);
  await revokeCredential(api.house, systemCall(partner), { credentialId: idOf(bearer), reason: 'exposed' });
  await api.askUntil(bearer, VIEWER, ({ status }) => status === 401, {}, 1_100);
  expect((await ask(token)).status).toBe(200);
});

describe("an order that is not the caller's", () => {
  const BY_ID = 'query ($id: ID!) { order(by: { id: $id }) { id } }';
  const BY_NAME = 'query ($name: String!) { order(by: { partnerOrderId: $name }) { id } }';

  test.each<[string, () => Promise<string>]>([
    [
      'of another organisation',
      async () => api.credential(await seedPartner(api.house, { wallet: '9.00', approved: [JAPAN.packageId] })),
    ],
    ['of the other mode', () => api.credential({ ...partner, mode: 'live' })],
  ])('%s is ORDER_NOT_FOUND, byte for byte as one that is nowhere', async (_what, makeStranger) => {
    const id = await settledOrder(api.house, partner, newId('order'), prepared());
    const stranger = await makeStranger();
    const own = await ask(token, BY_ID, { variables: { id } });
    expect([own.status, own.data]).toEqual([200, { order: { id } }]);
    const headers = { 'x-request-id': REQUEST_ID };
    const nowhere = await ask(stranger, BY_ID, { variables: { id: newId('order') }, headers });
    expect(nowhere).toMatchObject({ status: 404, data: null, errors: [{ extensions: { code: 'ORDER_NOT_FOUND' } }] });
    expect(seen(await ask(stranger, BY_ID, { variables: { id }, headers }))).toEqual(seen(nowhere));
  });

  test('is not found by its partnerOrderId, in no list, in no ledger and under no key', async () => {
    const name = newId('order');
    const id = await settledOrder(api.house, partner, name, prepared());
    const stranger = await api.credential(
      await seedPartner(api.house, { wallet: '9.00', approved: [JAPAN.packageId] }),
    );
    expect((await ask(stranger, BY_NAME, { variables: { name } })).status).toBe(404);
    const { data } = await ask(
      stranger,
      `query ($id: ID!, $key: String!) { orders { nodes { id } } ledgerEntries(filter: { orderId: $id }) { nodes { id } }
        idempotencyKey(key: $key) { state order { id } } }`,
      { variables: { id, key: `key of ${name}` } },
    );
    expect(data).toEqual({
      orders: { nodes: [] },
      ledgerEntries: { nodes: [] },
      idempotencyKey: { state: 'NEVER_SEEN', order: null },
    });
  });

  test('does not keep its partnerOrderId from another organisation, nor from the other mode', async () => {
    const name = newId('order');
    await settledOrder(api.house, partner, name, prepared());
    const other = await seedPartner(api.house, { wallet: '9.00', approved: [JAPAN.packageId] });
    await expect(settledOrder(api.house, other, name, prepared())).resolves.toMatch(/^ord_/);
  });
});
