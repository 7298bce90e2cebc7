import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** The migrated database that every test database is a copy of. */
export const TEMPLATE = 'onyx_template';

/** The environment variable through which the run's set-up hands the server to the test files. */
export const SERVER_VARIABLE = 'ONYX_TEST_SERVER_URL';

const TEMPLATE_LOCK = 1;

const databaseUrl = (serverUrl: string, database: string): string => {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
};

/** Runs work on a connection to the server that ends with it. */
export const administer = async (serverUrl: string, work: (admin: Client) => Promise<unknown>): Promise<void> => {
  const admin = new Client({ connectionString: serverUrl });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
};

/** Only a finished template refuses connections, and one in use could not be copied. */
const hasTemplate = async (admin: Client): Promise<boolean> => {
  const { rowCount } = await admin.query('select from pg_database where datname = $1 and not datallowconn', [TEMPLATE]);
  return rowCount === 1;
};

/**
 * Migrates the template once a run, in the first test file that needs it: the run's set-up is loaded as CommonJS, which
 * some of our dependencies refuse.
 */
const makeTemplate = async (admin: Client, serverUrl: string): Promise<void> => {
  await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  if (!(await hasTemplate(admin))) {
    await admin.query(`drop database if exists ${TEMPLATE} with (force)`);
    await admin.query(`create database ${TEMPLATE}`);
    const { migrateDatabase } = await import('../../src/wiring.ts');
    await migrateDatabase(databaseUrl(serverUrl, TEMPLATE));
    await admin.query(`alter database ${TEMPLATE} with allow_connections false`);
  }
  await admin.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
};

export interface TestDatabase {
  readonly url: string;
  /** Ends whatever is still connected, and removes it. */
  drop(): Promise<void>;
}

const databaseOf = async (serverUrl: string, make: (admin: Client, name: string) => Promise<unknown>) => {
  const name = `onyx_test_${randomBytes(8).toString('hex')}`;
  await administer(serverUrl, (admin) => make(admin, name));
  return {
    url: databaseUrl(serverUrl, name),
    drop: () => administer(serverUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`)),
  };
};

const testServer = (): string => {
  const serverUrl = process.env[SERVER_VARIABLE];
  if (serverUrl === undefined)
    throw new Error('there is no test server: jest did not run test/support/global-setup.ts');
  return serverUrl;
};

/** A database of its own with nothing in it. */
export const createEmptyDatabase = (): Promise<TestDatabase> =>
  databaseOf(testServer(), (admin, name) => admin.query(`create database ${name}`));

/** A migrated database of a test file's own, copied from the template by files, which is quicker here than by log. */
export const createTestDatabase = (): Promise<TestDatabase> => {
  const serverUrl = testServer();
  return databaseOf(serverUrl, async (admin, name) => {
    if (!(await hasTemplate(admin))) await makeTemplate(admin, serverUrl);
    await admin.query(`create database ${name} template ${TEMPLATE} strategy file_copy`);
  });
};
