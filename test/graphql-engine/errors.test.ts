import { startEngine } from './harness.ts';

const SECRET = 'onyx_live_01hzsecret';

const FIELDS = 'packageId, partnerOrderId, wanted, sizes';
const CREATE = 'mutation ($input: CreateOrderInput!) { createOrder(input: $input) { order { id } } }';

describe('errors', () => {
  let engine: Awaited<ReturnType<typeof startEngine>>;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterEach(() => {
    engine.log.lines.length = 0;
  });
  afterAll(() => engine.stop());

  test('a fault shows its row of the table, its details and whether money moved', async () => {
    const { errors, status, data, facts } = await engine.askTwice('{ order(id: "missing") { id } }');
    expect([status, data]).toEqual([200, { order: null }]);
    expect(errors).toEqual([
      {
        message: 'There is no such order.',
        locations: [{ line: 1, column: 3 }],
        path: ['order'],
        extensions: {
          code: 'ORDER_NOT_FOUND',
          retry: 'never',
          isTransient: false,
          next: 'Check the id and the mode of the credential.',
          moneyMoved: false,
          requestId: 'req_test',
        },
      },
    ]);
    expect(facts.codes).toEqual(['ORDER_NOT_FOUND']);
  });

  test('a refused mutation says that no money moved; a broken one does not know', async () => {
    const asked = (partnerOrderId: string) => ({ variables: { input: { packageId: 'p', partnerOrderId } } });
    const poor = await engine.askTwice(CREATE, asked('poor'));
    expect([poor.status, poor.data, poor.errors[0]?.extensions]).toEqual([
      402,
      null,
      expect.objectContaining({ code: 'INSUFFICIENT_BALANCE', moneyMoved: false, shortfall: '1.00', retry: 'later' }),
    ]);
    const broken = await engine.ask(CREATE, asked('broken'));
    expect([broken.status, broken.errors[0]?.extensions]).toEqual([
      500,
      expect.objectContaining({ code: 'INTERNAL', moneyMoved: null }),
    ]);
  });

  test.each([
    ['broken', 'INTERNAL', 'error'],
    ['foreign', 'INTERNAL', 'error'],
    ['away', 'UNAVAILABLE', 'warn'],
  ])('an unexpected error (%s) is shown as %s, without its words, and logged whole', async (id, code, level) => {
    const { text, errors } = await engine.askTwice(`{ order(id: "${id}") { id } }`);
    expect(errors[0]?.extensions.code).toBe(code);
    for (const word of ['password', 'secret', 'library', 'terminating', 'stack', 'ODD'])
      expect(text).not.toContain(word);
    expect(engine.log.lines.filter((line) => line.level === level)).toHaveLength(2);
    expect(engine.log.lines[0]?.fields).toMatchObject({ requestId: 'req_test', err: expect.any(Error) });
  });

  test.each([
    [{}, [{ field: 'input', bound: 'required: CreateOrderInput!' }]],
    [{ input: { packageId: 'p' } }, [{ field: 'input.partnerOrderId', bound: 'required: String!' }]],
    [
      { input: { packageId: 7, partnerOrderId: 'o', wanted: SECRET } },
      [
        { field: 'input.packageId', bound: 'a value of type String!' },
        { field: 'input.wanted', bound: 'one of RESERVED, ESIM_READY' },
      ],
    ],
    [
      { input: { packageId: 'p', partnerOrderId: 'o', [SECRET]: 1 } },
      [{ field: 'input', bound: `an object with only the fields ${FIELDS}` }],
    ],
    [
      { input: { packageId: 'p', partnerOrderID: 'o', quantity: SECRET } },
      [
        { field: 'input.partnerOrderId', bound: 'required: String!' },
        {
          field: 'input.partnerOrderID',
          bound: `an unknown field: did you mean partnerOrderId? The fields are ${FIELDS}`,
        },
        { field: 'input.quantity', bound: `an unknown field. The fields are ${FIELDS}` },
      ],
    ],
    [
      { input: { packageId: 'p', partnerOrderId: 'o', ['x'.repeat(65)]: 1 } },
      [{ field: 'input', bound: `an object with only the fields ${FIELDS}` }],
    ],
    [
      { input: { packageId: 'p', partnerOrderId: 'o', sizes: [1, SECRET] } },
      [{ field: 'input.sizes.1', bound: 'a value of type Int!' }],
    ],
    [
      { input: { packageId: '', partnerOrderId: 'o'.repeat(65) } },
      [
        { field: 'input.packageId', bound: expect.any(String) },
        { field: 'input.packageId', bound: 'packageId must be longer than or equal to 1 characters' },
        { field: 'input.partnerOrderId', bound: 'partnerOrderId must be shorter than or equal to 64 characters' },
      ],
    ],
  ])('variables %j are BAD_USER_INPUT: each field with its bound, never its value', async (variables, problems) => {
    const { status, errors, text } = await engine.askTwice(CREATE, { variables });
    expect([status, errors.length, errors[0]?.extensions.code]).toEqual([400, 1, 'BAD_USER_INPUT']);
    expect(errors[0]?.extensions.problems).toEqual(problems);
    expect(text).not.toContain(SECRET);
  });

  test('a page size out of its bounds names the argument and the bound', async () => {
    const { errors } = await engine.askTwice('{ packages(first: 201) { hasNextPage } }');
    expect(errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      problems: [{ field: 'first', bound: 'first must not be greater than 200' }],
    });
  });

  test.each([
    ['{ order(id: "1") { nmae } }', 'Cannot query field "nmae" on type "Order".'],
    ['{ packges { hasNextPage } }', 'Cannot query field "packges" on type "Query".'],
    [`{ packages(first: "${SECRET}") { hasNextPage } }`, 'A value does not fit the type Int.'],
    [`{ echo(text: "a", status: ${SECRET}) }`, 'A value does not fit the type OrderStatus.'],
    [`{ echo(text: "a", at: "${SECRET} x") }`, null],
    [`{ echo(text: "a", input: { packageId: { x: "${SECRET}" } }) }`, null],
    ['query ($a: Int) { viewer }', 'Variable "$a" is never used.'],
    ['{ order(id: "1") }', 'Field "order" of type "Order" must have a selection of subfields.'],
  ])('%s is GRAPHQL_VALIDATION_FAILED, without suggestions and without values', async (query, why) => {
    const { status, errors, text, data } = await engine.ask(query);
    expect([status, data, errors[0]?.extensions.code]).toEqual([400, undefined, 'GRAPHQL_VALIDATION_FAILED']);
    if (why) expect(errors[0]?.extensions.why).toBe(why);
    expect(text).not.toContain('Did you mean');
    expect(text).not.toContain(SECRET);
    expect(engine.log.lines).toEqual([]);
  });

  test.each([
    ['{ viewer ', 'Line 1, column 10: Expected Name, found <EOF>.'],
    ['query {\n  viewer }\n}', 'Line 3, column 1: Unexpected "}".'],
    ['qurey { viewer }', 'Line 1, column 1: Unexpected Name "qurey".'],
    ['{ viewer "a word" }', 'Line 1, column 10: Expected Name, found String.'],
    ['{ viewer """a\n "word""" }', 'Line 1, column 10: Expected Name, found BlockString.'],
    ['{ viewer 4711 }', 'Line 1, column 10: Expected Name, found Int.'],
    ['{ echo(text: "\\u{secret") }', 'Line 1, column 15: Invalid Unicode escape sequence.'],
    [`{ viewer } ${SECRET}`, 'Line 1, column 12: The text is not what GraphQL has here.'],
    [`{ viewer } ${'x'.repeat(500)}`, 'Line 1, column 12: The text is not what GraphQL has here.'],
  ])('a document that cannot be read (%s) is told why: %s', async (query, why) => {
    const { errors } = await engine.ask(query);
    expect(errors[0]?.extensions).toMatchObject({ code: 'GRAPHQL_PARSE_FAILED', why });
  });

  test('a syntax error says where, not what', async () => {
    for (const query of [`{ viewer "${SECRET}" }`, `{ ${SECRET}( }`, `{ viewer } "${SECRET}`, `\u0007${SECRET}`]) {
      const { status, errors, text } = await engine.ask(query);
      expect([status, errors[0]?.extensions.code]).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
      expect(errors[0]?.locations).toEqual([{ line: 1, column: expect.any(Number) }]);
      expect(text).not.toContain(SECRET);
    }
  });

  test.each([
    ['query A { viewer } query B { viewer }', {}],
    ['query A { viewer }', { operationName: 'B' }],
    ['fragment F on Query { viewer }', {}],
  ])('%s with %j: no operation can be chosen', async (query, asked) => {
    const { status, errors } = await engine.ask(query, asked);
    expect([status, errors[0]?.extensions.code]).toEqual([
      400,
      expect.stringMatching(/^(BAD_REQUEST|GRAPHQL_VALIDATION_FAILED)$/),
    ]);
  });

  test('a mutation by GET and a subscription are refused', async () => {
    const get = await engine.ask('mutation { __typename }', { method: 'GET' });
    expect([get.status, get.errors[0]?.extensions.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
    expect((await engine.ask('subscription { anything }')).errors[0]?.extensions.code).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
  });
});
