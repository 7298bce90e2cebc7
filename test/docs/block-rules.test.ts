import { blockComplaints } from './block-rules.ts';
import { parsePage } from './doc-page.ts';
import { ExampleValues } from './example-values.ts';
import { outputDiffers } from './same-answer.ts';

const fenced = (...blocks: readonly (readonly [info: string, text: string])[]): string =>
  blocks.map(([info, text]) => `\`\`\`${info}\n${text}\n\`\`\`\n`).join('\n');

const complaints = (...blocks: readonly (readonly [info: string, text: string])[]): readonly string[] =>
  blockComplaints(parsePage('docs/a.md', fenced(...blocks)));

describe('the rules for blocks', () => {
  test.each<[string, readonly (readonly [string, string])[], RegExp]>([
    ['of a language that nothing runs', [['cobol', 'STOP RUN.']], /nothing runs a block of the language "cobol"/],
    ['without a language', [['', 'x']], /nothing runs a block of the language ""/],
    ['with a word that means nothing', [['sh sometimes', 'true']], /nothing knows the word "sometimes"/],
    ['that is output of nothing', [['text', 'x']], /no block right before this one prints it/],
    [
      'that is output of another output',
      [
        ['sh', 'date'],
        ['text', 'x'],
        ['text', 'x'],
      ],
      /no block right before/,
    ],
    ['that is variables of no document', [['json variables', '{}']], /right behind their document/],
    [
      'that is a file which nothing uses',
      [['yaml file=alerts.yml', 'a: 1']],
      /no later block of the page uses alerts.yml/,
    ],
    ['whose test is not there', [['http test=no-such', 'GET /']], /test\/no-such.test.ts is not there/],
    ['whose test does not read its page', [['http test=readme', 'GET /']], /does not read docs\/a.md/],
  ])('complain of one %s', (_what, blocks, complaint) => {
    expect(complaints(...blocks)).toEqual([expect.stringMatching(complaint)]);
  });

  test('find a block that is indented, in a list or in a quotation', () => {
    const text = '    indented\n\n- item\n\n  ```cobol\n  x\n  ```\n\n> ```cobol\n> x\n> ```\n';
    expect(blockComplaints(parsePage('docs/a.md', text))).toHaveLength(3);
  });

  test('let stand what is run', () => {
    expect(
      complaints(
        ['graphql', '{ viewer { mode } }'],
        ['json variables', '{}'],
        ['json', '{}'],
        ['yaml file=a.yml', 'a: 1'],
        ['sh', 'cat a.yml'],
        ['text', 'a: 1'],
      ),
    ).toEqual([]);
  });
});

const ORDERS = ['ord_01kx3v9q5gfz2avx0s8cwm6t4e', 'ord_01kx3v9q7aefwb5n8t2m4d7c0j'] as const;
const REAL = ['ord_01m86zz03feskbvstkh3sq4ted', 'ord_01m86zz03feskbvstkh3sq4tef'] as const;

const differs = (example: unknown, real: unknown, values = new ExampleValues()): string | null =>
  outputDiffers('json', JSON.stringify(example), JSON.stringify(real), values);

describe('what is shown and what came of it', () => {
  test.each<[string, unknown, unknown]>([
    ['an id of the same kind', { id: ORDERS[0] }, { id: REAL[0] }],
    ['another moment', { at: '2026-11-24T09:00:00.000Z' }, { at: '2027-01-01T12:30:01.123Z' }],
    ['a value inside a sentence', { say: `Order ${ORDERS[0]} waits.` }, { say: `Order ${REAL[0]} waits.` }],
    ['anything for an ellipsis', { url: 'http://127.0.0.1:4000/install/…' }, { url: 'http://127.0.0.1:1/install/x' }],
    ['any number for an ellipsis', { left: '…' }, { left: 19_959 }],
    ['more of a list that goes on', { list: [1, '…'] }, { list: [1, 2, 3] }],
    ['a cost that is not shown', { data: { a: 1 } }, { data: { a: 1 }, extensions: { cost: 3 } }],
  ])('are the same with %s', (_what, example, real) => {
    expect(differs(example, real)).toBeNull();
  });

  test.each<[string, unknown, unknown]>([
    ['an id of another kind', { id: ORDERS[0] }, { id: REAL[0].replace('ord', 'evt') }],
    ['another word', { status: 'RESERVED' }, { status: 'FAILED' }],
    ['another number', { amount: 1 }, { amount: 2 }],
    ['another amount', { amount: '3.74' }, { amount: '3.75' }],
    ['nothing for an ellipsis', { left: '…' }, { other: 1 }],
    ['a field more', { a: 1 }, { a: 1, b: 2 }],
    ['a field less', { a: 1, b: 2 }, { a: 1 }],
    ['null for an object', { a: { b: 1 } }, { a: null }],
    ['an item more', [1], [1, 2]],
    ['an item less', [1, 2, '…'], [1]],
    ['errors beside the data', { data: { a: 1 } }, { data: { a: 1 }, errors: [] }],
    ['an order in place of another', [ORDERS[0], ORDERS[0]], [REAL[0], REAL[1]]],
  ])('differ with %s', (_what, example, real) => {
    expect(differs(example, real)).not.toBeNull();
  });

  test('keep what an example stood for: a later block asks for the real one', () => {
    const values = new ExampleValues();
    expect(differs({ id: ORDERS[0] }, { id: REAL[0] }, values)).toBeNull();
    expect(values.resolve(`{ order(by: { id: "${ORDERS[0]}" }) }`)).toBe(`{ order(by: { id: "${REAL[0]}" }) }`);
    expect(differs({ id: ORDERS[0] }, { id: REAL[1] }, values)).toContain(`stood for ${REAL[0]}`);
  });
});
