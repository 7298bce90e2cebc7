import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { failureOf } from '../../src/adapters/webhook-sender/attempt-failure.ts';
import { httpWebhookSender } from '../../src/adapters/webhook-sender/index.ts';
import type { Resolve } from '../../src/adapters/webhook-sender/resolve.ts';
import { answer, type Behaviour, breakOff, drop, flood, hang, Receiver } from '../support/receiver.ts';
import { TestClock } from '../support/test-clock.ts';

const HEADERS = { 'webhook-id': 'evt_01', 'content-type': 'application/json', 'user-agent': 'onyx' };
const BODY = '{"type":"test.ping","city":"Zürich"}';

const open: { close(): Promise<void> }[] = [];

const senderWith = (options: Partial<Parameters<typeof httpWebhookSender>[0]> = {}) => {
  const sender = httpWebhookSender({ clock: new TestClock(), ...options });
  open.push(sender);
  return {
    close: () => sender.close(),
    to: (url: string, headers: Readonly<Record<string, string>> = HEADERS) =>
      sender.send({ url, headers, body: BODY, isLoopbackAllowed: true }),
  };
};

const startReceiver = async (behaviour: Behaviour = answer(200)): Promise<Receiver> => {
  const receiver = await Receiver.start();
  receiver.respond(behaviour);
  open.push(receiver);
  return receiver;
};

/** A server that speaks no HTTP; gives its port. */
const startTcp = async (greet: (socket: Socket) => void): Promise<number> => {
  const sockets: Socket[] = [];
  const server: Server = createTcpServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    greet(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on a port');
  return address.port;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.close()));
});

test('the receiver gets the very bytes that were signed, with the headers, by POST at the whole path', async () => {
  const receiver = await startReceiver();
  await senderWith().to(`${receiver.url}/hooks/onyx?tenant=7`);
  const [received] = receiver.all;
  expect(received).toMatchObject({ method: 'POST', path: '/hooks/onyx?tenant=7', body: BODY });
  expect(Object.keys(received?.headers ?? {}).sort()).toEqual(
    [...Object.keys(HEADERS), 'connection', 'content-length', 'host'].sort(),
  );
  expect(received?.headers).toMatchObject(HEADERS);
});

test.each([200, 201, 202, 204, 299])('%i is delivered', async (status) => {
  const receiver = await startReceiver(answer(status, { 'retry-after': '5' }));
  expect(await senderWith().to(receiver.url)).toEqual({
    failure: null,
    httpStatus: status,
    durationMs: expect.any(Number),
    retryAfterMs: null,
  });
});

test.each([
  [400, 'status'],
  [404, 'status'],
  [410, 'gone'],
  [429, 'status'],
  [500, 'status'],
  [503, 'status'],
  [599, 'status'],
  [300, 'redirect'],
  [304, 'redirect'],
])('%i is not delivered: %s', async (status, failure) => {
  const receiver = await startReceiver(answer(status));
  expect(await senderWith().to(receiver.url)).toMatchObject({ failure, httpStatus: status, retryAfterMs: null });
});

test.each([301, 302, 303, 307, 308])('a redirect is not followed: %i', async (status) => {
  const target = await startReceiver();
  const receiver = await startReceiver(answer(status, { location: target.url }));
  expect(await senderWith().to(receiver.url)).toMatchObject({ failure: 'redirect', httpStatus: status });
  expect(target.connections).toBe(0);
});

test.each([
  [429, '0', 0],
  [429, '120', 120_000],
  [503, '120', 120_000],
  [429, '86401', 86_400_000],
  [429, '9'.repeat(40), 86_400_000],
  [503, 'Tue, 24 Nov 2026 09:01:30 GMT', 90_000],
  [503, 'Tue, 24 Nov 2026 08:59:59 GMT', 0],
  [503, 'Tue, 24 Nov 2099 09:00:00 GMT', 86_400_000],
  [429, '-1', null],
  [429, '1.5', null],
  [429, 'soon', null],
  [429, '2026', 2_026_000],
  [429, 'Mon, 99 Foo 2026 10:00:00 GMT', null],
  [500, '120', null],
  [301, '120', null],
])('%i with Retry-After %s asks for %j ms', async (status, value, retryAfterMs) => {
  const receiver = await startReceiver(answer(status, { 'retry-after': value }));
  expect(await senderWith().to(receiver.url)).toMatchObject({ httpStatus: status, retryAfterMs });
});

describe('an answer that does not end well', () => {
  test('is timeout where none comes', async () => {
    const receiver = await startReceiver(hang);
    const outcome = await senderWith({ totalTimeoutMs: 50 }).to(receiver.url);
    expect(outcome).toMatchObject({ failure: 'timeout', httpStatus: null });
  });

  const stall: Behaviour = (response) => void response.writeHead(200).write('a part');

  test('is timeout where a 200 stops in its body', async () => {
    const receiver = await startReceiver(stall);
    const outcome = await senderWith({ totalTimeoutMs: 1_000 }).to(receiver.url);
    expect(outcome).toMatchObject({ failure: 'timeout', httpStatus: 200 });
  });

  const breakChunks: Behaviour = (response) => {
    response.writeHead(200, { 'transfer-encoding': 'chunked' });
    response.write('a part', () => response.destroy());
  };
  const breakLast =
    (headers: Readonly<Record<string, string>>): Behaviour =>
    (response) => {
      response.writeHead(200, { ...headers, connection: 'close' });
      response.write('a part', () => response.destroy());
    };

  test.each([
    ['its length', breakOff()],
    ['its last chunk', breakChunks],
    ['its length, as the last of its connection,', breakLast({ 'content-length': '100' })],
    ['its last chunk, as the last of its connection,', breakLast({ 'transfer-encoding': 'chunked' })],
  ])('is reset where a 200 breaks off before %s', async (_, behaviour) => {
    const receiver = await startReceiver(behaviour);
    expect(await senderWith().to(receiver.url)).toMatchObject({ failure: 'reset', httpStatus: 200 });
  });

  test('is reset where the connection ends before it', async () => {
    const receiver = await startReceiver(drop);
    expect(await senderWith().to(receiver.url)).toMatchObject({ failure: 'reset', httpStatus: null });
  });

  test.each([
    [410, 'gone'],
    [500, 'status'],
  ])('is what its status says where that is a no: %i', async (status, failure) => {
    const receiver = await startReceiver(breakOff(status));
    expect(await senderWith().to(receiver.url)).toMatchObject({ failure, httpStatus: status });
  });

  test.each([
    [200, null],
    [500, 'status'],
  ])('for its size is what its status says, and is not read on: %i', async (status, failure) => {
    const receiver = await startReceiver();
    const ended = new Promise((resolve) => {
      receiver.respondNext((response, received) => {
        response.on('close', resolve);
        flood(status)(response, received);
      });
    });
    expect(await senderWith().to(receiver.url)).toMatchObject({ failure, httpStatus: status });
    await ended;
  });

  test('is protocol where it is not HTTP', async () => {
    const port = await startTcp((socket) => socket.write('SSH-2.0-OpenSSH_9.9\r\n'));
    expect(await senderWith().to(`http://127.0.0.1:${port}`)).toMatchObject({ failure: 'protocol', httpStatus: null });
  });

  test('is protocol where its header has no end', async () => {
    const receiver = await startReceiver(answer(200, { 'x-long': 'x'.repeat(20_000) }));
    expect(await senderWith().to(receiver.url)).toMatchObject({ failure: 'protocol', httpStatus: null });
  });
});

describe('an interim answer', () => {
  const hint = (response: Parameters<Behaviour>[0], told: () => void) =>
    response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' }, told);

  test('is waited out', async () => {
    const receiver = await startReceiver((response) => hint(response, () => response.writeHead(204).end()));
    expect(await senderWith().to(receiver.url)).toMatchObject({ failure: null, httpStatus: 204 });
  });

  test('is no answer', async () => {
    const receiver = await startReceiver((response) => hint(response, () => response.destroy()));
    expect(await senderWith().to(receiver.url)).toMatchObject({ failure: 'reset', httpStatus: null });
  });
});

test('a closed port is refused', async () => {
  const receiver = await Receiver.start();
  const { url } = receiver;
  await receiver.close();
  expect(await senderWith().to(url)).toMatchObject({ failure: 'refused', httpStatus: null });
});

test('a host that never ends its TLS handshake is connect_timeout', async () => {
  const port = await startTcp(() => undefined);
  const outcome = await senderWith({ connectTimeoutMs: 50 }).to(`https://127.0.0.1:${port}`);
  expect(outcome).toMatchObject({ failure: 'connect_timeout', httpStatus: null });
});

test.each([
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['EPIPE', 'reset'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'tls'],
  ['EMFILE', null],
  ['UND_ERR_INVALID_ARG', null],
])("%s is the receiver's doing, or ours: %j", (code, failure) => {
  expect(failureOf(Object.assign(new Error('it failed'), { code }))).toBe(failure);
});

test('a request that cannot be sent is our error and no outcome', async () => {
  const receiver = await startReceiver();
  await expect(senderWith().to(receiver.url, { 'webhook-id': 'a\nb' })).rejects.toThrow('header');
  expect(receiver.connections).toBe(0);
});

describe('connections', () => {
  test('are used again', async () => {
    const receiver = await startReceiver(answer(500, {}, 'x'.repeat(16_384)));
    const sender = senderWith();
    for (let sent = 0; sent < 20; sent += 1) await sender.to(receiver.url);
    expect(receiver.all).toHaveLength(20);
    expect(receiver.connections).toBeLessThanOrEqual(2); // one rests for a turn of the event loop after each answer
  });

  test('are no more to one origin than are allowed: the others wait and are sent', async () => {
    const held: (() => void)[] = [];
    const receiver = await startReceiver((response) => {
      held.push(() => response.writeHead(200).end());
    });
    const sender = senderWith({ connectionsPerOrigin: 2 });
    const outcomes = [1, 2, 3, 4].map(() => sender.to(receiver.url));
    for (const count of [2, 4]) {
      await receiver.received(count);
      for (const release of held.splice(0)) release();
    }
    expect((await Promise.all(outcomes)).map(({ failure }) => failure)).toEqual([null, null, null, null]);
    expect(receiver.connections).toBe(2);
  });

  test('that hang delay no other receiver', async () => {
    const [hanging, ready] = [await startReceiver(hang), await startReceiver()];
    const sender = senderWith();
    const hung = Array.from({ length: 100 }, () => sender.to(hanging.url));
    expect(await sender.to(ready.url)).toMatchObject({ failure: null });
    await hanging.close();
    expect((await Promise.all(hung)).every(({ failure }) => failure !== null)).toBe(true);
    open.splice(open.indexOf(hanging), 1);
  });

  test('carry nothing whose time was up before they were made', async () => {
    const receiver = await startReceiver();
    const held: (() => void)[] = [];
    const resolve: Resolve = () => new Promise((found) => held.push(() => found(['127.0.0.1'])));
    const sender = senderWith({ connectionsPerOrigin: 1, connectTimeoutMs: 30_000, totalTimeoutMs: 50, resolve });
    const url = `http://partner.example:${receiver.port}`;
    expect(await sender.to(url)).toMatchObject({ failure: 'timeout', httpStatus: null });
    for (const release of held) release();
    await sender.close();
    open.splice(0, open.length, receiver);
    expect(receiver.connections).toBe(1);
    expect(receiver.all).toEqual([]);
  });

  test('are closed when what is in flight has ended', async () => {
    const receiver = await startReceiver((response) => {
      closing = sender.close().then(() => 'closed');
      response.writeHead(200).end();
    });
    const sender = senderWith();
    let closing: Promise<string> | null = null;
    expect(await sender.to(receiver.url)).toMatchObject({ failure: null });
    expect(await closing).toBe('closed');
    await expect(sender.to(receiver.url)).rejects.toThrow();
    open.splice(0, open.length, receiver);
  });
});
