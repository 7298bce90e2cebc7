import { startEngine } from './harness.ts';

const INPUT = 'input: { packageId: "p", partnerOrderId: "o" }';
const one = (directive = '') => `mutation ($k: String!) { createOrder(${INPUT}) ${directive} { key replayed } }`;
const BARE = `mutation { createOrder(${INPUT}) { key replayed } }`;
const TWO = `mutation { a: createOrder(${INPUT}) @idempotent(key: "k1") { key } b: createOrder(${INPUT}) @idempotent(key: "k2") { key } }`;

describe('idempotency keys', () => {
  let engine: Awaited<ReturnType<typeof startEngine>>;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());

  const keyOf = (data: unknown) => (data as { createOrder: { key: string | null } }).createOrder.key;

  test('a key comes from the directive, literal or variable, or from the header, bare or quoted', async () => {
    const variables = { k: 'from variable' };
    expect(keyOf((await engine.askTwice(one('@idempotent(key: $k)'), { variables })).data)).toBe('from variable');
    expect(keyOf((await engine.askTwice(BARE, { header: 'bare-1' })).data)).toBe('bare-1');
    expect(keyOf((await engine.askTwice(BARE, { header: '"quoted \\"1\\""' })).data)).toBe('quoted "1"');
    expect(keyOf((await engine.askTwice(BARE)).data)).toBeNull();
  });

  test('each field of a document has its own key', async () => {
    expect((await engine.askTwice(TWO)).data).toEqual({ a: { key: 'k1' }, b: { key: 'k2' } });
  });

  test('header and directive may agree and may not differ', async () => {
    const variables = { k: 'same' };
    const asked = one('@idempotent(key: $k)');
    expect(keyOf((await engine.askTwice(asked, { variables, header: 'same' })).data)).toBe('same');
    const { errors } = await engine.askTwice(asked, { variables, header: 'other' });
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', problems: [{ field: 'Idempotency-Key' }] });
  });

  test.each([
    ['', '@idempotent(key:)'],
    ['é', '@idempotent(key:)'],
    ['k'.repeat(256), '@idempotent(key:)'],
  ])('the key %j is out of its bounds', async (k, field) => {
    const { errors, text } = await engine.askTwice(one('@idempotent(key: $k)'), { variables: { k } });
    expect(errors[0]?.extensions.problems).toEqual([{ field, bound: '1 to 255 printable ASCII characters' }]);
    if (k !== '') expect(text).not.toContain(k);
  });

  test('a header over two mutation fields, or with a broken quote, is refused', async () => {
    for (const [query, header] of [
      [TWO, 'k'],
      [BARE, '"open'],
    ] as const) {
      const { errors } = await engine.askTwice(query, { header });
      expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', problems: [{ field: 'Idempotency-Key' }] });
    }
  });

  test('a resolver marks a repeated key in the facts', async () => {
    const { facts } = await engine.askTwice(one('@idempotent(key: $k)'), { variables: { k: 'again' } });
    expect(facts).toMatchObject({
      replayed: true,
      orderIds: ['ord_new'],
      operationType: 'mutation',
      rootField: 'createOrder',
    });
  });
});
