import fc from 'fast-check';
import { redact, SECRETS } from '../../src/kernel/redact.ts';
import { EMAIL_DOMAIN } from '../../src/kernel/redact-emails.ts';
import { anySample, publicText, SAMPLES, type Sample, SPELLINGS, shows } from './secret-samples.ts';
import { stepCounter } from './step-counter.ts';

const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), publicText);

/**
 * A card number is known only where it stands by itself: its neighbours are no part of a number or an id here. Those of
 * an ICCID may be, as long as they do not make it look like a part of a UUID or of a hash.
 */
const apart = (kind: string, before: string, text: string, behind: string): string => {
  if (kind === 'card') return before.replace(/[\w\s.+%-]+$/, '') + text + behind.replace(/^[\w\s.+%-]+/, '');
  if (kind.endsWith('ccid'))
    return before.replace(/[0-9a-f-]{8,}$/i, '') + text + behind.replace(/^[0-9a-f-]{8,}/i, '');
  return before + text + behind;
};

const spellings = fc.constantFrom(...SPELLINGS);

describe.each(Object.entries(SAMPLES))('%s', (kind, samples: fc.Arbitrary<Sample>) => {
  test('is masked at any place of any text, in every spelling', () => {
    fc.assert(
      fc.property(anyText, samples, anyText, spellings, (before, sample, behind, spell) => {
        fc.pre(!shows(before + behind, sample));
        const text = apart(kind, before, spell(sample.text), behind);
        expect(shows(redact(text), sample)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test('is masked in JSON, and the JSON stays valid', () => {
    fc.assert(
      fc.property(anyText, samples, anyText, spellings, fc.nat(2), (before, sample, behind, spell, depth) => {
        fc.pre(!shows(before + behind, sample));
        let value: unknown = { [before]: 1, text: apart(kind, before, spell(sample.text), behind) };
        for (let i = 0; i < depth; i++) value = { inner: JSON.stringify(value) };
        const line = redact(JSON.stringify(value));
        expect(shows(line, sample)).toBe(false);
        expect(() => JSON.parse(line)).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });
});

test('two secrets next to each other are both masked', () => {
  fc.assert(
    fc.property(anySample, fc.constantFrom(' ', ', ', '"', '\n', '&'), anySample, (one, between, other) => {
      const masked = redact(one.text + between + other.text);
      expect(shows(masked, one) || shows(masked, other)).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test('what was masked stays as it is', () => {
  fc.assert(
    fc.property(anyText, anySample, anyText, (before, { text }, behind) => {
      const masked = redact(apart('card', before, text, behind));
      expect(redact(masked)).toBe(masked);
    }),
    { numRuns: 2000 },
  );
});

test('ids, package names, times, UUIDs, hashes, amounts and durations survive', () => {
  fc.assert(
    fc.property(fc.array(publicText, { minLength: 1, maxLength: 12 }), (texts) => {
      const line = JSON.stringify({ msg: texts.join(', '), texts });
      expect(redact(line)).toBe(line);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['onyx_live_01k', '[credential]'],
  ['token=onyx%5Fsandbox%5F01kabc;', 'token=[credential];'],
  ['Authorization: Bearer abc.def', 'Authorization: Bearer [credential]'],
  ['{"a":"lpa:1\\u0024rsp.example.com\\u0024ABC"}', '{"a":"[activation]"}'],
  ['?carddata=LPA%3A1%24rsp.example.com%24ABC done', '?carddata=[activation] done'],
  ['{"matchingId":"ABC-DEF","x":1}', '{"matchingId":"[activation]","x":1}'],
  ['iccid 8944 5000 0000 0000 000F!', 'iccid [iccid]!'],
  ['from 4111-1111-1111-1111 on', 'from [card] on'],
  ['2025-11-24 4111111111111111', '[card]'],
  ['q=%204111111111111111', 'q=%[card]'],
  ['{"a":"\\u00224111111111111111"}', '{"a":"\\u0022[card]"}'],
  ['{"a":"x\\njane@example.com, y"}', '{"a":"x\\n[email], y"}'],
  ['{"a":"\\bearer abcdefgh"}', '{"a":"\\bearer [credential]"}'],
  ['postgres://onyx:p@ss@db.example.com/onyx', 'postgres://[secret]@db.example.com/onyx'],
  ['https://token@example.com/x', 'https://[secret]@example.com/x'],
  ['key -----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- read', 'key [secret] read'],
])('%s becomes %s', (text, masked) => {
  expect(redact(text)).toBe(masked);
});

test.each([
  'Send `Authorization: Bearer` with an active credential.',
  'a basic plan, or Basic Plus',
  'https://example.com:443/users/@jane',
  'file:///srv/node_modules/.pnpm/pino@10.4.0/node_modules/@apollo/server/index.js:12:3',
  'Migration20251124034700 took 12 ms',
  'password authentication failed for user "onyx"',
  '1763956020123',
  '{"durationMs":1.4111111111111111}',
])('%s survives', (text) => {
  expect(redact(text)).toBe(text);
});

const FRAGMENTS = [
  ...[
    'onyx_live_',
    'onyx%5Fsandbox%5F',
    'eyJ',
    'eyJabcdefgh',
    '.',
    'LPA:',
    'LPA:1$',
    'lpa%3A1%24',
    '1$',
    '1$a',
    'whsec_',
  ],
  ...[
    '-----BEGIN ',
    '-----BEGIN PRIVATE KEY',
    '-----END',
    'PRIVATE KEY',
    '-----',
    'Bearer ',
    'basic ',
    '://',
    '://a:',
    ':',
    '/',
  ],
  ...[
    'password',
    'password"',
    'matchingId=',
    '=',
    '"',
    "'",
    '\\',
    '\\\\',
    '\\u0024',
    '\\u0040',
    '\\u00',
    '%25',
    '%20',
    '%40',
    '%',
    ' ',
  ],
  ...[
    '8',
    '89',
    '1',
    '12345678901',
    '4111',
    ' 1',
    '1 ',
    '-',
    '+',
    'F',
    '@',
    'a',
    'a.',
    'a-',
    'a@b',
    'a@b.',
    '.1',
    '\n',
    'é',
    '😀',
  ],
];

const fragments = fc.array(fc.constantFrom(...FRAGMENTS), { minLength: 1, maxLength: 4 }).map((list) => list.join(''));

const adversarial = fc.array(fragments, { minLength: 1, maxLength: 3 });

/** Each part repeated until it fills its share, and `more` times. */
const ofLength = (parts: readonly string[], length: number, more: number): string =>
  parts.map((part) => part.repeat(Math.ceil(length / parts.length / part.length) + more)).join('');

describe.each([
  ['secrets', SECRETS],
  ['domains of e-mail addresses', new RegExp(`@${EMAIL_DOMAIN.source}`, 'gi')],
])('the pattern for %s', (_, pattern) => {
  const count = stepCounter(pattern);

  /** A match may swallow the next one, so that every other text is cheap: the dearer of two neighbours counts. */
  const dearest = (parts: readonly string[], length: number): number =>
    Math.max(...[0, 1].map((more) => count(ofLength(parts, length, more)).steps));

  test('takes steps in proportion to the length of the worst text', () => {
    fc.assert(
      fc.property(adversarial, (parts) => {
        // Eight times the text: quadratic would be 64 times the steps.
        expect(dearest(parts, 12_000)).toBeLessThan(24 * dearest(parts, 1_500));
      }),
      { numRuns: 60 },
    );
  });

  test('is counted by a matcher that finds what the engine finds', () => {
    fc.assert(
      fc.property(adversarial, fc.string(), anySample, (parts, filler, sample) => {
        const text = [filler, sample.text, ...parts, filler].join('');
        const found = Array.from(text.matchAll(pattern), (match) => [match.index, match.index + match[0].length]);
        expect(count(text).spans).toEqual(found);
      }),
      { numRuns: 1000 },
    );
  });
});

test('a megabyte of the worst text is masked without running out of anything', () => {
  for (const fragment of FRAGMENTS)
    expect(typeof redact(fragment.repeat(Math.ceil(1_000_000 / fragment.length)))).toBe('string');
});
