import { OnyxClient } from '../../src/client/index.ts';
import { CREDENTIAL } from './made-up-credential.ts';
import { PartnerServer } from './partner-server.ts';

const server = new PartnerServer();
let client: OnyxClient;

beforeAll(async () => {
  const url = await server.listen();
  client = new OnyxClient({ credential: CREDENTIAL, url });
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
});

const variables = () => server.received.map(({ body }) => JSON.parse(body).variables);

const pageOf = (ids: readonly string[], endCursor: string | null, hasNextPage: boolean) => ({
  body: { data: { orders: { nodes: ids.map((id) => ({ id })), pageInfo: { hasNextPage, endCursor } } } },
});

test('every node of every page comes in its order, with the filter and size that were asked for', async () => {
  server.respondNext(pageOf(['a', 'b'], 'c1', true), pageOf([], 'c2', true), pageOf(['c'], 'c3', false));
  const ids: string[] = [];
  const filter = { status: ['FAILED' as const] };
  for await (const { id } of client.iterate.orders({ filter, first: 2 })) ids.push(id);
  expect(ids).toEqual(['a', 'b', 'c']);
  expect(variables()).toEqual([
    { filter, first: 2 },
    { filter, first: 2, after: 'c1' },
    { filter, first: 2, after: 'c2' },
  ]);
});

test('a page is asked for when it is needed, and no page after the last node that is wanted', async () => {
  server.respond = () => pageOf(['a', 'b'], 'next', true);
  for await (const { id } of client.iterate.orders()) if (id === 'b') break;
  expect(server.received).toHaveLength(1);
});

test('it begins behind the cursor that is given', async () => {
  server.respondNext(pageOf(['z'], null, false));
  const seen: string[] = [];
  for await (const { id } of client.iterate.orders({ after: 'c9' })) seen.push(id);
  expect(seen).toEqual(['z']);
  expect(variables()).toEqual([{ after: 'c9' }]);
});

test('a page that is refused ends it with the refusal, after every node before', async () => {
  const refused = {
    status: 403,
    body: { errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN', retry: 'never' } }] },
  };
  server.respondNext(pageOf(['a'], 'c1', true), refused);
  const seen: string[] = [];
  const reading = (async () => {
    for await (const { id } of client.iterate.orders()) seen.push(id);
  })();
  await expect(reading).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(seen).toEqual(['a']);
});

test('an answer to give up ends it at the next page', async () => {
  const giveUp = new AbortController();
  server.respond = () => pageOf(['a'], 'next', true);
  const reading = (async () => {
    for await (const _ of client.iterate.orders({}, { signal: giveUp.signal })) giveUp.abort();
  })();
  await expect(reading).rejects.toMatchObject({ code: 'ABORTED' });
  expect(server.received).toHaveLength(1);
});
