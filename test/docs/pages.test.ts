import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readFirstPrices } from '../../src/cli/first-prices.ts';
import { loadCatalogue } from '../../src/cli/load-catalogue.ts';
import { SETTINGS } from '../../src/config.ts';
import type { PackageDraft } from '../../src/domains/catalogue/index.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { parseMoney } from '../../src/kernel/money.ts';
import { isScope } from '../../src/kernel/scopes.ts';
import { approvePackages } from '../../src/use-cases/approve-packages.ts';
import { createPartner } from '../../src/use-cases/create-partner.ts';
import { fundWallet } from '../../src/use-cases/fund-wallet.ts';
import { importCatalogue } from '../../src/use-cases/import-catalogue.ts';
import { publishCatalogue } from '../../src/use-cases/publish-catalogue.ts';
import { agreeMinimum } from '../support/invoices.ts';
import { Receiver } from '../support/receiver.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database.ts';
import { blockComplaints, partOf } from './block-rules.ts';
import { type DocPage, ROOT, readPages } from './doc-page.ts';
import { type Ask, programName, readPage, readSchema } from './page-reading.ts';
import { PageStage, writeCommands } from './page-stage.ts';

const pages = readPages();
const schema = readSchema(readFileSync(join(ROOT, 'schema/partner.graphql'), 'utf8'));

/** Pages below this folder are read by whoever runs a server, with a database that is still empty; the others by a partner. */
const OPERATOR = 'docs/operate/';

/** The page whose organisation has agreed a monthly minimum with the operator. */
const WORKED_MONTH = 'docs/money.md';

/** The page that shows the name of the organisation. */
const NEWCOMERS = 'docs/quickstart.md';

/** Those of a server of which the operator said nothing else. */
const USUAL_LIMITS = {
  ONYX_CREDENTIAL_POINTS: SETTINGS.credentialPoints.fallback,
  ONYX_ORGANISATION_POINTS: SETTINGS.organisationPoints.fallback,
};

let api: TestApi;
let packages: readonly PackageDraft[];
// Below the project, so that its own name leads to what partners install; outside node_modules, where no types are stripped.
let folder: string;
let bin: string;
const stages: PageStage[] = [];
const databases: TestDatabase[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(ROOT, 'dist/docs-'));
  bin = await writeCommands(folder);
  api = await openTestApi({ worker: true, settings: { ONYX_WEBHOOK_LOOPBACK: 'on', ...USUAL_LIMITS } });
  // The catalogue that `npm start` makes.
  const options = { rule: { margin: '35' }, skipBad: true, withSandbox: true };
  ({ packages } = loadCatalogue(await readFirstPrices(), options));
  const call = { actor: { kind: 'operator', name: 'test' } } as const;
  await importCatalogue(api.house, call, { version: 'starter', packages });
  await publishCatalogue(api.house, call, { version: 'starter', effectiveAt: null });
});
afterAll(async () => {
  for (const stage of stages) await stage.close();
  await api.close();
  for (const database of databases) await database.drop();
  await rm(folder, { recursive: true });
});

const folderOf = async ({ path }: DocPage): Promise<string> => {
  const own = join(folder, path.replaceAll('/', '-').replace(/\.md$/, ''));
  await mkdir(own, { recursive: true });
  return own;
};

const open = async (page: DocPage, env: Readonly<Record<string, string>>): Promise<PageStage> => {
  const stage = new PageStage(await folderOf(page), bin, env);
  stages.push(stage);
  return stage;
};

const NO_API: Ask = () =>
  Promise.reject(new Error('a page of the operator asks with a shell: it starts its own server'));

/** A port on which nothing listened a moment ago. */
const findFreePort = async (): Promise<number> => {
  const receiver = await Receiver.start();
  const { port } = receiver;
  await receiver.close();
  return port;
};

const readAsOperator = async (page: DocPage): Promise<void> => {
  const database = await createEmptyDatabase();
  databases.push(database);
  const keys = `first:${randomBytes(32).toString('base64')}`;
  const port = String(await findFreePort());
  const server = { PORT: port, ONYX_URL: `http://127.0.0.1:${port}`, ONYX_LOG_LEVEL: 'error' };
  const stage = await open(page, { DATABASE_URL: database.url, ONYX_KEYS: keys, ...server });
  await readPage(page, { stage, schema, ask: NO_API });
};

/** A sandbox organisation of the page's own, as `npm start` makes one. */
const seedOrganisation = async ({ path }: DocPage): Promise<Owner> => {
  const { house } = api;
  const by = (owner?: Owner) => ({ actor: { kind: 'operator', name: 'test', ...(owner && { owner }) } }) as const;
  const name = path === NEWCOMERS ? 'Sandbox Travel' : `Sandbox Travel of ${path}`;
  const organisationId = await createPartner(house, by(), { name, currency: 'USD', excludedMarkets: [] });
  const owner: Owner = { organisationId, mode: 'sandbox' };
  await approvePackages(
    house,
    by(owner),
    packages.map(({ packageId }) => ({ packageId, netPriceMinor: null })),
  );
  await fundWallet(house, by(owner), { amount: parseMoney('1000.00', 'USD'), paymentReference: 'first-start' });
  if (path === WORKED_MONTH) await agreeMinimum(house, owner, 3_000n, 2_500);
  return owner;
};

const readAsPartner = async (page: DocPage): Promise<void> => {
  const owner = await seedOrganisation(page);
  const credential = await api.credential(owner);
  const ask: Ask = async (query, variables, scopes) => {
    const token = scopes === null ? credential : await api.credential(owner, scopes.filter(isScope));
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return response.text();
  };
  const stage = await open(page, { ONYX_URL: api.url, ONYX_CREDENTIAL: credential });
  await mkdir(join(stage.folder, '.onyx'));
  await writeFile(join(stage.folder, '.onyx/quickstart.json'), JSON.stringify({ url: api.url, credential }));
  await readPage(page, { stage, schema, ask });
};

test('nothing is shown that nothing runs', () => {
  expect(pages.flatMap(blockComplaints)).toEqual([]);
});

test.each(pages)(
  'each block of $path does what the page shows',
  async (page) => {
    await (page.path.startsWith(OPERATOR) ? readAsOperator(page) : readAsPartner(page));
  },
  120_000,
);

test('every TypeScript of the pages passes the compiler in strict mode', async () => {
  const files: string[] = [];
  for (const page of pages) {
    for (const block of page.blocks.filter(({ language }) => language === 'ts')) {
      const path = join(await folderOf(page), block.words.get('file') ?? programName(block));
      if (partOf(block)?.kind !== 'file') await writeFile(path, block.text);
      files.push(path);
    }
  }
  const settings = ['--strict', '--noEmit', '--skipLibCheck', '--allowImportingTsExtensions', '--types', 'node'];
  const modules = ['--module', 'NodeNext', '--target', 'ES2023', '--ignoreConfig'];
  const compiler = promisify(execFile)(join(ROOT, 'node_modules/.bin/tsc'), [...settings, ...modules, ...files]);
  expect(await compiler.catch(({ stdout }: { readonly stdout: string }) => ({ stdout }))).toMatchObject({ stdout: '' });
});
