import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type DeprecatedUse, OnyxClient } from '../../src/client/index.ts';
import { CREDENTIAL } from './made-up-credential.ts';
import { PartnerServer } from './partner-server.ts';

const use = (element: string): DeprecatedUse => ({
  element,
  use: '`disputes`',
  since: '2026-11-24',
  goneAfter: '2027-12-31',
});

const DISPUTE = use('Invoice.dispute');
const CLIENT = join(import.meta.dirname, '../../src/client/index.ts');
const QUERY = { toString: () => '{ invoices(first: 1) { nodes { dispute { id } } } }' };

const server = new PartnerServer();
let url: string;
beforeAll(async () => {
  url = await server.listen();
});
afterAll(() => server.close());

const answerWith = (deprecations: unknown, body: object = { data: { invoices: null } }): void => {
  server.respond = () => ({ body: { ...body, extensions: { deprecations } } });
};

const open = (onDeprecated?: (use: DeprecatedUse) => void) =>
  new OnyxClient({ credential: CREDENTIAL, url, ...(onDeprecated && { onDeprecated }) });

test('a program is told once of each thing that its document uses and that is deprecated', async () => {
  const seen: DeprecatedUse[] = [];
  const onDeprecated = (one: DeprecatedUse): void => void seen.push(one);
  answerWith([DISPUTE, use('Order.old')]);
  await open(onDeprecated).request(QUERY, {});
  await open(onDeprecated).request(QUERY, {});
  expect(seen).toEqual([DISPUTE, use('Order.old')]);
});

test('a program is told of it beside a refusal, too', async () => {
  const seen: string[] = [];
  answerWith([DISPUTE], { errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN' } }] });
  const refused = open(({ element }) => void seen.push(element)).request(QUERY, {});
  await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(seen).toEqual(['Invoice.dispute']);
});

/** A process of its own, whose warnings are seen: two clients ask twice. */
const PROGRAM = `
  import { OnyxClient } from ${JSON.stringify(CLIENT)};
  const [url, credential] = process.argv.slice(1);
  process.on('warning', ({ name, message }) => console.log(JSON.stringify([name, message])));
  for (let count = 0; count < 2; count += 1) await new OnyxClient({ url, credential }).request('{ invoices }', {});
`;

test('without a function the process is warned once, whatever number of clients there are', async () => {
  answerWith([DISPUTE]);
  const program = ['--no-warnings', '--input-type=module', '--eval', PROGRAM, url, CREDENTIAL];
  const { stdout } = await promisify(execFile)(process.execPath, program);
  expect(JSON.parse(stdout)).toEqual([
    'DeprecationWarning',
    'Invoice.dispute of the Onyx Partner API is deprecated since 2026-11-24 and gone after 2027-12-31: use `disputes`',
  ]);
});

test.each([
  ['throws', [DISPUTE]],
  ['is told nothing that can be read', ['Invoice.dispute', null, { element: 1 }]],
  ['is told nothing of a list', 'Invoice.dispute'],
])('the answer is not lost where the function %s', async (_what, deprecations) => {
  answerWith(deprecations);
  const client = open(() => {
    throw new Error('no');
  });
  expect((await client.request(QUERY, {})).data).toEqual({ invoices: null });
});
