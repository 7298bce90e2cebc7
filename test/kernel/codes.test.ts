import { CODES, type Code, type CodeRow, isTransient } from '../../src/kernel/codes.ts';
import { badInput, Fault } from '../../src/kernel/fault.ts';
import { redact } from '../../src/kernel/redact.ts';

const rows = Object.entries(CODES) as [Code, CodeRow][];

describe.each(rows)('%s', (code, { http, retry, say, next }) => {
  test('is spelled like a code', () => {
    expect(code).toMatch(/^[A-Z]+(?:_[A-Z]+)*$/);
  });

  test.each([
    ['say', say],
    ['next', next],
  ])('%s is a whole sentence without a placeholder', (_, sentence) => {
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toMatch(/\$\{|%[sdj]|\{\w*\}|<\w+>|TODO|\bXXX\b| {2}/);
    expect(sentence.trim()).toBe(sentence);
  });

  test('has a status of an error, and a retry that goes with it', () => {
    expect(http).toBeGreaterThanOrEqual(400);
    expect(http).toBeLessThan(600);
    // What fails on our side is worth the same request again: nothing may be lost by it.
    if (http >= 500) expect([retry, isTransient(code)]).toEqual(['same_key', true]);
    if (isTransient(code)) expect(['same_key', 'later']).toContain(retry);
  });

  test('is carried by a fault whose message is the sentence and nothing else', () => {
    const fault = new Fault(code, { amount: '1.00' }, { cause: new Error('inside') });
    expect(fault.message).toBe(say);
    expect(fault.row).toBe(CODES[code]);
    expect(fault).toBeInstanceOf(Error);
  });

  test('is not touched by redaction', () => {
    expect(redact(`${say} ${next}`)).toBe(`${say} ${next}`);
  });
});

test('what passes by itself is told from what is corrected first, though both take the same key', () => {
  expect(rows.map(([code]) => code).filter(isTransient)).toEqual([
    'RATE_LIMITED',
    'IDEMPOTENCY_IN_PROGRESS',
    'UNAVAILABLE',
    'INTERNAL',
    'WEBHOOK_TEST_IN_PROGRESS',
  ]);
});

test('no two codes say the same', () => {
  expect(new Set(rows.map(([, { say }]) => say)).size).toBe(rows.length);
});

test('bad input names each field and its bound', () => {
  const fault = badInput({ field: 'first', bound: '1 to 200' }, { field: 'after', bound: 'a cursor' });
  expect(fault.code).toBe('BAD_USER_INPUT');
  expect(fault.details).toEqual({
    problems: [
      { field: 'first', bound: '1 to 200' },
      { field: 'after', bound: 'a cursor' },
    ],
  });
});
