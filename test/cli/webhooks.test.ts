import { answer, Receiver } from '../support/receiver.ts';
import { eventIdsOf, makeReplay, tellMany } from '../support/replays.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { runWarm } from '../support/warm-onyx.ts';
import { deliveriesOf, openDispatcher, seedEndpoint } from '../support/webhooks.ts';

let house: TestHouse;
let partner: SeededPartner;
let receiver: Receiver;
let sending: ReturnType<typeof openDispatcher>;

beforeAll(async () => {
  house = await openTestHouse();
  sending = openDispatcher(house);
});

afterAll(async () => {
  await sending.close();
  await house.close();
});

beforeEach(async () => {
  receiver = await Receiver.start();
  partner = await seedPartner(house);
});

afterEach(() => receiver.close());

const webhook = (verb: string, ...more: readonly string[]) =>
  runWarm(['webhook', verb, '--organisation', partner.organisationId, ...more], {
    DATABASE_URL: house.databaseUrl,
    ONYX_WEBHOOK_LOOPBACK: 'on',
    ONYX_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  });

const deliver = async () => {
  await sending.dispatcher.fanOut(partner);
  await sending.dispatcher.look();
  await sending.dispatcher.settle();
};

test('the endpoints of one organisation are listed, and of their secrets nothing', async () => {
  const { id, secret } = await seedEndpoint(house, partner, { url: `${receiver.url}/hook`, eventTypes: ['order.*'] });
  await seedEndpoint(house, await seedPartner(house), { url: `${receiver.url}/other` });
  const { code, stdout, stderr } = await webhook('list', '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject([{ id, state: 'enabled', url: `${receiver.url}/hook`, firstSequence: 1 }]);
  const shown = (await webhook('list')).stdout;
  expect(shown).toMatch(new RegExp(`^${id} +enabled .*order\\.\\* +hmac`, 'm'));
  expect(stdout + shown).not.toContain(secret);
  expect(stdout + shown).not.toContain('/other');
});

test('a test is sent now, and the command fails where the endpoint does not take it', async () => {
  const { id } = await seedEndpoint(house, partner, { url: receiver.url });
  const { code, stdout } = await webhook('test', '--endpoint', id);
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Delivered: evt_.*answered 200/) });
  expect(JSON.parse(receiver.all[0]?.body ?? '')).toMatchObject({ type: 'test.ping', data: { endpointId: id } });
  receiver.respond(answer(500));
  const failed = await webhook('test', '--endpoint', id, '--json');
  expect(failed.code).not.toBe(0);
  expect(JSON.parse(failed.stdout)).toMatchObject({ isOk: false, attempt: { httpStatus: 500, failure: 'status' } });
});

test('deliveries are listed with every attempt, narrowed by endpoint, event and state', async () => {
  const { id } = await seedEndpoint(house, partner, { url: receiver.url });
  await tellMany(house, partner, 2);
  receiver.respondNext(answer(503));
  await deliver();
  const [eventId = ''] = receiver.ids();
  const { stdout } = await webhook('deliveries', '--endpoint', id, '--json');
  expect(JSON.parse(stdout)).toHaveLength(2);
  const one = JSON.parse((await webhook('deliveries', '--event', eventId, '--state', 'pending', '--json')).stdout);
  expect(one).toMatchObject([
    { eventId, state: 'pending', attempts: [{ number: 1, httpStatus: 503, failure: 'status' }], replayId: null },
  ]);
  const shown = (await webhook('deliveries')).stdout;
  expect(shown).toMatch(new RegExp(`^${eventId} .*pending +1 .* 503 .*status +\\d{4}-`, 'm'));
  expect((await webhook('deliveries', '--state', 'gone')).code).toBe(2);
});

test('events are sent again, and those that are not are named with the reason', async () => {
  await tellMany(house, partner, 3);
  const { id } = await seedEndpoint(house, partner, { url: receiver.url });
  const [first = '', , third = ''] = await eventIdsOf(house, partner);
  const unknown = `evt_${'0'.repeat(26)}`;
  const { code, stdout, stderr } = await webhook('replay', '--events', `${first},${unknown}`, '--endpoint', id);
  const [replayId = ''] = /rpl_\w+/.exec(stdout) ?? [];
  expect([code, stdout]).toEqual([0, expect.stringContaining('1 delivery will be made, 1 not.')]);
  expect(stdout).toContain('The organisation has no such event.');
  expect(stderr).toContain(`onyx webhook deliveries --replay ${replayId}`);
  await makeReplay(house, partner, replayId);
  await deliver();
  expect(receiver.ids()).toEqual([first]);
  const range = await webhook('replay', '--from-sequence', '3', '--types', 'order.*', '--json');
  const asked = JSON.parse(range.stdout);
  expect(asked).toMatchObject({ eligible: 1, notEligibleCount: 0 });
  await makeReplay(house, partner, asked.id);
  expect((await deliveriesOf(house, partner)).map(({ event_id }) => event_id)).toEqual([first, third]);
});

test.each([
  [[], 'one of --events, --failed-since and --from-sequence'],
  [['--failed-since', '2026-11-24', '--from-sequence', '1'], 'one of --events, --failed-since and --from-sequence'],
  [['--events', 'ord_1'], 'an event id, evt_ and 26 characters'],
  [['--from-sequence', '1', '--types', 'order'], 'event types'],
])('a replay of %j is refused in words', async (args, bound) => {
  const { code, stdout, stderr } = await webhook('replay', ...args);
  expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(bound) });
});

test('an endpoint that there is not is refused in words', async () => {
  const { code, stderr } = await webhook('test', '--endpoint', `whe_${'0'.repeat(26)}`);
  expect([code, stderr]).toEqual([1, expect.stringContaining('There is no such webhook endpoint.')]);
});
