import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { newId } from '../src/kernel/id.ts';
import { newCredentialToken, readCredentialToken } from '../src/kernel/secret.ts';

const docs = (name: string): string => readFileSync(new URL(`../docs/${name}`, import.meta.url), 'utf8');

const format = docs('credential-format.md');

/** The rule's regular expression as gitleaks reads it: Go's, of which this one uses nothing that JavaScript lacks. */
const rule = new RegExp(/regex = '''(.+)'''/.exec(docs('gitleaks.toml'))?.[1] ?? 'none', 'g');

const tokens = fc
  .constantFrom('sandbox' as const, 'live' as const)
  .map((mode) => newCredentialToken(mode, newId('credential')));

const found = (text: string): readonly string[] => [...text.matchAll(rule)].map(([match]) => match);

describe("the gitleaks rule's regular expression", () => {
  test('finds every issued token, wherever it stands, and nothing around it', () => {
    const around = fc.constantFrom(
      ['', ''],
      ['TOKEN=', '\n'],
      ['"', '"'],
      ['Authorization: Bearer ', '\r\n'],
      ['https://x.example/?key=', '&y=1'],
      ["{ secret: '", "' }"],
      ['(', ').'],
    );
    fc.assert(
      fc.property(tokens, around, (token, [before, after]) => {
        expect(found(`${before}${token}${after}`)).toEqual([token]);
      }),
    );
  });

  test.each<[string, (token: string) => string]>([
    ['a character short', (token) => token.slice(0, -1)],
    ['a character long', (token) => `${token}0`],
    ['behind a letter', (token) => `x${token}`],
    ['of another mode', (token) => token.replace(/sandbox|live/, 'test')],
    ['in capitals', (token) => token.toUpperCase()],
    ['without its id', (token) => token.replace(/_[0-9a-z]{26}_/, '_')],
    ['with an i in its id', (token) => token.replace(/_[0-9a-z]{26}_/, (id) => `${id.slice(0, -2)}i_`)],
    ['with an id of too large a number', (token) => token.replace(/_[0-7](?=[0-9a-z]{25}_)/, '_8')],
    ['with a dash in its secret', (token) => `${token.slice(0, -10)}-${token.slice(-9)}`],
    ['broken in two lines', (token) => `${token.slice(0, 60)}\n${token.slice(60)}`],
    ['with dashes in place of underscores', (token) => token.replaceAll('_', '-')],
  ])('does not take one that is %s', (_what, change) => {
    fc.assert(
      fc.property(tokens, (token) => {
        expect(found(change(token))).toEqual([]);
      }),
    );
  });

  test('is tried by gitleaks only where one of its keywords stands, as it does in each token', () => {
    const keywords: unknown = JSON.parse(/keywords = (\[.*\])/.exec(docs('gitleaks.toml'))?.[1] ?? '[]');
    fc.assert(
      fc.property(tokens, (token) => {
        expect(keywords).toContain(/^onyx_[a-z]+_/.exec(token)?.[0]);
      }),
    );
  });
});

describe('the documented checksum', () => {
  const code = /```js test=docs\n([\s\S]*?)```/.exec(format)?.[1]?.replace(/^import.*$/m, '') ?? '';
  const isToken: (text: string) => boolean = new Function('crc32', `${code}; return isToken;`)(crc32);

  test('holds for every issued token, and for none that was changed', () => {
    const digits = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
    fc.assert(
      fc.property(tokens, fc.nat(), digits, (token, at, digit) => {
        const place = at % token.length;
        const changed = token.slice(0, place) + digit + token.slice(place + 1);
        expect(isToken(token)).toBe(true);
        expect(isToken(changed)).toBe(readCredentialToken(changed) !== null);
      }),
      { numRuns: 500 },
    );
  });

  test('does not hold for the example: it is no credential', () => {
    const example = /^onyx_live_\w+$/m.exec(format)?.[0] ?? '';
    expect([example.length, isToken(example)]).toEqual([86, false]);
  });
});
