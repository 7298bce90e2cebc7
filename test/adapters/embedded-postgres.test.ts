import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { findBinaries } from '../../src/adapters/embedded-postgres/binaries.ts';
import { openDataFolder, prepareCluster } from '../../src/adapters/embedded-postgres/data-folder.ts';
import { findEmbeddedPostgres, startEmbeddedPostgres } from '../../src/adapters/embedded-postgres/index.ts';
import { launch, stopPostmaster } from '../../src/adapters/embedded-postgres/postmaster.ts';
import { commandPrefix, isRoot, NOBODY } from '../../src/adapters/embedded-postgres/run-as.ts';

/** mkdtemp makes a folder of mode 0700: where the tests run as root, PostgreSQL's own user could not enter it unaided. */
let closed: string;
let dataDir: string;

const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
const start = (folder = dataDir) => startEmbeddedPostgres({ dataDir: folder, settings });

const query = async (url: string, text: string): Promise<Record<string, unknown>[]> => {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);
const pidIn = async (folder: string): Promise<number> =>
  Number((await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const IN_USE = /^The data folder \S+ is in use by another running server; stop that one or set ONYX_DATA_DIR\.$/;

beforeAll(async () => {
  closed = await mkdtemp(join(tmpdir(), `onyx-test-${process.pid}-`));
  dataDir = join(closed, 'below', 'data');
});

afterAll(() => rm(closed, { recursive: true, force: true }));

test('the first start makes a folder for its owner only, with a database that only the password opens', async () => {
  await mkdir(join(dataDir, 'postgres.new-killed', 'base'), { recursive: true, mode: 0o700 });
  const progress: string[] = [];
  const server = await startEmbeddedPostgres({ dataDir, settings, onProgress: (line) => progress.push(line) });
  try {
    expect(progress).toEqual([expect.stringMatching(/^Making the database in /)]);
    expect(await modeOf(dataDir)).toBe('700');
    expect(await modeOf(join(dataDir, 'postgres-password'))).toBe('600');
    expect(await modeOf(join(dataDir, 'postgres.log'))).toBe('600');
    expect((await readdir(dataDir)).sort()).toEqual(['postgres', 'postgres-password', 'postgres.log']);
    expect(
      await query(
        server.url,
        `select current_database() as name, pg_encoding_to_char(encoding) as encoding, datlocale as locale,
           current_setting('listen_addresses') as listens, current_setting('unix_socket_directories') as sockets,
           current_setting('fsync') as fsync, current_setting('timezone') as zone
         from pg_database where datname = current_database()`,
      ),
    ).toEqual([
      {
        name: 'onyx',
        encoding: 'UTF8',
        locale: 'C.UTF-8',
        listens: '127.0.0.1',
        sockets: '',
        fsync: 'off',
        zone: 'UTC',
      },
    ]);
    const url = new URL(server.url);
    url.password = 'guess';
    await expect(query(url.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  } finally {
    await server.stop();
  }
});

test('a restart keeps what was stored', async () => {
  const first = await start();
  await query(first.url, 'create table kept as select 42 as answer');
  await first.stop();
  const second = await start();
  try {
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  } finally {
    await second.stop();
  }
});

test('stop leaves no process, may be asked for twice, and a Ctrl-C in the terminal does not come before it', async () => {
  const server = await start();
  const pid = await pidIn(dataDir);
  // A process group of its own: the terminal signals ours.
  expect(isRunning(-pid)).toBe(true);
  await Promise.all([server.stop(), server.stop()]);
  expect(isRunning(-pid)).toBe(false);
  expect(isRunning(pid)).toBe(false);
});

test('a second start on a folder in use is refused in one sentence and disturbs nothing', async () => {
  const server = await start();
  try {
    await expect(start()).rejects.toThrow(IN_USE);
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  } finally {
    await server.stop();
  }
});

test('two first starts at once give one server and one refusal', async () => {
  const outcomes = await Promise.allSettled([start(join(closed, 'race')), start(join(closed, 'race'))]);
  const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  await Promise.all(started.map((server) => server.stop()));
  expect(started).toHaveLength(1);
  expect(refused).toEqual([expect.objectContaining({ message: expect.stringMatching(IN_USE) })]);
});

test('a command finds the running server without owning the folder', async () => {
  expect(await findEmbeddedPostgres(dataDir)).toBeNull();
  expect(await findEmbeddedPostgres(join(closed, 'absent'))).toBeNull();
  const server = await start();
  try {
    expect(await findEmbeddedPostgres(dataDir)).toBe(server.url);
  } finally {
    await server.stop();
  }
});

test('a server whose owner was killed is taken over with its data, and stopped by its new owner', async () => {
  const module = new URL('../../src/adapters/embedded-postgres/index.ts', import.meta.url).href;
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(module)};
    const { url } = await startEmbeddedPostgres(${JSON.stringify({ dataDir, settings })});
    process.stdout.write(url);`;
  const owner = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = await once(owner.stdout, 'data');
  const pid = await pidIn(dataDir);
  await expect(start()).rejects.toThrow(IN_USE);
  await query(String(url), 'create table survived as select 1 as one');
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  expect(isRunning(pid)).toBe(true);

  const heir = await start();
  try {
    expect(heir.url).toBe(String(url));
    expect(await pidIn(dataDir)).toBe(pid);
    expect(await query(heir.url, 'select one from survived')).toEqual([{ one: 1 }]);
  } finally {
    await heir.stop();
  }
  expect(await findEmbeddedPostgres(dataDir)).toBeNull();
  await expect(query(heir.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('a server that was killed starts again, also where its process number belongs to another process now', async () => {
  const server = await startEmbeddedPostgres({ dataDir });
  await query(server.url, 'create table committed as select 1 as one');
  const pid = await pidIn(dataDir);
  process.kill(pid, 'SIGKILL');
  await server.stop();
  const pidFile = join(dataDir, 'postgres/postmaster.pid');
  await writeFile(pidFile, (await readFile(pidFile, 'utf8')).replace(String(pid), String(process.pid)));

  const again = await start();
  try {
    expect(await query(again.url, 'select one from committed')).toEqual([{ one: 1 }]);
  } finally {
    await again.stop();
  }
});

test('the folder stays locked after PostgreSQL restarted its processes', async () => {
  const server = await start();
  const holders = async () => (await query(server.url, `select pid from pg_locks where locktype = 'advisory'`)).length;
  try {
    await query(
      server.url,
      `do $$ begin execute format('copy (select 1) to program %L', 'kill -9 ' || pg_backend_pid()); end $$`,
    ).catch(() => {});
    while ((await holders().catch(() => 0)) === 0) await new Promise(setImmediate);
    await expect(start()).rejects.toThrow(IN_USE);
  } finally {
    await server.stop();
  }
});

test('a lost password and settings that PostgreSQL refuses are told in one sentence', async () => {
  await expect(startEmbeddedPostgres({ dataDir, settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
    /^PostgreSQL did not start: invalid value for parameter "shared_buffers": "plenty" \(\S+postgres\.log\)\.$/,
  );
  await rename(join(dataDir, 'postgres-password'), join(closed, 'mislaid'));
  await expect(start()).rejects.toThrow(
    /^The password of the database in \S+ is missing; restore \S+ or move the database away\.$/,
  );
});

(isRoot() ? test : test.skip)('as root it also runs where only root can reach its binaries', async () => {
  const native = join(dirname(findBinaries().postgres), '..');
  const copy = join(closed, 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  const binaries = { initdb: join(copy, 'bin/initdb'), postgres: join(copy, 'bin/postgres') };
  const folder = await openDataFolder(join(closed, 'root'));
  const prefix = await prepareCluster(folder, binaries, { isSynced: false, onProgress: () => {} });
  expect(prefix).toContain('--ambient-caps=+dac_read_search');
  const server = await launch(folder, { command: [...prefix, binaries.postgres], settings, onProgress: () => {} });
  if (!server) throw new Error('another server was quicker');
  await stopPostmaster(server, folder.cluster);

  await chmod(binaries.postgres, 0o700);
  expect(await commandPrefix(NOBODY, binaries, folder.path)).toContain('--ambient-caps=+dac_override');
});
