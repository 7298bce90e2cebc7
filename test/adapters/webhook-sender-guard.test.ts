import { httpWebhookSender } from '../../src/adapters/webhook-sender/index.ts';
import { askNameServers, type Resolve } from '../../src/adapters/webhook-sender/resolve.ts';
import type { AttemptOutcome } from '../../src/domains/webhooks/index.ts';
import { answer, Receiver } from '../support/receiver.ts';
import { RECEIVER_TLS } from '../support/receiver-certificate.ts';
import { TestClock } from '../support/test-clock.ts';

const open: { close(): Promise<void> }[] = [];

const senderWith = (options: Partial<Parameters<typeof httpWebhookSender>[0]> = {}) => {
  const sender = httpWebhookSender({ clock: new TestClock(), ...options });
  open.push(sender);
  return (url: string, { isLoopbackAllowed }: { readonly isLoopbackAllowed: boolean }): Promise<AttemptOutcome> =>
    sender.send({ url, headers: { 'webhook-id': 'evt_01' }, body: '{}', isLoopbackAllowed });
};

const startReceiver = async (options?: Parameters<typeof Receiver.start>[0]): Promise<Receiver> => {
  const receiver = await Receiver.start(options);
  open.push(receiver);
  return receiver;
};

/** Answers with one list of addresses after the other, and with the last one from then on; counts the questions. */
const nameServer = (...answers: readonly (readonly string[])[]) => {
  const asked: string[] = [];
  const resolve: Resolve = async (hostname) => {
    asked.push(hostname);
    return answers[Math.min(asked.length, answers.length) - 1] ?? [];
  };
  return { asked, resolve };
};

const STRICT = { isLoopbackAllowed: false };
const LENIENT = { isLoopbackAllowed: true };

afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.close()));
});

describe('nothing is sent', () => {
  test.each([
    ['127.0.0.1'],
    ['127.1'],
    ['2130706433'],
    ['0x7f000001'],
    ['0177.0.0.1'],
    ['0.0.0.0'],
    ['0'],
    ['[::ffff:127.0.0.1]'],
    ['[::ffff:7f00:1]'],
    ['[::1]'],
    ['[::]'],
    ['localhost'],
  ])('to this machine, spelled %s', async (host) => {
    const receiver = await startReceiver();
    const send = senderWith();
    for (const scheme of ['http', 'https']) {
      expect(await send(`${scheme}://${host}:${receiver.port}`, STRICT)).toMatchObject({
        failure: 'address',
        httpStatus: null,
      });
    }
    expect(receiver.connections).toBe(0);
  });

  test.each([
    ['0.0.0.0'],
    ['[::]'],
    ['10.0.0.1'],
    ['169.254.169.254'],
    ['[::ffff:10.0.0.1]'],
    ['[fd00:ec2::254]'],
    ['[fe80::1]'],
    ['100.64.0.1'],
  ])('to a private address where only loopback is allowed: %s', async (host) => {
    expect(await senderWith()(`https://${host}/`, LENIENT)).toMatchObject({ failure: 'address' });
  });

  test.each([
    ['private', ['10.0.0.1']],
    ['loopback', ['127.0.0.1']],
    ['loopback in IPv6', ['::ffff:127.0.0.1']],
    ['public and loopback', ['1.1.1.1', '127.0.0.1']],
    ['loopback and public', ['127.0.0.1', '2606:4700:4700::1111']],
    ['no address', ['partner.example']],
  ])('where one address of a name is not public: %s', async (_, addresses) => {
    const receiver = await startReceiver({ tls: RECEIVER_TLS });
    const { resolve } = nameServer(addresses);
    const send = senderWith({ resolve });
    expect(await send(`https://partner.example:${receiver.port}`, STRICT)).toMatchObject({ failure: 'address' });
    expect(receiver.connections).toBe(0);
  });

  test('to port 0', async () => {
    expect(await senderWith()('https://1.1.1.1:0', STRICT)).toMatchObject({ failure: 'address' });
  });

  test.each([
    ['an address', 'http://1.1.1.1'],
    ['a name', 'http://partner.example'],
  ])('without TLS, but to loopback: %s', async (_, url) => {
    const send = senderWith(nameServer(['1.1.1.1']));
    expect(await send(url, STRICT)).toMatchObject({ failure: 'insecure', httpStatus: null });
    expect(await send(url, LENIENT)).toMatchObject({ failure: 'insecure', httpStatus: null });
  });

  test('over a connection that was opened for an attempt that may go to loopback', async () => {
    const receiver = await startReceiver({ tls: RECEIVER_TLS });
    const send = senderWith({ ca: [RECEIVER_TLS.cert] });
    expect(await send(receiver.url, LENIENT)).toMatchObject({ failure: null });
    expect(await send(receiver.url, STRICT)).toMatchObject({ failure: 'address' });
    expect(receiver.all).toHaveLength(1);
  });
});

describe('a name', () => {
  test('is resolved anew for each connection: one that turns to a private address is left at once', async () => {
    const receiver = await startReceiver();
    receiver.respond(answer(200, { connection: 'close' }));
    const { asked, resolve } = nameServer(['127.0.0.1'], ['10.0.0.1'], ['127.0.0.1']);
    const send = senderWith({ resolve });
    const url = `http://partner.example:${receiver.port}`;
    expect(await send(url, LENIENT)).toMatchObject({ failure: null });
    expect(await send(url, LENIENT)).toMatchObject({ failure: 'address' });
    expect(await send(url, LENIENT)).toMatchObject({ failure: null });
    expect(asked).toEqual(['partner.example', 'partner.example', 'partner.example']);
    expect(receiver.all).toHaveLength(2);
  });

  test('is asked for once by an attempt: what was judged is what is connected to', async () => {
    const receiver = await startReceiver();
    const { asked, resolve } = nameServer(['127.0.0.1'], ['10.0.0.1']);
    expect(await senderWith({ resolve })(`http://partner.example:${receiver.port}`, LENIENT)).toMatchObject({
      failure: null,
    });
    expect(asked).toHaveLength(1);
    expect(receiver.all[0]?.headers.host).toBe(`partner.example:${receiver.port}`);
  });

  test('is tried at its other addresses where the first one refuses', async () => {
    const receiver = await startReceiver();
    const { resolve } = nameServer(['127.0.0.2', '127.0.0.1']);
    const outcome = await senderWith({ resolve })(`http://partner.example:${receiver.port}`, LENIENT);
    expect(outcome).toMatchObject({ failure: null });
  });

  test('without an address is dns', async () => {
    expect(await senderWith(nameServer([]))('https://partner.example', STRICT)).toMatchObject({ failure: 'dns' });
  });

  test('that nobody could tell is dns', async () => {
    const resolve: Resolve = () => Promise.reject(new Error('SERVFAIL'));
    expect(await senderWith({ resolve })('https://partner.example', STRICT)).toMatchObject({ failure: 'dns' });
  });

  test('whose name server is silent is connect_timeout', async () => {
    const resolve: Resolve = () => new Promise(() => undefined);
    const send = senderWith({ resolve, connectTimeoutMs: 50 });
    expect(await send('https://partner.example', STRICT)).toMatchObject({ failure: 'connect_timeout' });
  });

  test.each(['localhost', 'hooks.localhost'])('of this machine is asked of nobody: %s', async (hostname) => {
    expect(await askNameServers(hostname)).toEqual(['127.0.0.1', '::1']);
  });
});

describe('TLS', () => {
  const ca = [RECEIVER_TLS.cert];
  const here = nameServer(['127.0.0.1']);

  test.each(['127.0.0.1', 'localhost', 'partner.example'])(
    'is made with a certificate of a trusted authority that names the host: %s',
    async (host) => {
      const receiver = await startReceiver({ tls: RECEIVER_TLS });
      const send = senderWith({ ca, resolve: here.resolve });
      expect(await send(`https://${host}:${receiver.port}`, LENIENT)).toMatchObject({ failure: null, httpStatus: 200 });
    },
  );

  test('sends nothing to whom no trusted authority vouches for', async () => {
    const receiver = await startReceiver({ tls: RECEIVER_TLS });
    expect(await senderWith()(receiver.url, LENIENT)).toMatchObject({ failure: 'tls', httpStatus: null });
    expect(receiver.all).toHaveLength(0);
  });

  test('sends nothing to a host that the certificate does not name', async () => {
    const receiver = await startReceiver({ tls: RECEIVER_TLS });
    const send = senderWith({ ca, resolve: here.resolve });
    expect(await send(`https://other.example:${receiver.port}`, LENIENT)).toMatchObject({ failure: 'tls' });
    expect(receiver.all).toHaveLength(0);
  });

  test('is not made with a port that speaks HTTP', async () => {
    const receiver = await startReceiver();
    expect(await senderWith()(`https://127.0.0.1:${receiver.port}`, LENIENT)).toMatchObject({ failure: 'tls' });
  });

  test('is not left out for a port that speaks it', async () => {
    const receiver = await startReceiver({ tls: RECEIVER_TLS });
    expect(await senderWith()(`http://127.0.0.1:${receiver.port}`, LENIENT)).not.toMatchObject({ failure: null });
    expect(receiver.all).toHaveLength(0);
  });
});
