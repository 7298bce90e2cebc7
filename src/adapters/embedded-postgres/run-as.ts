import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';

const execute = promisify(execFile);

/** What PostgreSQL's processes see of the environment: nothing of ours, and no locale but C. */
export const CHILD_ENV = { LC_ALL: 'C', PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' };

export interface User {
  readonly uid: number;
  readonly gid: number;
}

export const NOBODY: User = { uid: 65534, gid: 65534 };

export const isRoot = (): boolean => process.getuid?.() === 0;

/** The weaker one first; the other one is what a container has by default, and what binaries of mode 0700 need. */
const CAPABILITIES = ['dac_read_search', 'dac_override'] as const;

/**
 * The command to put before a PostgreSQL binary so that it runs as `user`. Empty unless we are root: PostgreSQL refuses
 * to run as root. The user keeps one capability, because the data folder and the binaries may lie below folders that
 * only root can enter (/root, a folder of mktemp), and `no_setuid_fixup`, because access(2), with which PostgreSQL
 * looks for itself, otherwise ignores capabilities of ordinary users.
 */
export const commandPrefix = async (user: User, binaries: Binaries, dataDir: string): Promise<readonly string[]> => {
  if (!isRoot()) return [];
  const failures: unknown[] = [];
  for (const capability of CAPABILITIES) {
    const prefix = [
      'setpriv',
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      '--clear-groups',
      `--inh-caps=+${capability}`,
      `--ambient-caps=+${capability}`,
      '--securebits=+no_setuid_fixup',
      '--',
    ];
    try {
      await run([...prefix, '/bin/sh', '-c', '"$0" --version && test -x "$0" && cd "$1"', binaries.postgres, dataDir]);
      return prefix;
    } catch (failure) {
      failures.push(failure);
    }
  }
  throw new Error(
    'The embedded PostgreSQL cannot run as root here, because setpriv (util-linux) is missing or may not change the user; run as an ordinary user or set DATABASE_URL.',
    { cause: new AggregateError(failures) },
  );
};

const reasonOf = (cause: Error & { stderr?: string }): string => {
  const lines = cause.stderr?.trim().split('\n') ?? [];
  return lines.find((line) => /error:|fatal:/i.test(line)) ?? (lines.at(-1) || cause.message);
};

/** Runs a command to its end; throws with the reason that it wrote to the standard error where it fails. */
export const run = async ([file = '', ...args]: readonly string[]): Promise<void> => {
  await execute(file, args, { env: CHILD_ENV, cwd: '/' }).catch((cause) => {
    throw new Error(reasonOf(cause), { cause });
  });
};
