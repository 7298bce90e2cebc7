import { answer, Receiver } from '../support/receiver.ts';
import { Onyx } from '../support/run-onyx.ts';
import { runWarm } from '../support/warm-onyx.ts';

const TOKEN = 'the-token-of-the-emulator-of-the-tests';

let api: Receiver;

beforeAll(async () => {
  api = await Receiver.start();
  api.respond(answer(204));
});
afterAll(() => api.close());

const ask = async (url: string, name: string, body: object) => {
  const header = { functionRequesterIdentifier: 'onyx', functionCallIdentifier: `ord_1.${name}` };
  const response = await fetch(`${url}/gsma/rsp2/es2plus/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-admin-protocol': 'gsma/rsp/v2.2.2' },
    body: JSON.stringify({ header, ...body }),
  });
  return (await response.json()) as Readonly<Record<string, string>>; // what the emulator sent
};

test('the emulator prepares an eSIM, tells of its download and then of its installation, shows no secret, and ends well', async () => {
  const args = ['smdp-emulator', '--port', '0', '--callback-url', api.url, '--install-after', '0'];
  const onyx = new Onyx(args, { ONYX_ES2_NOTIFICATION_TOKEN: TOKEN });
  const [, url = ''] = await onyx.until(/listens at (http:\S+);/);
  const { iccid = '' } = await ask(url, 'downloadOrder', { profileType: 'any' });
  const { matchingId = '' } = await ask(url, 'confirmOrder', { iccid, releaseFlag: true });
  const told = (await api.received(2)).map(({ path, headers, body }) => ({
    path,
    authorization: headers.authorization,
    ...JSON.parse(body),
  }));
  const usual = {
    path: '/gsma/rsp2/es2plus/handleDownloadProgressInfo',
    authorization: `Bearer ${TOKEN}`,
    iccid,
    notificationPointStatus: { status: 'Executed-Success' },
  };
  expect(told).toMatchObject([
    { ...usual, notificationPointId: 3 },
    { ...usual, notificationPointId: 4 },
  ]);
  await onyx.until(/told of point 4 of …\d{4}: answered 204/);
  expect(await onyx.stop()).toBe(0);
  const written = onyx.stdout + onyx.stderr;
  expect(written).toContain('confirmOrder ord_1.confirmOrder: executed');
  for (const secret of [TOKEN, matchingId, iccid.replace('F', '')]) expect(written).not.toContain(secret);
});

test.each([
  [
    ['--callback-url', 'http://127.0.0.1:4000'],
    2,
    /--callback-url takes ONYX_ES2_NOTIFICATION_TOKEN with it, 32 characters or more\.$/m,
  ],
  [['--callback-url', 'http://api.example'], 2, /--callback-url/],
  [['--port', '70000'], 2, /--port/],
])('%p is refused in one sentence', async (args, code, say) => {
  const run = await runWarm(['smdp-emulator', ...args], {});
  expect(run).toMatchObject({ code, stdout: '' });
  expect(run.stderr).toMatch(say);
});

test('a port that another program has is refused', async () => {
  const run = await runWarm(['smdp-emulator', '--port', String(api.port)], {});
  expect(run).toMatchObject({
    code: 1,
    stderr: `Port ${api.port} is in use by another program; take another one with --port.\n`,
  });
});
