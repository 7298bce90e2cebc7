import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cancelOrder } from '../../src/use-cases/cancel-order.ts';
import { requestRefund } from '../../src/use-cases/request-refund.ts';
import { proveLedger } from '../../src/views/ledger-proof.ts';
import { type Ending, orderOf, settledOrder } from '../support/endings.ts';
import { keyedCall, walletOf } from '../support/orders.ts';
import { type Run, runOnyx } from '../support/run-onyx.ts';
import { packageDraft, seedCatalogue } from '../support/seed.ts';
import { openTestHouse, TEST_KEY, type TestHouse } from '../support/test-house.ts';
import { runWarm } from '../support/warm-onyx.ts';

let house: TestHouse;
let folder: string;
/** Everything that any command wrote. */
let written = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onyx-test-refunds-'));
  house = await openTestHouse();
  await seedCatalogue(house, [packageDraft('JP', '4.00')]);
});

afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

afterEach(async () => {
  expect((await proveLedger(house, null)).offenders).toEqual([]);
});

const withInput = async (input: string | null, ...args: readonly string[]): Promise<Run> => {
  const keys = `${TEST_KEY.id}:${TEST_KEY.key.toString('base64')}`;
  const environment = { DATABASE_URL: house.databaseUrl, ONYX_DATA_DIR: folder, ONYX_KEYS: keys };
  const run = await (input === null ? runWarm(args, environment) : runOnyx(args, environment, input));
  written += run.stdout + run.stderr;
  return run;
};

const onyx = (...args: readonly string[]): Promise<Run> => withInput(null, ...args);

const json = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await onyx(...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
};

const WHOLE = { available: 1000n, reserved: 0n };
const PAID = { available: 600n, reserved: 0n };

const request = async (order: Ending, key = 'r1'): Promise<string> => {
  const input = { orderId: order.orderId, reason: 'not_working', note: 'no signal' } as const;
  return (await requestRefund(house, keyedCall(order.owner, key), input)).subject;
};

const inReview = () => settledOrder(house, { kind: 'review', reason: 'CARRIER_REVIEW' });

test('a refund is listed while it is open, approved, given back, and shown with its order', async () => {
  const order = await settledOrder(house, 'ready');
  const id = await request(order);
  const [listed] = await json('refund', 'list');
  const shown = { id, status: 'requested', orderId: order.orderId, amount: '4.00', esimStatus: 'ready' };
  expect(listed).toMatchObject(shown);
  expect(await onyx('refund', 'complete', id)).toMatchObject({ code: 1, stdout: '' });
  const approved = await onyx('refund', 'approve', id);
  expect(approved).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Refund .* of 4\.00 USD .* is approved\.$/m),
  });
  expect(approved.stderr).toContain(`onyx refund complete ${id}`);
  expect(await walletOf(house, order.owner)).toEqual(PAID);
  expect(await json('refund', 'complete', id)).toMatchObject({ id, status: 'completed' });
  expect(await walletOf(house, order.owner)).toEqual(WHOLE);
  expect((await onyx('refund', 'list', '--all')).stdout).toContain(id);
  expect((await onyx('order', 'show', order.orderId)).stdout).toMatch(new RegExp(`^refund +${id}, completed$`, 'm'));
});

test('a refund is approved and given back in one go, or rejected with a reason', async () => {
  const [one, two] = [await settledOrder(house, 'ready'), await settledOrder(house, 'ready')];
  const [good, bad] = [await request(one), await request(two)];
  expect(await json('refund', 'approve', good, '--complete')).toMatchObject({ status: 'completed' });
  expect(await walletOf(house, one.owner)).toEqual(WHOLE);
  expect(await onyx('refund', 'reject', bad)).toMatchObject({ code: 2 });
  const rejected = await json('refund', 'reject', bad, '--reason', 'It was used.');
  expect(rejected).toMatchObject({ status: 'rejected', rejection: 'It was used.' });
  expect(await onyx('refund', 'approve', bad)).toMatchObject({ code: 1 });
  expect(await walletOf(house, two.owner)).toEqual(PAID);
  const organisation = two.owner.organisationId;
  await request(two, 'r2');
  expect(await json('refund', 'list', '--organisation', organisation)).toHaveLength(1);
});

test('a refund that there is not is refused', async () => {
  expect(await onyx('refund', 'approve', `rfd_${'0'.repeat(26)}`)).toMatchObject({ code: 1, stdout: '' });
  expect(await onyx('refund', 'approve', 'ord_1')).toMatchObject({ code: 2, stdout: '' });
});

const SECRET = 'MATCHING-ID-OF-A-CUSTOMER';

test('an order in review becomes ready with the activation code of a file, or of the standard input', async () => {
  const [one, two] = [await inReview(), await inReview()];
  const file = join(folder, 'code.txt');
  await writeFile(file, `LPA:1$smdp.example$${SECRET}\n`);
  const ready = ['--ready', '--iccid', one.iccid, '--activation'];
  expect(await json('order', 'settle', one.orderId, ...ready, file)).toMatchObject({ status: 'esim_ready' });
  const piped = ['order', 'settle', 'p1', '--organisation', two.owner.organisationId, '--ready', '--iccid', two.iccid];
  expect(await withInput(`LPA:1$smdp.example$${SECRET}`, ...piped, '--activation', '-')).toMatchObject({ code: 0 });
  for (const order of [one, two]) {
    expect(await orderOf(house, order)).toMatchObject({ status: 'esim_ready' });
    expect(await walletOf(house, order.owner)).toEqual(PAID);
  }
  expect(written).not.toContain(SECRET);
});

test('an order in review fails by hand, and is settled once', async () => {
  const order = await inReview();
  const failed = ['order', 'settle', order.orderId, '--failed', '--reason', 'NOT_PREPARED'];
  expect(await onyx(...failed)).toMatchObject({
    code: 0,
    stdout: `Order ${order.orderId} is failed, NOT_PREPARED.\n`,
  });
  expect(await walletOf(house, order.owner)).toEqual(WHOLE);
  const again = await onyx(...failed);
  expect(again).toMatchObject({ code: 1, stdout: '' });
  expect(again.stderr).toMatch(/^This order does not wait for a check by hand\./);
});

test('an order that its partner cancelled meanwhile costs nothing though an eSIM was prepared', async () => {
  const order = await inReview();
  await cancelOrder(house, keyedCall(order.owner, 'c1'), { orderId: order.orderId });
  const settle = ['order', 'settle', order.orderId, '--ready', '--iccid', order.iccid, '--activation', '-'];
  const { code, stdout, stderr } = await withInput(`LPA:1$smdp.example$${SECRET}`, ...settle);
  expect([code, stdout]).toEqual([0, `Order ${order.orderId} is failed, CANCELLED.\n`]);
  expect(stderr).toContain('the carrier takes the eSIM back');
  expect(await walletOf(house, order.owner)).toEqual(WHOLE);
});

test('what does not go together, a mistyped ICCID and a code that is none are refused, the secret unquoted', async () => {
  const { orderId, iccid } = await inReview();
  const typo = iccid.slice(0, -1) + ((Number(iccid.at(-1)) + 1) % 10);
  const wrong = [
    ['--ready', '--failed', '--reason', 'NOT_PREPARED'],
    ['--failed'],
    ['--failed', '--reason', 'CANCELLED'],
    ['--ready', '--iccid', typo, '--activation', '-'],
  ];
  for (const args of wrong) expect(await onyx('order', 'settle', orderId, ...args)).toMatchObject({ code: 2 });
  const settle = ['order', 'settle', orderId, '--ready', '--iccid', iccid, '--activation'];
  expect(await withInput(`LPA:2$${SECRET}`, ...settle, '-')).toMatchObject({ code: 1, stdout: '' });
  expect(await onyx(...settle, join(folder, 'none.txt'))).toMatchObject({ code: 1, stdout: '' });
  expect(written).not.toContain(SECRET);
});
