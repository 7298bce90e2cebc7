import { openCarriers } from '../../src/adapters/carriers.ts';
import { readConfig } from '../../src/config.ts';
import { sandboxProfile } from '../../src/domains/sandbox/index.ts';
import { preparation } from './conformance.ts';

const profileOf = async (reference: string) => sandboxProfile(reference, 0);
const at = { askedAt: new Date() };

test('without an SM-DP+ each live order waits for a review, and its cancellation too', async () => {
  const { carrierOf, close } = await openCarriers(readConfig({}), profileOf);
  const live = carrierOf('live');
  expect(await live.prepare(preparation(at))).toEqual({ kind: 'review', reason: 'CARRIER_REVIEW' });
  expect(await live.cancel({ reference: 'ord_1', iccid: '8988298000000000048' })).toBe('unknown');
  await close();
});

const SMDP = { ONYX_ES2_URL: 'https://smdp.example', ONYX_ES2_REQUESTER: 'onyx' };

test.each([
  ['a name of ours', { ONYX_ES2_URL: 'https://smdp.example' }, 'ONYX_ES2_REQUESTER'],
  ['a certificate', SMDP, 'ONYX_ES2_CERTIFICATE'],
  ['the key of the certificate', { ...SMDP, ONYX_ES2_CERTIFICATE: import.meta.filename }, 'ONYX_ES2_KEY'],
  [
    'a file that is there',
    { ...SMDP, ONYX_ES2_CERTIFICATE: '/nowhere', ONYX_ES2_KEY: '/nowhere' },
    'ONYX_ES2_CERTIFICATE',
  ],
  [
    'a certificate in its file',
    { ...SMDP, ONYX_ES2_CERTIFICATE: import.meta.filename, ONYX_ES2_KEY: import.meta.filename },
    'ONYX_ES2_CERTIFICATE',
  ],
])('an SM-DP+ without %s is refused, and the setting named', async (_, environment, field) => {
  await expect(openCarriers(readConfig(environment), profileOf)).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    details: { problems: [{ field }] },
  });
});

test.each([
  ['ONYX_ES2_URL', 'http://smdp.example'],
  ['ONYX_ES2_URL', 'https://smdp.example/path'],
  ['ONYX_ES2_URL', 'https://user:hush@smdp.example'],
  ['ONYX_ES2_URL', 'smdp.example'],
  ['ONYX_ES2_REQUESTER', 'two words'],
  ['ONYX_ES2_SMDP_ADDRESS', 'smdp.example$MATCHING'],
  ['ONYX_ES2_PROFILE_TYPES', '{}'],
  ['ONYX_ES2_PROFILE_TYPES', '{"*":1}'],
  ['ONYX_ES2_PROFILE_TYPES', 'hush'],
  ['ONYX_ES2_NOTIFICATION_TOKEN', 'x'.repeat(31)],
  ['ONYX_ES2_NOTIFICATION_POINTS', '4:installed'],
  ['ONYX_ES2_NOTIFICATION_POINTS', '101:hush'],
])('%s is refused as %p, which the refusal does not quote', (variable, value) => {
  const read = () => readConfig({ [variable]: value });
  expect(read).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  try {
    read();
  } catch (error) {
    expect(JSON.stringify(error)).toContain(variable);
    expect(JSON.stringify(error)).not.toContain(value);
  }
});

test('settings are read as they are meant', () => {
  const config = readConfig({
    ONYX_ES2_URL: 'http://127.0.0.1:4443/',
    ONYX_ES2_PROFILE_TYPES: '{"*":"DATA","onyx-connect-jp-3gb-30d":"JP"}',
    ONYX_ES2_NOTIFICATION_POINTS: '5:expired, 101:installed',
  });
  expect(config).toMatchObject({
    es2Url: 'http://127.0.0.1:4443',
    es2ProfileTypes: new Map([
      ['*', 'DATA'],
      ['onyx-connect-jp-3gb-30d', 'JP'],
    ]),
    es2NotificationPoints: new Map([
      [5, 'expired'],
      [101, 'installed'],
    ]),
  });
});
