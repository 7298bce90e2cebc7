import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Call } from '../../src/explorer/copy-as/call.ts';
import { asCurl } from '../../src/explorer/copy-as/curl.ts';
import { asPython } from '../../src/explorer/copy-as/python.ts';
import { asTypescript } from '../../src/explorer/copy-as/typescript.ts';
import { keepInvariants } from '../support/after-each.ts';
import { JP } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const run = promisify(execFile);

const CLIENT = join(import.meta.dirname, '../../src/client/index.ts');

let api: TestApi;
let token: string;
let folder: string;
beforeAll(async () => {
  [api, folder] = await Promise.all([openTestApi(), mkdtemp(join(tmpdir(), 'onyx-test-copy-'))]);
  await seedCatalogue(api.house, [packageDraft('JP', '1.00')]);
  token = await api.credential(await seedPartner(api.house, { wallet: '50.00', approved: [JP] }));
  const variables = { input: { packageId: JP, partnerOrderId: 'nasty', customerReference: NASTY } };
  const order =
    'mutation ($input: CreateOrderInput!) { createOrder(input: $input) @idempotent(key: "n") { replayed } }';
  expect((await api.ask(token, order, { variables })).errors).toEqual([]);
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true, force: true });
});
keepInvariants(() => api);

/** What breaks a shell, a Python text or a template where it is not written with care. */
const NASTY = [
  `it's "quoted" and \`ticked\``,
  ['$HOME $(id) $', '{x} !! %s \\n \\u0041 \\'].join(''),
  '"""triple""" \'\'\'triple\'\'\'',
  'Größe 東京 🛜 \u2028',
  '#{} */ <!-- </script> {{nonce}} \\',
].join(' ');

/** What the API takes in no name, and a program must carry all the same. */
const WITH_CONTROLS = `${NASTY}\ntwo lines\r\nand a\ttab\u0007\u0000`;

const environment = () => ({ PATH: process.env.PATH ?? '', HOME: folder, ONYX_CREDENTIAL: token });

const RUNS: Readonly<Record<string, (call: Call, name: string) => Promise<unknown>>> = {
  curl: async (call) => {
    const { stdout } = await run('sh', ['-c', asCurl(call)], { env: environment() });
    return JSON.parse(stdout).data;
  },
  python: async (call) => {
    const { stdout } = await run('python3', ['-c', asPython(call)], { env: environment() });
    return JSON.parse(stdout).data;
  },
  typescript: async (call, name) => {
    const path = join(folder, `${name}.mts`);
    await writeFile(path, asTypescript(call).replace('onyx-partner-api/client', CLIENT));
    const { stdout } = await run(process.execPath, [path], { env: environment() });
    return JSON.parse(stdout);
  },
};

/** The text stands in the document and in the variables: only where both arrive as they are, the order is found. */
const FIND: () => Call = () => ({
  origin: api.url,
  query: `query Find($text: String!, $status: [OrderStatus!]) {
  # ${NASTY}
  byDocument: orders(filter: { customerReference: ${JSON.stringify(NASTY)} }) { nodes { customerReference } }
  byVariables: orders(filter: { customerReference: $text, status: $status }) { nodes { customerReference } }
}
`,
  variables: { text: NASTY, status: ['RESERVED'] },
});

describe.each(Object.entries(RUNS))('%s', (name, runs) => {
  test('that was copied finds what the explorer finds, whatever stands in the document and the variables', async () => {
    const found = { nodes: [{ customerReference: NASTY }] };
    expect(await runs(FIND(), name)).toEqual({ byDocument: found, byVariables: found });
  });
});

test('a change that was copied keeps its idempotency key: run twice, the order is placed once', async () => {
  const call: Call = {
    origin: api.url,
    query: `mutation ($input: CreateOrderInput!, $key: String!) {
  createOrder(input: $input) @idempotent(key: $key) { replayed order { partnerOrderId customerReference } }
}`,
    variables: {
      input: { packageId: JP, partnerOrderId: 'copied', customerReference: 'Müller\'s "ü"' },
      key: 'copied',
    },
  };
  const order = { partnerOrderId: 'copied', customerReference: 'Müller\'s "ü"' };
  expect(await RUNS.curl?.(call, 'order')).toEqual({ createOrder: { replayed: false, order } });
  expect(await RUNS.python?.(call, 'order')).toEqual({ createOrder: { replayed: true, order } });
  expect(asTypescript(call)).toContain('await client.createOrder({');
  expect(await RUNS.typescript?.(call, 'order')).toMatchObject({
    replayed: true,
    order: { ...order, status: 'RESERVED' },
  });
});

test.each([
  'mutation { createOrder(input: $input) @idempotent(key: $key) { replayed } sandboxReset { mode } }',
  'mutation { sandboxFundWallet(amount: "1") @idempotent(key: $key) { currency } }',
  'mutation { createOrder(input: $input) { replayed } }',
  'mutation { createOrder(input: $nothing) @idempotent(key: $key) { replayed } }',
  'mutation { createOrder(input: $input) @idempotent(key: $key) @include(if: $no) { replayed } }',
  'query { createOrder(input: $input) @idempotent(key: $key) { replayed } }',
  'mutation { createOrder(',
])('what no method of the client does alone is copied as it stands: %s', (query) => {
  const variables = { input: { packageId: JP, partnerOrderId: 'a' }, key: 'k' };
  expect(asTypescript({ origin: api.url, query, variables })).toContain('client.request(document, {');
});

test('a refusal is shown by the copied Python as it came', async () => {
  const call: Call = { origin: api.url, query: '{ order(by: { partnerOrderId: "nothing" }) { id } }', variables: {} };
  const { stdout } = await run('python3', ['-c', asPython(call)], { env: environment() });
  expect(JSON.parse(stdout).errors).toMatchObject([{ extensions: { code: 'ORDER_NOT_FOUND' } }]);
});

test('what is copied takes the credential from the environment and holds none', () => {
  expect(asCurl(FIND())).toContain('"Authorization: Bearer $ONYX_CREDENTIAL"');
  expect(asPython(FIND())).toContain('os.environ["ONYX_CREDENTIAL"]');
  expect(asTypescript(FIND())).toContain('process.env.ONYX_CREDENTIAL');
  for (const write of [asCurl, asPython, asTypescript]) expect(write(FIND())).not.toMatch(/onyx_(sandbox|live)_/);
});

test('values of every kind are Python as they are JSON', async () => {
  const variables = {
    none: null,
    yes: true,
    no: false,
    number: -1.5,
    empty: {},
    list: [[], 'a', { b: 1 }],
    [WITH_CONTROLS]: WITH_CONTROLS,
  };
  const program = asPython({ origin: api.url, query: '{ viewer { mode } }', variables }).split('\nrequest = ')[0];
  const { stdout } = await run('python3', ['-c', `${program}\nprint(json.dumps(VARIABLES))`], { env: environment() });
  expect(JSON.parse(stdout)).toEqual(variables);
});

test('a shell hands curl the very body, control characters too', async () => {
  const variables = { [WITH_CONTROLS]: WITH_CONTROLS };
  const query = `{\n  # ${NASTY}\r\n  viewer { mode }\n}\n`;
  const handedOver = `curl() { for last; do :; done; printf %s "$last"; }\n${asCurl({ origin: api.url, query, variables })}`;
  const { stdout } = await run('sh', ['-c', handedOver], { env: environment() });
  expect(JSON.parse(stdout)).toEqual({ query, variables });
});
