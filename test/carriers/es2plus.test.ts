import { type Es2Carrier, es2Carrier } from '../../src/adapters/es2plus/index.ts';
import { type Behaviour, SmdpEmulator } from '../../src/adapters/smdp-emulator/index.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { CARRIER_TLS } from '../support/carrier-certificates.ts';
import { answer, Receiver } from '../support/receiver.ts';
import { preparation, promisesOfCarriers, readyAnswer } from './conformance.ts';

const { ca, serverCert, serverKey, clientCert, clientKey } = CARRIER_TLS;

const OURS = { cert: clientCert, key: clientKey, ca };

let smdp: SmdpEmulator;
let carrier: Es2Carrier;
/** Waits for no answer long. */
let hasty: Es2Carrier;

const connect = (
  url: string,
  keys: { readonly cert?: string; readonly key?: string; readonly ca?: string } = OURS,
  patience = {},
) =>
  es2Carrier({
    url,
    requester: 'onyx-test',
    tls: keys,
    smdpAddress: null,
    profileTypes: new Map([['onyx-connect-fr-3gb-30d', 'FR-DATA']]),
    ...patience,
  });

beforeAll(async () => {
  smdp = await SmdpEmulator.start({ clock: systemClock, port: 0, tls: { cert: serverCert, key: serverKey, ca } });
  carrier = connect(smdp.url);
  hasty = connect(smdp.url, OURS, { totalTimeoutMs: 1_500 });
});
afterAll(async () => {
  await carrier.close();
  await hasty.close();
  await smdp.close();
});

const at = () => ({ carrier, askedAt: new Date() });

/** A carrier whose SM-DP+ answers every call with this body, for one question. */
const withAnswers = async (
  bodies: readonly object[],
  ask: (from: Es2Carrier) => Promise<unknown>,
): Promise<unknown> => {
  const server = await Receiver.start();
  server.respondNext(
    ...bodies.map((body) => answer(200, { 'content-type': 'application/json' }, JSON.stringify(body))),
  );
  const from = connect(server.url, {});
  try {
    return await ask(from);
  } finally {
    await from.close();
    await server.close();
  }
};

const EXECUTED = { header: { functionExecutionStatus: { status: 'Executed-Success' } } };

describe('ES2+', () => {
  promisesOfCarriers(at);

  test('an eSIM that a device has is not cancelled, also when it is asked for again', async () => {
    const request = preparation(at());
    const { iccid } = readyAnswer(await carrier.prepare(request));
    smdp.download(iccid);
    expect(await carrier.cancel({ reference: request.reference, iccid })).toBe('downloaded');
    expect(await carrier.cancel({ reference: request.reference, iccid })).toBe('downloaded');
  });

  test('a cancelled eSIM is given to nobody else, and is asked for as the specification wants it', async () => {
    const { reference, ...request } = preparation(at(), 'onyx-connect-fr-3gb-30d');
    const { iccid } = readyAnswer(await carrier.prepare({ reference, ...request }));
    await carrier.cancel({ reference, iccid });
    const header = (name: string) => ({
      functionRequesterIdentifier: 'onyx-test',
      functionCallIdentifier: `${reference}.${name}`,
    });
    const padded = iccid.padEnd(20, 'F');
    expect(smdp.calls.slice(-3).map(({ body }) => body)).toEqual([
      { header: header('downloadOrder'), profileType: 'FR-DATA' },
      { header: header('confirmOrder'), iccid: padded, releaseFlag: true },
      { header: header('cancelOrder'), iccid: padded, finalProfileStatusIndicator: 'Unavailable' },
    ]);
  });

  const TROUBLE: readonly (readonly [string, Behaviour])[] = [
    ['hangs', 'hang'],
    ['is lost', 'lose'],
    ['breaks off', 'break'],
    ['has no end', 'flood'],
    ['is no answer', 'garble'],
    ['is a redirect', { httpStatus: 302 }],
    ['is an error of HTTP', { httpStatus: 503 }],
    ['says that the SM-DP+ cannot work', { fails: '1.2/4.2' }],
  ];

  test.each(TROUBLE)('where an answer %s nothing is known, and the same question settles it', async (_, trouble) => {
    const request = preparation(at());
    const troubled = trouble === 'hang' ? hasty : carrier;
    smdp.behave('downloadOrder', trouble);
    await expect(troubled.prepare(request)).rejects.toMatchObject({ name: 'NoAnswer' });
    const { iccid, activation } = readyAnswer(await carrier.prepare(request));
    smdp.behave('confirmOrder', trouble);
    const next = preparation(at());
    await expect(troubled.prepare(next)).rejects.toMatchObject({ name: 'NoAnswer' });
    readyAnswer(await carrier.prepare(next));
    expect(await carrier.prepare(request)).toEqual({ kind: 'ready', iccid, activation });
    smdp.behave('cancelOrder', trouble);
    const ask = (whom: Es2Carrier) => whom.cancel({ reference: request.reference, iccid });
    expect(await ask(troubled).catch(() => 'unknown')).toBe('unknown');
    expect(await ask(carrier)).toBe('cancelled');
  });

  test.each([
    ['8.2.5/1.2', 'CARRIER_REJECTED'],
    ['8.2.5/3.7', 'CARRIER_OUT_OF_STOCK'],
    ['8.2.5/3.8', 'CARRIER_REJECTED'],
    ['8.2.5/3.9', 'CARRIER_REJECTED'],
    ['8.2.1/1.2', 'CARRIER_REVIEW'],
    ['99.9/99.9', 'CARRIER_REVIEW'],
  ] as const)('DownloadOrder that fails with %s is %s', async (fails, reason) => {
    smdp.behave('downloadOrder', { fails });
    expect(await carrier.prepare(preparation(at()))).toMatchObject({ reason });
  });

  test.each(['8.2.5/3.7', '8.2.1/3.3', '8.2.1/3.9', '8.2.6/3.3', '99.9/99.9'] as const)(
    'ConfirmOrder that fails with %s ends no order: a profile was taken, and somebody looks',
    async (fails) => {
      smdp.behave('confirmOrder', { fails });
      expect(await carrier.prepare(preparation(at()))).toEqual({ kind: 'review', reason: 'CARRIER_REVIEW' });
    },
  );

  test.each(['8.2.1/3.9', '8.2.1/1.2', '1.2/4.2', '99.9/99.9'] as const)(
    'CancelOrder that fails with %s decides nothing',
    async (fails) => {
      const { reference, ...request } = preparation(at());
      const { iccid } = readyAnswer(await carrier.prepare({ reference, ...request }));
      smdp.behave('cancelOrder', { fails });
      expect(await carrier.cancel({ reference, iccid })).toBe('unknown');
    },
  );

  test('an ICCID with a wrong check digit is issued to nobody, and not released', async () => {
    const asked = await withAnswers([{ ...EXECUTED, iccid: '8988298000000000000F' }], async (from) => {
      expect(await from.prepare(preparation(at()))).toEqual({ kind: 'review', reason: 'CARRIER_REVIEW' });
      return 'once';
    });
    expect(asked).toBe('once');
  });

  test.each([
    ['a matching id with a $ in it', { matchingId: 'A$B', smdpAddress: 'smdp.example' }],
    ['no matching id', { smdpAddress: 'smdp.example' }],
    ['no SM-DP+ address', { matchingId: 'MATCH' }],
    ['an address with a path', { matchingId: 'MATCH', smdpAddress: 'smdp.example/path' }],
  ])('an answer with %s tells nothing, and the error quotes none of it', async (_, fields) => {
    const { iccid } = readyAnswer(await carrier.prepare(preparation(at())));
    const bodies = [
      { ...EXECUTED, iccid },
      { ...EXECUTED, ...fields },
    ];
    const failed = await withAnswers(bodies, (from) => from.prepare(preparation(at())).catch((error) => error));
    expect(failed).toMatchObject({ name: 'NoAnswer' });
    expect(String(failed)).toMatch(/^NoAnswer: confirmOrder: the answer has no usable (matchingId|smdpAddress)$/);
  });

  test.each([
    ['without our certificate', { ca }],
    ['where the authority of its own is not trusted', { cert: clientCert, key: clientKey }],
    ['with a certificate of another authority', { cert: serverCert, key: serverKey, ca: clientCert }],
  ])('an SM-DP+ is not spoken to %s', async (_, keys) => {
    const before = smdp.calls.length;
    const stranger = connect(smdp.url, keys);
    await expect(stranger.prepare(preparation(at()))).rejects.toMatchObject({ name: 'NoAnswer' });
    await stranger.close();
    expect(smdp.calls).toHaveLength(before);
  });

  test('an SM-DP+ that is away leaves nothing known', async () => {
    const away = await SmdpEmulator.start({ clock: systemClock, port: 0 });
    const { url } = away;
    await away.close();
    const asking = connect(url, {});
    await expect(asking.prepare(preparation(at()))).rejects.toMatchObject({ message: 'downloadOrder: ECONNREFUSED' });
    await asking.close();
  });
});
