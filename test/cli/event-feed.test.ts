import { EventFeed } from '../../src/cli/event-feed.ts';
import { Refusal } from '../../src/cli/refusal.ts';
import { OnyxClient } from '../../src/client/index.ts';
import { CREDENTIAL } from '../client/made-up-credential.ts';
import { answer, type Behaviour, drop, Receiver } from '../support/receiver.ts';

let server: Receiver;
beforeEach(async () => {
  server = await Receiver.start();
});
afterEach(() => server.close());

/** The API of a log that ends there: as many events of a page as are asked for, while there are any. */
const logUntil =
  (last: number): Behaviour =>
  (response, { body }) => {
    const { variables } = JSON.parse(body);
    const behind = variables.filter.afterSequence;
    const count = Math.min(variables.first, Math.max(0, last - behind));
    const nodes = Array.from({ length: count }, (_, index) => ({ sequence: behind + index + 1 }));
    const events = { nodes, pageInfo: { hasNextPage: behind + count < last } };
    response.writeHead(200).end(JSON.stringify({ data: { events } }));
  };

const refused = (code: string, retry: string, more: object = {}): Behaviour =>
  answer(
    429,
    {},
    JSON.stringify({ errors: [{ message: 'No.', extensions: { code, retry, next: 'Wait.', ...more } }] }),
  );

const openFeed = () => {
  const ending = new AbortController();
  const told: boolean[] = [];
  const client = new OnyxClient({ url: server.url, credential: CREDENTIAL, retry: false });
  const feed = new EventFeed({ client, signal: ending.signal, onAway: (isAway) => told.push(isAway) });
  return { feed, told, ending };
};

test.each([0, 1, 2, 3, 4, 7, 8, 9, 100, 99_999])(
  'the end of a log of %i events is found with few questions',
  async (last) => {
    server.respond(logUntil(last));
    expect(await openFeed().feed.end()).toBe(last);
    expect(server.all.length).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(last + 1)) + 2);
  },
);

test('every event behind a number is given once, page after page, and nothing is asked once it is over', async () => {
  server.respond(logUntil(250));
  const { feed, ending } = openFeed();
  const sequences: number[] = [];
  for await (const { sequence } of feed.behind(20)) {
    sequences.push(sequence);
    if (sequence === 250) break;
  }
  expect(sequences).toEqual(Array.from({ length: 230 }, (_, index) => 21 + index));
  expect(server.all).toHaveLength(3);
  ending.abort();
  await expect(feed.behind(0).next()).rejects.toThrow();
  expect(server.all).toHaveLength(3);
});

test('a server that wants less to be asked is not said to be away; one that is away is said so once', async () => {
  const isLimited = refused('RATE_LIMITED', 'later', { retryAfterSeconds: 0 });
  server.respondNext(isLimited, isLimited);
  server.respond(logUntil(0));
  const { feed, told } = openFeed();
  expect(await feed.end()).toBe(0);
  expect(told).toEqual([]);
  server.respondNext(drop, answer(502), refused('UNAVAILABLE', 'later'));
  expect(await feed.end()).toBe(0);
  expect(told).toEqual([true, false]);
});

test('a refusal that asking again does not mend ends it, with what is missing', async () => {
  server.respond(refused('FORBIDDEN', 'never', { missingScopes: ['events:replay'] }));
  const error: unknown = await openFeed()
    .feed.end()
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Refusal);
  expect(String(error)).toBe('Refusal: No. (missing: events:replay) Wait.');
});
