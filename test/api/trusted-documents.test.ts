import { documentHash } from '../../src/kernel/document-hash.ts';
import { registerOperations } from '../../src/use-cases/register-operations.ts';
import { removeOperations } from '../../src/use-cases/remove-operations.ts';
import { setCredentialDocuments } from '../../src/use-cases/set-credential-documents.ts';
import { keepInvariants } from '../support/after-each.ts';
import { systemCall } from '../support/orders.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { openTestApi, readAnswer, type TestApi } from '../support/test-api.ts';

const VIEWER = 'query Viewer { viewer { mode } }';
const WALLET = 'query Wallet { wallet { currency } }';
/** Never registered; holds what must not be said back. */
const FOREIGN = 'query Foreign { viewer { credentialName organisationName } }';

const HASH = documentHash(VIEWER);

let api: TestApi;
let partner: SeededPartner;
let free: string;
let bound: string;

const credentialIdOf = async (token: string) =>
  (await api.ask<{ viewer: { credentialId: string } }>(token, '{ viewer { credentialId } }')).data.viewer.credentialId;

beforeAll(async () => {
  api = await openTestApi();
  partner = await seedPartner(api.house);
  free = await api.credential(partner);
  bound = await api.credential(partner);
  const credentialId = await credentialIdOf(bound);
  const operator = { actor: { kind: 'operator', name: 'test', owner: partner } } as const;
  await setCredentialDocuments(api.house, operator, { credentialId, trustedDocumentsOnly: true });
  await api.askUntil(bound, FOREIGN, ({ status }) => status === 403);
  await registerOperations(api.house, systemCall(partner), [
    { name: 'Viewer', document: VIEWER },
    { name: 'Wallet', document: WALLET },
  ]);
});
afterAll(() => api.close());
keepInvariants(() => api);

const send = (token: string, body: unknown) => api.send(token, JSON.stringify(body));

const get = async (token: string, search: string) =>
  readAnswer(await fetch(`${api.url}/graphql?${search}`, { headers: { authorization: `Bearer ${token}` } }));

const apollo = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });

describe.each([
  ['any credential', () => free],
  ['a credential of registered documents alone', () => bound],
])('%s runs a registered document', (_, token) => {
  test.each([
    ['by `documentId` with its prefix', () => send(token(), { documentId: `sha256:${HASH}` })],
    ['by `documentId` bare', () => send(token(), { documentId: HASH, variables: {}, operationName: 'Viewer' })],
    ['by the extension of Apollo', () => send(token(), { extensions: apollo(HASH) })],
    ['by both, with the text', () => send(token(), { query: VIEWER, documentId: HASH, extensions: apollo(HASH) })],
    ['by its text', () => send(token(), { query: VIEWER })],
    ['by GET', () => get(token(), `documentId=sha256:${HASH}`)],
    ['by GET as Apollo does', () => get(token(), `extensions=${encodeURIComponent(JSON.stringify(apollo(HASH)))}`)],
  ])('%s', async (__, ask) => {
    const { status, data, errors } = await ask();
    expect({ status, data, errors }).toEqual({ status: 200, data: { viewer: { mode: 'SANDBOX' } }, errors: [] });
  });
});

test.each([
  ['another document', () => send(bound, { query: FOREIGN })],
  ['a registered one with one more space', () => send(bound, { query: `${VIEWER} ` })],
  ['a hash of none', () => send(bound, { documentId: documentHash(FOREIGN) })],
  ['another document under its own hash', () => send(bound, { query: FOREIGN, documentId: documentHash(FOREIGN) })],
  ['what is no GraphQL', () => send(bound, { query: '{{{' })],
  ['introspection', () => send(bound, { query: '{ __schema { types { name } } }' })],
  ['the name of its root type', () => send(bound, { query: '{ __typename }' })],
  ['another document by GET', () => get(bound, `query=${encodeURIComponent(FOREIGN)}`)],
])('a credential of registered documents alone does not run %s: UNTRUSTED_DOCUMENT', async (_, ask) => {
  const { status, data, errors, text, headers } = await ask();
  expect({ status, data, code: errors[0]?.extensions.code }).toEqual({
    status: 403,
    data: undefined,
    code: 'UNTRUSTED_DOCUMENT',
  });
  expect(text).not.toMatch(/Foreign|credentialName|__/);
  const line = api.log.request(headers.get('x-request-id') ?? '');
  expect(line).toMatchObject({ httpStatus: 403, codes: ['UNTRUSTED_DOCUMENT'] });
  expect(line?.documentHash).toMatch(/^[0-9a-f]{16}$/);
});

test('any other credential that names a hash of none hears UNKNOWN_DOCUMENT, and may send the text', async () => {
  const { status, errors } = await send(free, { documentId: documentHash(FOREIGN) });
  expect([status, errors[0]?.extensions]).toMatchObject([404, { code: 'UNKNOWN_DOCUMENT', retry: 'same_key' }]);
  expect((await send(free, { query: FOREIGN, extensions: apollo(documentHash(FOREIGN)) })).status).toBe(200);
});

test.each([
  ['a hash that is not the one of its text', () => send(free, { query: FOREIGN, documentId: HASH })],
  ['two hashes that differ', () => send(free, { documentId: HASH, extensions: apollo(documentHash(WALLET)) })],
  ['a hash in capitals', () => send(free, { documentId: HASH.toUpperCase() })],
  ['an identifier of another kind', () => send(free, { documentId: 'md5:d41d8cd98f00b204e9800998ecf8427e' })],
  ['an identifier that is no text', () => send(free, { documentId: 5 })],
  ['an extension that is none', () => send(free, { query: VIEWER, extensions: { persistedQuery: 'x' } })],
  ['neither text nor hash', () => send(free, { documentId: null, query: '' })],
  ['two hashes by GET', () => get(free, `documentId=${HASH}&documentId=${HASH}`)],
])('%s is BAD_REQUEST', async (_, ask) => {
  const { status, errors } = await ask();
  expect([status, errors[0]?.extensions.code]).toEqual([400, 'BAD_REQUEST']);
});

test("another organisation's documents are not there", async () => {
  const other = await api.credential(await seedPartner(api.house));
  expect((await send(other, { documentId: HASH })).status).toBe(404);
});

test('a live credential runs what its organisation registered', async () => {
  const live = await api.credential({ ...partner, mode: 'live' });
  expect((await send(live, { documentId: HASH })).data).toEqual({ viewer: { mode: 'LIVE' } });
});

test('a mutation by its hash is not run by GET', async () => {
  const document = 'mutation M { requestLiveAccess(input: { supportPath: "x" }) { mode } }';
  await registerOperations(api.house, systemCall(partner), [{ name: 'M', document }]);
  const { status, errors } = await get(free, `documentId=${documentHash(document)}`);
  expect([status, errors[0]?.extensions.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
});

test('the scopes of the credential hold for a registered document too', async () => {
  const narrow = await api.credential(partner, ['orders:read']);
  const { status, errors } = await send(narrow, { documentId: documentHash(WALLET) });
  expect([status, errors[0]?.extensions.code]).toEqual([403, 'FORBIDDEN']);
});

test('a registration and a removal are seen within a second, also by a server that was asked before', async () => {
  const document = 'query Late { viewer { currency } }';
  const documentId = documentHash(document);
  const untilStatus = async (wanted: number): Promise<number> => {
    const started = performance.now();
    while ((await send(bound, { documentId })).status !== wanted) await new Promise((done) => setTimeout(done, 10));
    return performance.now() - started;
  };
  expect((await send(bound, { documentId })).status).toBe(403);
  await registerOperations(api.house, systemCall(partner), [{ name: 'Late', document }]);
  expect(await untilStatus(200)).toBeLessThan(1_500);
  await removeOperations(api.house, systemCall(partner), [documentId]);
  expect(await untilStatus(403)).toBeLessThan(1_500);
});
