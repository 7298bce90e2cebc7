import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { createLogger, flushLogger, type LogLevel } from '../../src/adapters/logger.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { newId } from '../../src/kernel/id.ts';
import type { Log } from '../../src/kernel/log.ts';
import { anySample, publicText, type Sample, SPELLINGS, shows } from '../kernel/secret-samples.ts';

type Line = Record<string, unknown>;

/** A logger with what it has written. */
const recorded = (level: LogLevel = 'debug') => {
  const written: string[] = [];
  const logger = createLogger({ level, destination: { write: (line) => void written.push(line) } });
  return { logger, written, lines: () => written.map((line): Line => JSON.parse(line)) };
};

type Recorded = ReturnType<typeof recorded>;

/** Every way in which a text can get into the log. */
const WAYS: readonly ((to: Recorded['logger'], text: string) => void)[] = [
  (to, text) => to.info(text),
  (to, text) => to.warn({ text }, 'an object'),
  (to, text) => to.warn({ [text]: 1 }, 'a key'),
  (to, text) => to.info({ a: [{ b: new Map([['c', text]]) }] }),
  (to, text) => to.info({ orderId: newId('order') }, text),
  (to, text) => to.info('as text %s, as JSON %j, as an object %o', text, { text }, { text }),
  (to, text) => to.error(new Error(text)),
  (to, text) => to.error({ err: new Error('outside', { cause: new AggregateError([new Error(text)], text) }) }),
  (to, text) =>
    to.fatal(Object.assign(new Error('driver'), { detail: text, query: text, parameters: [text], code: text })),
  (to, text) => to.error(new Fault('INTERNAL', { text }, { cause: text }), 'a fault'),
  (to, text) => to.child({ text }).info('a binding'),
  (to, text) => to.child({ a: 1 }).child({ b: { text } }, { msgPrefix: text }).info('a prefix'),
  (to, text) => to.child({}, { serializers: { plain: () => ({ text }) } }).info({ plain: 1 }, 'a serialiser'),
  (to, text) =>
    to.info({
      req: { method: 'GET', url: `/x?${text}`, headers: { authorization: text } },
      res: { statusCode: 200, text },
    }),
  (to, text) => to.info({ method: 'POST', url: text, headers: { 'x-any': text }, socket: {} }, 'a bare request'),
  (to, text) => to.info(`POST /graphql HTTP/1.1\r\nx-any: ${text}\r\n\r\n${JSON.stringify({ variables: { text } })}`),
  (to, text) => to.info(JSON.stringify(JSON.stringify({ text }))),
];

const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), publicText);

test('no secret gets into the log, whichever way it comes and however it is written', () => {
  fc.assert(
    fc.property(
      anySample,
      fc.constantFrom(...SPELLINGS),
      fc.constantFrom(...WAYS),
      anyText,
      (sample: Sample, spell, log, other) => {
        fc.pre(!shows(other, sample));
        const { logger, written, lines } = recorded();
        // A card number or an ICCID that continues other digits or an id is none.
        log(logger, `${other} ~ ${spell(sample.text)} ~ ${other}`);
        expect(shows(written.join(''), sample)).toBe(false);
        expect(lines()).toHaveLength(1);
      },
    ),
    { numRuns: 2000 },
  );
});

test('ordinary facts are logged as they are', () => {
  fc.assert(
    fc.property(
      fc.array(publicText, { maxLength: 8 }),
      publicText,
      fc.double({ min: 0, max: 1e5, noNaN: true }),
      (facts, message, durationMs) => {
        const { logger, lines } = recorded();
        logger.info({ facts, durationMs, orderId: message }, message);
        expect(lines()[0]).toMatchObject({ facts, durationMs: durationMs + 0, orderId: message, msg: message });
      },
    ),
    { numRuns: 1000 },
  );
});

test('a line has its level by name, an ISO time, the bindings, the fields and the message, and no process id', () => {
  const { logger, written } = recorded();
  const log: Log = logger.child({ part: 'worker' });
  log.info({ orderId: 'ord_1' }, 'provisioned');
  expect(written).toEqual([
    expect.stringMatching(
      /^\{"level":"info","time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z","part":"worker","orderId":"ord_1","msg":"provisioned"\}\n$/,
    ),
  ]);
});

test.each([
  ['debug', ['debug', 'info', 'warn', 'error', 'fatal']],
  ['info', ['info', 'warn', 'error', 'fatal']],
  ['error', ['error', 'fatal']],
  ['silent', []],
] as const)('at %s it writes %j', (level, names) => {
  const { logger, lines } = recorded(level);
  for (const name of ['debug', 'info', 'warn', 'error', 'fatal'] as const) logger[name]('x');
  expect(lines().map((line) => line.level)).toEqual(names);
});

test('an error stands under err, and its message is the message where none is given', () => {
  const { logger, lines } = recorded();
  const error = new TypeError('no such thing', { cause: new Error('inside') });
  logger.error(error);
  logger.error(error, 'while ordering');
  logger.error({ err: error, orderId: 'ord_1' });
  const err = {
    type: 'TypeError',
    message: 'no such thing',
    stack: expect.stringContaining('at '),
    cause: { message: 'inside' },
  };
  expect(lines()).toMatchObject([
    { err, msg: 'no such thing' },
    { err, msg: 'while ordering' },
    { err, orderId: 'ord_1', msg: 'no such thing' },
  ]);
});

test('an error of the database brings neither rows nor parameters, not even through its message', () => {
  const { logger, written, lines } = recorded();
  const fields = {
    severity: 'ERROR',
    code: '23505',
    detail: 'Key (name)=(Jane Doe) already exists.',
    constraint: 'name_key',
    parameters: ['Jane Doe'],
  };
  logger.error(Object.assign(new Error('invalid input syntax for type uuid: "Jane Doe"'), fields));
  expect(written.join('')).not.toContain('Jane');
  expect(lines()).toMatchObject([
    { err: { code: '23505', constraint: 'name_key' }, msg: 'invalid input syntax for type uuid: "…"' },
  ]);
});

test('a request is its method and its path, a reply its status', () => {
  const { logger, lines } = recorded();
  class Request {
    readonly method = 'GET';
    readonly url = '/graphql?query=private';
    readonly headers = { cookie: 'private' };
    readonly body = 'private';
  }
  // Fastify hands its own serialisers on to the child that it makes.
  const fastify = logger.child({}, { serializers: { req: ({ method, url, path }: Line) => ({ method, url, path }) } });
  fastify.info({ req: new Request(), res: { statusCode: 404, payload: 'private' } }, 'done');
  expect(lines()[0]).toMatchObject({ req: { method: 'GET', path: '/graphql' }, res: { statusCode: 404 } });
  expect(JSON.stringify(lines())).not.toContain('private');
});

test('a bare number that is a secret leaves the line valid', () => {
  const { logger, lines } = recorded();
  const child = logger.child(
    {},
    { serializers: { late: () => ({ n: 4111111111111111, list: [8944500000000000001n.toString()] }) } },
  );
  child.info({ late: 1, n: 4111111111111111, big: 8944500000000000001n }, 'numbers');
  expect(lines()[0]).toMatchObject({
    late: { n: '[card]', list: ['[iccid]'] },
    n: '[card]',
    big: '[iccid]',
    msg: 'numbers',
  });
});

test('whatever is logged, a line is written and nothing is thrown', () => {
  const hostile = {
    get value(): never {
      throw new Error('no');
    },
  };
  const circle: Line = {};
  circle.self = circle;
  const { logger, lines } = recorded();
  for (const value of [
    hostile,
    circle,
    { req: hostile },
    [1],
    new Map([[1, 2]]),
    null,
    undefined,
    1n,
    Symbol('s'),
    () => 1,
    { n: 1n },
  ]) {
    logger.info(value as object);
  }
  expect(lines()).toHaveLength(11);
  expect(lines()[0]).toMatchObject({ value: '[unreadable]' });
});

test('for a terminal it writes time, level, message and facts, and the error below; redacted all the same', () => {
  const written: string[] = [];
  const logger = createLogger({
    level: 'info',
    pretty: true,
    destination: { write: (line) => void written.push(line) },
  });
  logger.info({ orderId: 'ord_1', durationMs: 12 }, 'request of jane@example.com');
  logger.error(new Error('broken'), 'it broke');
  expect(written[0]).toMatch(/^\d\d:\d\d:\d\d\.\d{3} INFO {2}request of \[email\] orderId="ord_1" durationMs=12\n$/);
  expect(written[1]).toMatch(/ ERROR it broke\n\{\n {2}"type": "Error",\n {2}"message": "broken",/);
});

describe('on standard output', () => {
  const run = async (script: string): Promise<string[]> => {
    const url = new URL('../../src/adapters/logger.ts', import.meta.url).href;
    const source = `import { createLogger, flushLogger } from ${JSON.stringify(url)};\nconst logger = createLogger({ level: 'info' });\n${script}`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', source]).catch(
      (error) => error,
    );
    return String(stdout).trim().split('\n');
  };

  test.each([
    ['ends by itself', ''],
    ['is told to exit', 'process.exit(0);'],
    ['dies of an error', 'throw new Error("broken");'],
    ['flushes and exits', 'await flushLogger(logger); process.reallyExit(0);'],
  ])('nothing is lost when the process %s', async (_, end) => {
    const lines = await run(`for (let i = 0; i < 500; i++) logger.info({ i }, 'line');\n${end}`);
    expect(lines).toHaveLength(500);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ i: 499 });
  });
});

test('flushing where there is nothing to flush is no wait', async () => {
  await expect(flushLogger(recorded().logger)).resolves.toBeUndefined();
});
