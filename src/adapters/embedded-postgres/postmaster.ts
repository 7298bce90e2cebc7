import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { open, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { monotonicMs } from '../../kernel/clock.ts';
import type { DataFolder } from './data-folder.ts';
import { codeOf } from './error-code.ts';
import { CHILD_ENV } from './run-as.ts';

const POLL_MS = 20;
const SLOW_MS = 1_000;
const FAST_STOP_MS_MAX = 60_000;
const REAP_MS_MAX = 500;

/** A running PostgreSQL, as its postmaster.pid tells. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

const pidFile = (cluster: string): string => join(cluster, 'postmaster.pid');

/** Line 1 is the process id, line 4 the port, line 8 the state; the file grows while the server starts. */
const readPidFile = async (cluster: string): Promise<Postmaster | null> => {
  const text = await readFile(pidFile(cluster), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3] ?? 0), isReady: lines[7]?.trim() === 'ready' };
};

/** The command line of a process; empty where it is gone, also where it is dead and nobody has waited for it. */
const commandOf = async (pid: number): Promise<string> => {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const ps = promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { env: CHILD_ENV });
  return ps.then(
    ({ stdout }) => stdout,
    () => '',
  );
};

/** True while the process is the server of this cluster: its number may since belong to another one. */
const isAlive = async (pid: number, cluster: string): Promise<boolean> => (await commandOf(pid)).includes(cluster);

/**
 * The PostgreSQL that runs on this cluster, once it is ready; null where there is none. Waits for one that is starting
 * or stopping.
 */
export const findPostmaster = async (cluster: string): Promise<Postmaster | null> => {
  for (;;) {
    const found = await readPidFile(cluster);
    if (!found || !(await isAlive(found.pid, cluster))) return null;
    if (found.isReady) return found;
    await sleep(POLL_MS);
  }
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** A failing statement is not logged, nor the values in a violated key: they may be secrets. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** Means that another process was quicker: with this cluster or with the port. */
const LOST_RACE = /lock file "postmaster\.pid"|Address already in use|pre-existing shared memory block/;

const tail = async (log: string, from: number): Promise<string> =>
  (await readFile(log)).subarray(from).toString('utf8');

const failure = (folder: DataFolder, output: string): Error => {
  const reason = /^.*(?:FATAL|PANIC): +(.*)$/m.exec(output)?.[1] ?? output.trim().split('\n').at(-1);
  return new Error(`PostgreSQL did not start: ${reason || 'it said nothing'} (${folder.log}).`);
};

export interface LaunchOptions {
  /** The command line up to the binary. */
  readonly command: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
  readonly onProgress: (line: string) => void;
}

/** In a process group of its own, so that a Ctrl-C in the terminal does not reach it before we have drained. */
const spawnDetached = async ([file = '', ...args]: readonly string[], log: string) => {
  const handle = await open(log, 'a', 0o600);
  try {
    const { size } = await handle.stat();
    const child = spawn(file, args, {
      env: CHILD_ENV,
      cwd: '/',
      detached: true,
      stdio: ['ignore', handle.fd, handle.fd],
    });
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    return { child, logStart: size };
  } finally {
    await handle.close();
  }
};

const hasExited = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Starts PostgreSQL on the cluster and waits until it is ready; null where another process was quicker. */
export const launch = async (
  folder: DataFolder,
  { command, settings, onProgress }: LaunchOptions,
): Promise<Postmaster | null> => {
  const port = await freePort();
  // Left by a server that was killed. PostgreSQL would refuse it where the number now belongs to another process of ours.
  const stale = await readPidFile(folder.cluster);
  if (stale && !(await isAlive(stale.pid, folder.cluster))) await rm(pidFile(folder.cluster), { force: true });

  const flags = Object.entries({ ...SETTINGS, ...settings, port: String(port) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const { child, logStart } = await spawnDetached([...command, '-D', folder.cluster, ...flags], folder.log);
  child.unref();
  const since = monotonicMs();
  for (let isTold = false; ; await sleep(POLL_MS)) {
    const found = await readPidFile(folder.cluster);
    if (found?.pid === child.pid && found?.isReady) return found;
    if (hasExited(child)) {
      const output = await tail(folder.log, logStart);
      if (LOST_RACE.test(output)) return null;
      throw failure(folder, output);
    }
    if (!isTold && monotonicMs() - since > SLOW_MS) {
      onProgress('PostgreSQL is starting; after a crash it first recovers what was in flight');
      isTold = true;
    }
  }
};

/** False where the process is gone already. */
const send = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
    throw error;
  }
};

/**
 * Stops the server fast (sessions end, nothing committed is lost) and waits until it is gone, whoever started it. One
 * that a container's first process should reap and does not stays as a zombie: that is gone enough.
 */
export const stopPostmaster = async ({ pid }: Postmaster, cluster: string): Promise<void> => {
  if (!(await isAlive(pid, cluster)) || !send(pid, 'SIGINT')) return;
  const since = monotonicMs();
  for (let isForced = false; await isAlive(pid, cluster); await sleep(POLL_MS)) {
    if (isForced || monotonicMs() - since < FAST_STOP_MS_MAX) continue;
    send(pid, 'SIGQUIT');
    isForced = true;
  }
  for (const deadSince = monotonicMs(); send(pid, 0) && monotonicMs() - deadSince < REAP_MS_MAX; ) await sleep(POLL_MS);
};
