import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type FileHandle, mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './doc-page.ts';

const BIN = join(ROOT, 'node_modules/.bin');

/**
 * The system's own, bound to the page's folder, which it makes a project of modules: it would take the project around it
 * for the reader's.
 */
const NPM = `#!/bin/sh
[ -f package.json ] || echo '{ "type": "module" }' >package.json
PATH="\${PATH#*:}" exec npm --prefix . --no-audit "$@"
`;

/** What `npx --no-install onyx` and `onyx` start in a reader's project. */
const COMMANDS: Readonly<Record<string, string>> = {
  onyx: `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'dist/src/main.js')}" "$@"\n`,
  npx: '#!/bin/sh\n[ "$1" = --no-install ] || exit 64 # it would fetch what others named onyx\nshift\nexec "$@"\n',
  npm: NPM,
};

/** Writes the commands that a shell finds besides those of the system, and gives their folder. */
export const writeCommands = async (folder: string): Promise<string> => {
  const bin = join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  for (const [name, text] of Object.entries(COMMANDS)) await writeFile(join(bin, name), text, { mode: 0o755 });
  return bin;
};

/** What was run, and what came of it. */
export interface Ran {
  readonly code: number;
  readonly output: string;
  readonly complaints: string;
}

/** What a block left that keeps running; it can be read while it goes on. */
export interface Service {
  readonly output: () => Promise<string>;
}

/** Sourced before each block of a shell, and written behind it: what a reader set in one block is there in the next one. */
const STATE = '.shell-state';

const withState = (script: string): string =>
  `if [ -f ${STATE} ]; then . ./${STATE}; fi\ntrap 'export -p >${STATE}' EXIT\n${script}`;

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(-pid, name);
  } catch {
    // The whole group has ended.
  }
};

/** Ends a shell and all that it started: politely while the shell itself lives. */
const endGroup = async (shell: ChildProcess): Promise<void> => {
  const { pid, exitCode, signalCode } = shell;
  if (pid === undefined) return;
  if (exitCode === null && signalCode === null) {
    const ended = once(shell, 'exit');
    signal(pid, 'SIGTERM');
    await ended;
  }
  signal(pid, 'SIGKILL');
};

/** A reader's folder and shell while a page is read. */
export class PageStage {
  readonly #env: Readonly<Record<string, string>>;
  readonly #groups: ChildProcess[] = [];
  #count = 0;

  constructor(
    readonly folder: string,
    bin: string,
    env: Readonly<Record<string, string>>,
  ) {
    const { PATH = '' } = process.env;
    this.#env = { PATH: `${bin}:${BIN}:${PATH}`, HOME: folder, NO_COLOR: '1', ...env };
  }

  async shell(script: string): Promise<Ran> {
    const stdout = await this.#open('stdout');
    const stderr = await this.#open('stderr');
    const child = this.#spawn(withState(script), stdout, stderr);
    const [code, killedBy] = await once(child, 'exit');
    const ran = { code: code ?? killedBy, output: await stdout.read(), complaints: await stderr.read() };
    await Promise.all([stdout.file.close(), stderr.file.close()]);
    return ran;
  }

  async service(script: string): Promise<Service> {
    const stdout = await this.#open('stdout');
    this.#spawn(withState(script), stdout, stdout);
    await stdout.file.close();
    return { output: stdout.read };
  }

  /** Runs a program of Node's; its file stands in the folder. */
  async program(name: string): Promise<Ran> {
    const command = promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', name], {
      cwd: this.folder,
      env: this.#env,
    });
    return command.then(
      ({ stdout, stderr }) => ({ code: 0, output: stdout, complaints: stderr }),
      (error: { readonly stdout: string; readonly stderr: string }) => ({
        code: 1,
        output: error.stdout,
        complaints: error.stderr,
      }),
    );
  }

  /** Ends whatever a block left running. */
  async close(): Promise<void> {
    await Promise.all(this.#groups.map(endGroup));
  }

  async #open(name: string): Promise<{ readonly file: FileHandle; readonly read: () => Promise<string> }> {
    this.#count += 1;
    const path = join(this.folder, `.${name}-${this.#count}`);
    return { file: await open(path, 'w'), read: () => readFile(path, 'utf8') };
  }

  #spawn(script: string, stdout: { readonly file: FileHandle }, stderr: { readonly file: FileHandle }): ChildProcess {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: this.folder,
      env: this.#env,
      detached: true,
      stdio: ['ignore', stdout.file.fd, stderr.file.fd],
    });
    this.#groups.push(child);
    return child;
  }
}
