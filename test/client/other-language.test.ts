import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const JAPAN = packageDraft('JP', '10.00');

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await seedCatalogue(api.house, [JAPAN]);
});
afterAll(() => api.close());

const PROGRAM = join(import.meta.dirname, 'partner-in-python.py');

/** Runs the program with what a shell has, and the credential. */
const runPython = async (url: string, credential: string): Promise<unknown> => {
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ONYX_CREDENTIAL: credential };
  const { stdout } = await promisify(execFile)('python3', [PROGRAM, url, JAPAN.packageId], { env });
  return JSON.parse(stdout);
};

test('a partner in another language makes classes of the schema that the API gives, and orders with them, once', async () => {
  const partner = await seedPartner(api.house, { wallet: '100.00', approved: [JAPAN.packageId] });
  const seen = await runPython(api.url, await api.credential(partner));
  expect(seen).toEqual({
    replayed: [false, true],
    same: true,
    id: expect.stringMatching(/^ord_/),
    reserved: true,
    dataMb: JAPAN.dataMb,
    misspelled: 'refused',
    classes: expect.any(Number),
  });
});
