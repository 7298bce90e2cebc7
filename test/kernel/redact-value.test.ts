import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { Fault } from '../../src/kernel/fault.ts';
import { redactFields, redactValue } from '../../src/kernel/redact-value.ts';
import { anySample, publicText, type Sample, shows } from './secret-samples.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Ways in which a secret comes along in a value. */
const WRAPPERS: readonly ((value: unknown) => unknown)[] = [
  (value) => ({ value }),
  (value) => [1, value],
  (value) => ({ a: { b: null, value } }),
  (value) => ({ [textOf(value)]: value }),
  (value) => new Map([['value', value]]),
  (value) => new Set([value]),
  (value) => new Error(textOf(value)),
  (value) => new Error('outside', { cause: value }),
  (value) => new AggregateError([value], 'several'),
  (value) => Object.assign(new Error('driver'), { detail: value, parameters: [value], query: value }),
  (value) => Object.assign(Object.create(null), { value }),
  (value) => JSON.stringify({ value: textOf(value) }),
];

const wrapped = fc.array(fc.constantFrom(...WRAPPERS), { maxLength: 5 });

test('no secret comes through, however it is wrapped', () => {
  fc.assert(
    fc.property(anySample, wrapped, (sample: Sample, wrappers) => {
      const value = wrappers.reduce<unknown>((inner, wrap) => wrap(inner), sample.text);
      expect(shows(JSON.stringify(redactValue(value)), sample)).toBe(false);
    }),
    { numRuns: 3000 },
  );
});

test('plain data without secrets comes through unchanged', () => {
  const data = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      publicText,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      tie('list'),
      tie('record'),
    ),
    list: fc.array(tie('value'), { maxLength: 4 }),
    record: fc.dictionary(fc.constantFrom('orderId', 'durationMs', 'codes', 'isReplayed', 'helpArticle'), tie('value')),
  })).value;
  fc.assert(fc.property(data, (value) => void expect(redactValue(value)).toEqual(value)));
});

test.each([
  ['authorization', '[credential]'],
  ['set-cookie', '[credential]'],
  ['accessToken', '[credential]'],
  ['X-Api-Key', '[credential]'],
  ['PASSWORD', '[secret]'],
  ['webhookSecret', '[secret]'],
  ['lpa', '[activation]'],
  ['esimLpa', '[activation]'],
  ['LPA_CODE', '[activation]'],
  ['matchingId', '[activation]'],
  ['confirmation_code', '[activation]'],
  ['iccid', '[iccid]'],
  ['customerEmail', '[email]'],
  ['cardNumber', '[card]'],
])('what stands under %s is dropped, whatever it is', (name, mark) => {
  for (const value of ['abc', { inner: 'abc' }, ['abc'], Buffer.from('abc')]) {
    expect(redactValue({ [name]: value, other: 1 })).toEqual({ [name]: mark, other: 1 });
  }
  expect(redactValue({ [name]: null })).toEqual({ [name]: null });
});

test('a number of tokens is a limit, a number as a password is none', () => {
  expect(redactValue({ tokens: 1000, hasSecret: true, password: 123456 })).toEqual({
    tokens: 1000,
    hasSecret: true,
    password: '[secret]',
  });
});

test('numbers that are secrets are masked, and large integers that JSON has no room for are text', () => {
  expect(
    redactValue([8944500000000000001n, 4111111111111111, 4111111111111111n, 12n, 10n ** 30n, 1763956020123]),
  ).toEqual(['[iccid]', '[card]', '[card]', '12', '1000000000000000000000000000000', 1763956020123]);
});

test('bytes, instances of classes and functions are named, never opened', () => {
  class Session {
    readonly secretly = 'x';
    toJSON() {
      return { opened: true };
    }
  }
  const value = {
    a: Buffer.from('x'),
    b: new Uint8Array(2),
    c: new Session(),
    d: () => 1,
    e: new Date(0),
    f: new URL('https://a.b/c'),
  };
  expect(redactValue(value)).toEqual({
    a: '[bytes]',
    b: '[bytes]',
    c: '[Session]',
    e: '1970-01-01T00:00:00.000Z',
    f: 'https://a.b/c',
  });
});

describe('an error', () => {
  test('keeps type, code, message, frames and causes', () => {
    const cause = Object.assign(new TypeError('inner'), { code: 'ECONNRESET' });
    const fault = new Fault('UNAVAILABLE', {}, { cause });
    expect(redactValue(fault)).toEqual({
      type: 'Fault',
      code: 'UNAVAILABLE',
      message: fault.message,
      stack: expect.stringMatching(/^at .+redact-value\.test/),
      cause: { type: 'TypeError', code: 'ECONNRESET', message: 'inner', stack: expect.stringMatching(/^at /) },
    });
  });

  test('of PostgreSQL keeps the constraint and loses the row, the parameters and the value that it quotes', () => {
    const error = Object.assign(new Error('invalid input syntax for type uuid: "Jane Doe"\nentity: Jane Doe'), {
      name: 'error',
      severity: 'ERROR',
      code: '22P02',
      detail: 'Key (name)=(Jane Doe) already exists.',
      where: 'Jane Doe',
      query: "insert into customer values ('Jane Doe')",
      parameters: ['Jane Doe'],
      constraint: 'customer_name_key',
    });
    const logged = redactValue(error);
    expect(JSON.stringify(logged)).not.toContain('Jane');
    expect(logged).toMatchObject({
      code: '22P02',
      constraint: 'customer_name_key',
      message: 'invalid input syntax for type uuid: "…"',
    });
  });

  test('of another realm is an error too', () => {
    const foreign: unknown = runInNewContext('new RangeError("far away")');
    expect(redactValue(foreign)).toMatchObject({ type: 'RangeError', message: 'far away' });
  });

  test('whose causes go round in a circle, or never end, is written all the same', () => {
    const error = new Error('round');
    error.cause = error;
    expect(redactValue(error)).toMatchObject({ message: 'round', cause: '[circular]' });
    const long = Array.from({ length: 100 }).reduce<Error>(
      (cause) => new Error('one more', { cause }),
      new Error('first'),
    );
    expect(JSON.stringify(redactValue(long)).match(/one more/g)?.length).toBeLessThan(10);
  });
});

describe('whatever is given', () => {
  test('the result is JSON, and nothing is thrown', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withSparseArray: true,
          withTypedArray: true,
          withNullPrototype: true,
          withBoxedValues: true,
        }),
        (value) => {
          expect(() => JSON.stringify(redactValue(value))).not.toThrow();
          expect(typeof redactFields(value)).toBe('object');
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('getters and proxies that throw are marked', () => {
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    const getter = {
      get value() {
        throw new Error('no');
      },
    };
    expect(redactValue({ hostile, getter, fine: 1 })).toEqual({
      hostile: '[unreadable]',
      getter: '[unreadable]',
      fine: 1,
    });
  });

  test('circles are marked, and the same object twice is none', () => {
    const twice = { a: 1 };
    const circle: Record<string, unknown> = { one: twice, other: twice };
    circle.self = circle;
    expect(redactValue(circle)).toEqual({ one: twice, other: twice, self: '[circular]' });
  });

  test('the result is small, however deep, wide or long the value is', () => {
    const deep = Array.from({ length: 10_000 }).reduce<unknown>((inner) => ({ inner }), 'x');
    const wide = Array.from({ length: 100_000 }, () => 'some text');
    const long = Array.from({ length: 50 }, () => 'long '.repeat(100_000));
    for (const value of [deep, wide, long, new Map(wide.entries()), 'x'.repeat(10_000_000)]) {
      expect(JSON.stringify(redactValue(value)).length).toBeLessThan(100_000);
    }
  });

  test('a name that every object has does no harm', () => {
    const value: unknown = JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"toString":"x"}');
    const copy = redactFields(value);
    expect(copy).toEqual({ constructor: 1, toString: 'x' });
    expect('polluted' in copy).toBe(false);
  });
});

test('a secret at the place where a long text is cut does not show, not even in part', () => {
  fc.assert(
    fc.property(anySample, fc.integer({ min: 7_000, max: 9_300 }), fc.nat(20), (sample, at, secrets) => {
      const text = `${'8944500000000000001 '.repeat(secrets)}${'. '.repeat(at / 2)} ${sample.text} ${'. '.repeat(2_000)}`;
      const masked = redactValue(text);
      expect(shows(String(masked), { ...sample, core: sample.core.slice(0, 12) })).toBe(false);
    }),
  );
});
