import { readManifest } from '../../src/domains/documents/index.ts';
import { documentHash } from '../../src/kernel/document-hash.ts';

const DOCUMENT = 'query Q { viewer { mode } }';
const HASH = documentHash(DOCUMENT);

const NONE = { problem: null, hash: HASH, document: DOCUMENT };

test.each([
  ['bare', HASH],
  ['behind its prefix', `sha256:${HASH}`],
])('a manifest names its documents by their SHA-256, %s', (_, key) => {
  expect(readManifest(JSON.stringify({ [key]: DOCUMENT }))).toEqual([{ ...NONE, key }]);
});

test.each([
  ["another document's", documentHash('{ viewer { mode } }')],
  ['a SHA-1, as graphql-codegen makes it where nothing is said', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
  ['a SHA-256 in capitals', HASH.toUpperCase()],
  ['a name', 'Q'],
])('a key that is %s is a problem, and says what to set', (_, key) => {
  const [entry] = readManifest(JSON.stringify({ [key]: DOCUMENT }));
  expect(entry?.problem).toContain("hashAlgorithm: 'sha256'");
});

test.each([
  '',
  'no JSON',
  'null',
  '5',
  '[]',
  '{}',
  `["${DOCUMENT}"]`,
  '{"a": 1}',
  `{"${HASH}": "${DOCUMENT}", "a": null}`,
])('what is no manifest is refused: %s', (text) => {
  expect(() => readManifest(text)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
});

test('a manifest of more than 2,000 documents is refused', () => {
  const many = Object.fromEntries(Array.from({ length: 2_001 }, (_, n) => [n, 'x']));
  expect(() => readManifest(JSON.stringify(many))).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
});
