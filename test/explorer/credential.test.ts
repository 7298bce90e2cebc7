import { readCredential } from '../../src/explorer/credential.ts';
import type { Mode } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/id.ts';
import { newCredentialToken } from '../../src/kernel/secret.ts';

const tokenOf = (mode: Mode): string => newCredentialToken(mode, newId('credential'));

test('a sandbox credential is taken as the server makes it, with spaces around it too', () => {
  for (let count = 0; count < 200; count += 1) {
    const token = tokenOf('sandbox');
    expect(readCredential(token)).toEqual({ token });
    expect(readCredential(`\n  ${token}\t`)).toEqual({ token });
  }
});

test.each([
  ['a live credential', () => tokenOf('live')],
  ['a live credential with spaces around it', () => `  ${tokenOf('live')}  `],
  ['a live credential within other text', () => `Authorization: Bearer ${tokenOf('live')}`],
  ['a live credential in capitals', () => tokenOf('live').toUpperCase()],
  ['the beginning of a live credential', () => 'onyx_live_01'],
])('%s is refused as one', (_what, text) => {
  expect(readCredential(text())).toEqual({
    problem: expect.stringMatching(/^This is a live credential\. It was not sent/),
  });
});

test.each([
  ['nothing', () => '  ', /^Paste a sandbox credential/],
  ['a part of one', () => tokenOf('sandbox').slice(0, 60), /^This is no sandbox credential/],
  ['one with a character too many', () => `${tokenOf('sandbox')}a`, /^This is no sandbox credential/],
  ['another secret', () => 'whsec_abcdef', /^This is no sandbox credential/],
  ['one with two characters changed places', () => swapped(tokenOf('sandbox')), /^A character of this credential/],
])('%s is refused with what is wrong, and none of it is repeated', (_what, text, say) => {
  const given = text();
  const read = readCredential(given);
  expect(read).toEqual({ problem: expect.stringMatching(say) });
  if (given.trim() !== '') expect(JSON.stringify(read)).not.toContain(given);
});

/** Two neighbours of the secret that are not the same, in each other's place. */
const swapped = (token: string): string => {
  for (let index = 45; index < 70; index += 1) {
    const [a = '', b = ''] = token.slice(index, index + 2);
    if (a !== b) return token.slice(0, index) + b + a + token.slice(index + 2);
  }
  throw new Error('a secret of one character');
};
