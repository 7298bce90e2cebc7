import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getIntrospectionQuery } from 'graphql';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const JAPAN = packageDraft('JP', '10.00');
const GENERATOR = join(import.meta.dirname, 'generate-python.mjs');
const PROGRAM = join(import.meta.dirname, 'partner-in-python.py');
const DOCUMENT = join(import.meta.dirname, 'partner-in-python.graphql');

let api: TestApi;
let folder: string;
let credential: string;

beforeAll(async () => {
  [api, folder] = await Promise.all([openTestApi(), mkdtemp(join(tmpdir(), 'onyx-test-python-'))]);
  await seedCatalogue(api.house, [JAPAN]);
  credential = await api.credential(await seedPartner(api.house, { wallet: '100.00', approved: [JAPAN.packageId] }));
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: getIntrospectionQuery() }),
  });
  // The schema as the API tells it to whoever has a credential.
  await writeFile(join(folder, 'schema.json'), await response.text());
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

/** What a partner's generator makes of the schema and a document. */
const generate = async (documentPath: string): Promise<string> =>
  (await promisify(execFile)(process.execPath, [GENERATOR, join(folder, 'schema.json'), documentPath])).stdout;

test('a partner in another language has its classes generated from the schema that the API gives, and orders with them, once', async () => {
  await writeFile(join(folder, 'answers.py'), await generate(DOCUMENT));
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, ONYX_CREDENTIAL: credential, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' };
  const { stdout } = await promisify(execFile)('python3', [PROGRAM, api.url, JAPAN.packageId, DOCUMENT], { env });
  expect(JSON.parse(stdout)).toEqual({
    replayed: [false, true],
    same: true,
    id: expect.stringMatching(/^ord_/),
    reserved: true,
    dataMb: JAPAN.dataMb,
    netPrice: ['10.00', 'USD'],
  });
});

test('the generator refuses a field that the schema does not have', async () => {
  const misspelled = join(folder, 'misspelled.graphql');
  await writeFile(misspelled, 'query Order { order(by: { id: "x" }) { oder } }');
  await expect(generate(misspelled)).rejects.toThrow('oder');
});
