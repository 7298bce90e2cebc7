import { inspect } from 'node:util';
import fc from 'fast-check';
import { checkedCredential } from '../../src/client/credential.ts';
import { AbortedError, OnyxClient } from '../../src/client/index.ts';
import { newId } from '../../src/kernel/id.ts';
import { newCredentialToken } from '../../src/kernel/secret.ts';
import { CREDENTIAL } from './made-up-credential.ts';
import { PartnerServer } from './partner-server.ts';
import { StillRuntime } from './still-runtime.ts';

const VIEWER = { body: { data: { viewer: { mode: 'SANDBOX' } } } };
const INPUT = { packageId: 'onyx-connect-japan-10gb-30d', partnerOrderId: 'A-1' };

const server = new PartnerServer();
let url: string;
beforeAll(async () => {
  url = await server.listen();
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
  server.respond = () => VIEWER;
});

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

const sent = (): unknown[] => server.received.map(({ headers }) => headers.authorization);

describe('a credential that is none is refused when the client is made', () => {
  test.each([
    ['undefined', undefined, 'is missing'],
    ['empty', '', 'is missing'],
    ['no text', 42, 'is no text'],
    ['something else', 'nonsense', 'begins with onyx_sandbox_ or onyx_live_'],
    ['a webhook secret', `whsec_${'A'.repeat(32)}`, 'begins with onyx_sandbox_ or onyx_live_'],
    ['cut off', CREDENTIAL.slice(0, -1), '89 characters, not 88'],
    ['twice', CREDENTIAL + CREDENTIAL, '89 characters, not 178'],
    ['with its line', `${CREDENTIAL}\n`, 'white space around it'],
    ['with a line in it', CREDENTIAL.replace(/.(.{10})$/, '\n$1'), 'has characters that no credential has'],
    ['of other characters', CREDENTIAL.replace(/.(.{10})$/, 'ä$1'), 'has characters that no credential has'],
  ])('%s', (_what, credential, say) => {
    const make = () => new OnyxClient({ credential: credential as string, url });
    const error = thrownBy(make);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ message: expect.stringContaining(say) });
    expect(inspect(error)).not.toContain(CREDENTIAL.slice(13, -10));
    expect(server.received).toEqual([]);
  });

  test('any whose checksum does not fit', () => {
    fc.assert(
      fc.property(fc.nat(48), fc.constantFrom('0', 'A', 'z'), (place, character) => {
        const at = CREDENTIAL.length - 1 - place;
        fc.pre(CREDENTIAL[at] !== character);
        const mistyped = CREDENTIAL.slice(0, at) + character + CREDENTIAL.slice(at + 1);
        expect(() => checkedCredential(mistyped)).toThrow('its checksum does not fit');
      }),
    );
  });
});

test('every credential that the server makes is taken', () => {
  for (const mode of ['sandbox', 'live'] as const) {
    for (let count = 0; count < 50; count += 1) {
      const token = newCredentialToken(mode, newId('credential'));
      expect(checkedCredential(token)).toBe(token);
    }
  }
});

describe('a function that gives the credential', () => {
  test('is asked at each attempt, so one that was rotated is taken up between two', async () => {
    const tokens = [CREDENTIAL, newCredentialToken('sandbox', newId('credential'))];
    const left = [...tokens];
    const credential = () => Promise.resolve(left.shift() ?? '');
    server.respondNext('reset', VIEWER);
    await new OnyxClient({ credential, url, runtime: new StillRuntime() }).viewer();
    expect(sent()).toEqual(tokens.map((token) => `Bearer ${token}`));
  });

  test.each([
    ['throws', () => Promise.reject(new Error('the store is away')), 'the store is away'],
    ['gives nothing', () => '', 'is missing'],
    ['gives what is none', () => `${CREDENTIAL}!`, 'not 90'],
  ])('that %s ends the call before anything is sent', async (_what, credential, say) => {
    const client = new OnyxClient({ credential, url });
    const error: unknown = await client.createOrder(INPUT).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AbortedError);
    expect(error).toMatchObject({ moneyMoved: false, attempts: 0, cause: { message: expect.stringContaining(say) } });
    expect(inspect(error, { depth: 20 })).not.toContain(CREDENTIAL);
    expect(server.received).toEqual([]);
  });

  test('that throws at a later attempt leaves open what the earlier one did', async () => {
    const left = [CREDENTIAL];
    const credential = () => left.shift() ?? '';
    server.respond = () => 'reset';
    const client = new OnyxClient({ credential, url, runtime: new StillRuntime() });
    const error: unknown = await client.createOrder(INPUT).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'ABORTED', moneyMoved: null, attempts: 1, idempotencyKey: 'made-1' });
  });

  test('is shown by nothing that the client shows of itself', () => {
    const client = new OnyxClient({ credential: () => CREDENTIAL, url });
    expect(inspect(client, { depth: 20, showHidden: true })).not.toContain(CREDENTIAL);
  });
});
