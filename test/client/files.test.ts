import { text } from 'node:stream/consumers';
import { AbortedError, LinkExpiredError, NetworkError, OnyxClient } from '../../src/client/index.ts';
import { CREDENTIAL } from './made-up-credential.ts';
import { PartnerServer } from './partner-server.ts';
import { StillRuntime } from './still-runtime.ts';

const LINK = 'https://elsewhere.example/exports/invoices/inv_1.csv?expires=1&signature=s';
const PATH = '/exports/invoices/inv_1.csv?expires=1&signature=s';
const CSV = 'text/csv; charset=utf-8';
const FILE = { headers: { 'content-type': CSV, 'content-disposition': 'attachment; filename="a.csv"' }, body: 'a,b' };
const MONTH = { period: '2026-11', currency: 'USD' };
const COMPARED = { ...MONTH, invoiceId: 'inv_1', rows: 0, matched: 0, differenceCount: 0, differences: [] };

const refusal = (status: number, code: string) => ({
  status,
  body: { errors: [{ message: 'No.', extensions: { code, retry: 'later', moneyMoved: false } }] },
});

const server = new PartnerServer();
let url: string;
let client: OnyxClient;
beforeAll(async () => {
  url = await server.listen();
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
  server.respond = () => FILE;
  client = new OnyxClient({ credential: CREDENTIAL, url, runtime: new StillRuntime() });
});

describe('a file', () => {
  test("is fetched at the client's own server with its credential, whatever server the link names", async () => {
    const { body, ...file } = await client.download(LINK);
    expect(file).toEqual({ fileName: 'a.csv', contentType: CSV, requestId: 'req-1' });
    expect(await text(body)).toBe('a,b');
    const [received] = server.received;
    expect([received?.method, received?.path]).toEqual(['GET', PATH]);
    expect(received?.headers.authorization).toBe(`Bearer ${CREDENTIAL}`);
  });

  test('is fetched again where the server is away, and not where it refuses', async () => {
    server.respondNext('reset', { status: 503, body: '' }, refusal(429, 'RATE_LIMITED'), FILE);
    expect(await text((await client.download(LINK)).body)).toBe('a,b');
    server.respondNext(refusal(410, 'LINK_EXPIRED'));
    await expect(client.download(LINK)).rejects.toBeInstanceOf(LinkExpiredError);
    expect(server.received).toHaveLength(5);
  });

  test.each([null, '', 'nonsense', 'https://api.example.com/graphql', '/exports/a'])(
    'is not looked for where the link is none of this API: %p',
    async (link) => {
      await expect(client.download(link)).rejects.toThrow(TypeError);
      expect(server.received).toEqual([]);
    },
  );

  test('that breaks off is taken for no whole one', async () => {
    server.respond = () => ({ ...FILE, headers: { 'content-length': '99' } });
    const { body } = await client.download(LINK);
    server.breakOff();
    await expect(text(body)).rejects.toBeInstanceOf(NetworkError);
  });

  test('may take longer than its beginning, until its caller gives up', async () => {
    server.respond = () => ({ ...FILE, headers: { 'content-length': '99' } });
    const giveUp = new AbortController();
    const { body } = await client.download(LINK, { signal: giveUp.signal, timeoutMs: 50 });
    setTimeout(() => giveUp.abort(), 150);
    await expect(text(body)).rejects.toBeInstanceOf(AbortedError);
  });
});

describe("a partner's own list", () => {
  test('is sent as CSV, whatever stands in an id, and answered with what differs', async () => {
    server.respond = () => ({ body: COMPARED });
    const orders = (async function* () {
      yield { partnerOrderId: 'A-1', amount: '4.50' };
      yield { partnerOrderId: 'an "odd", one', amount: '0.00' };
    })();
    expect(await client.reconcile(orders, MONTH)).toEqual(COMPARED);
    expect(server.received[0]).toMatchObject({
      method: 'POST',
      path: '/reconciliation?period=2026-11&currency=USD',
      headers: { 'content-type': CSV, authorization: `Bearer ${CREDENTIAL}` },
      body: 'partnerOrderId,amount\r\n"A-1","4.50"\r\n"an ""odd"", one","0.00"\r\n',
    });
  });

  test('is sent again where the server is away, and what is no answer is none', async () => {
    server.respondNext('reset', { body: COMPARED });
    expect(await client.reconcile([], MONTH)).toEqual(COMPARED);
    server.respond = () => ({ body: '<html>' });
    await expect(client.reconcile([], MONTH)).rejects.toMatchObject({ code: 'NETWORK', httpStatus: 200 });
    server.respond = () => refusal(400, 'BAD_USER_INPUT');
    await expect(client.reconcile([], MONTH)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', moneyMoved: false });
  });
});
