import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../refusal.ts';
import { type Access, findAccess } from './access.ts';

export interface OwnServer {
  readonly access: Access;
  /** Stops the server and removes its folder. */
  stop(): Promise<void>;
}

const MAIN = join(import.meta.dirname, '../../main.js');
const POLL_MS = 200;
const POLLS_MAX = 600;
const STOP_MS_MAX = 20_000;

const hasEnded = ({ pid, exitCode, signalCode }: ChildProcess): boolean =>
  pid === undefined || exitCode !== null || signalCode !== null;

const isReady = async ({ url }: Access): Promise<boolean> =>
  fetch(new URL('/readyz', url)).then(
    ({ ok }) => ok,
    () => false,
  );

const whenReady = async (server: ChildProcess, folder: string): Promise<Access> => {
  for (let poll = 0; poll < POLLS_MAX && !hasEnded(server); poll += 1) {
    const access = await findAccess(join(folder, 'quickstart.json'));
    if (access && (await isReady(access))) return access;
    await sleep(POLL_MS);
  }
  throw new Refusal('A server of our own did not start.');
};

interface Started {
  readonly server: ChildProcess;
  readonly folder: string;
  /** Ends the server with us where we are not asked to stop it, for example because nobody reads our output any more. */
  readonly end: () => void;
}

const stop = async ({ server, folder, end }: Started): Promise<void> => {
  process.off('exit', end);
  if (!hasEnded(server)) {
    const timer = setTimeout(() => server.kill('SIGKILL'), STOP_MS_MAX);
    server.kill('SIGTERM');
    await once(server, 'exit');
    clearTimeout(timer);
  }
  await rm(folder, { recursive: true, force: true });
};

/** Late enough to be given up, and soon enough not to hold the server up when it stops. */
const SLOW_MS = 3_000;

/** Starts a server with a database of its own in a temporary folder, as a new user would, on a free port. */
export const startOwnServer = async (): Promise<OwnServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'onyx-tour-'));
  // Nothing of our environment: neither a database nor keys of somebody. In a process group of its own, so that a
  // Ctrl-C reaches it through us alone, and once: a second signal would end it at once.
  const server = spawn(process.execPath, [MAIN, 'start'], {
    env: { PORT: '0', ONYX_DATA_DIR: folder, ONYX_SANDBOX_SLOW_MS: String(SLOW_MS) },
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = text(server.stderr);
  const started: Started = { server, folder, end: () => server.kill('SIGTERM') };
  process.once('exit', started.end);
  try {
    await once(server, 'spawn');
    const access = await whenReady(server, folder);
    return { access, stop: () => stop(started) };
  } catch (error) {
    await stop(started);
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(`${error.message} ${(await said).trim()}`);
  }
};
