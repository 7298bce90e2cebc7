import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Exports } from '../../src/http/export-route.ts';
import { startServer, type TestServer } from './harness.ts';

const PART = 'x'.repeat(16_384);

/** More than any buffer between the two ends holds. */
const PARTS = 20_000;

const seen = { sent: 0, isOver: false };

async function* manyParts() {
  try {
    for (; seen.sent < PARTS; seen.sent += 1) yield PART;
  } finally {
    seen.isOver = true;
  }
}

async function* brokenParts() {
  yield PART;
  throw new Error('the database is away');
}

const streams: Readonly<Record<string, () => AsyncIterable<string>>> = {
  '/exports/many': manyParts,
  '/exports/broken': brokenParts,
};

/** Exports of any length behind the real route. */
const exports: Exports = {
  isSigned: () => true,
  charge: async () => ({ buckets: [], retryAfterSeconds: null }),
  find: async (_, path) => {
    const parts = streams[path];
    return parts
      ? {
          scopes: ['catalogue:read'],
          fileName: 'export.csv',
          contentType: 'text/csv',
          cost: 1,
          open: () => Readable.from(parts(), { objectMode: false }),
        }
      : null;
  },
};

let server: TestServer;

beforeAll(async () => {
  server = await startServer({}, { exports });
});

afterAll(() => server.stop());

const fetching = async (path: string): Promise<IncomingMessage> => {
  const request = get(`${server.url}${path}`, { headers: { authorization: 'Bearer onyx_sandbox_all' } });
  request.on('error', () => undefined); // a test that goes away hears of it
  const [response] = (await once(request, 'response')) as [IncomingMessage]; // what the event carries
  return response;
};

const settle = async (isSettled: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 20_000 && !isSettled(); turn++) await setImmediate();
};

const linesOfExports = () =>
  server.log.lines
    .filter(({ fields }) => 'route' in fields && fields.route === '/exports/*')
    .map(({ fields }) => fields);

/** What was logged as an error. */
const errors = () => server.log.lines.filter(({ level }) => level === 'error');

test('a partner that reads nothing holds the rows up, and one that goes away ends them; it is logged once', async () => {
  const response = await fetching('/exports/many');
  await settle(() => seen.isOver);
  expect(seen).toMatchObject({ isOver: false });
  expect(seen.sent).toBeLessThan(PARTS / 2);
  const before = linesOfExports().length;
  response.destroy();
  await settle(() => seen.isOver && linesOfExports().length > before);
  expect(seen.isOver).toBe(true);
  expect(linesOfExports().slice(before)).toMatchObject([{ httpStatus: 499 }]);
});

test('what fails in the middle is cut off, so that nobody takes a part for the whole, and is told to the operator', async () => {
  const before = linesOfExports().length;
  const response = await fetching('/exports/broken');
  expect(response.statusCode).toBe(200);
  await expect(response.toArray()).rejects.toThrow('aborted');
  await settle(() => linesOfExports().length > before);
  expect(linesOfExports().slice(before)).toMatchObject([{ codes: ['INTERNAL'] }]);
  expect(errors()).toMatchObject([{ fields: { err: { message: 'the database is away' } } }]);
});
