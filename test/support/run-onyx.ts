import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../dist/src/main.js');

export type Environment = Readonly<Record<string, string>>;

/** A process of the command line. What it wrote so far can be looked at. */
export class Onyx {
  readonly process: ChildProcess;
  stdout = '';
  stderr = '';
  readonly #exit: Promise<number>;

  constructor(args: readonly string[], environment: Environment, input: string | null = null) {
    // Nothing of our own environment but what a shell has.
    const { PATH = '', HOME = '' } = process.env;
    this.process = spawn(process.execPath, [MAIN, ...args], {
      env: { PATH, HOME, ...environment },
      stdio: [input === null ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    this.process.stdin?.end(input);
    this.process.stdout?.setEncoding('utf8').on('data', (text) => {
      this.stdout += text;
    });
    this.process.stderr?.setEncoding('utf8').on('data', (text) => {
      this.stderr += text;
    });
    this.#exit = once(this.process, 'close').then(([code, signal]) => code ?? signal);
  }

  /** The exit code, or the name of the signal that killed it. */
  exit(): Promise<number> {
    return this.#exit;
  }

  /** Waits until it wrote something like this, or throws with all that it wrote when it ends first. */
  async until(pattern: RegExp): Promise<RegExpExecArray> {
    const ended = this.#exit.then(() => true);
    for (;;) {
      const found = pattern.exec(this.stdout) ?? pattern.exec(this.stderr);
      if (found) return found;
      const chunk = Promise.race([
        ended,
        once(this.process.stdout ?? this.process, 'data').then(() => false),
        once(this.process.stderr ?? this.process, 'data').then(() => false),
      ]);
      if (await chunk) throw new Error(`ended without ${pattern}:\n${this.stdout}\n${this.stderr}`);
    }
  }

  /** Sends a signal, and waits for the end. */
  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number> {
    this.process.kill(signal);
    return this.#exit;
  }
}

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end in a process of its own, with something on its standard input where that is given. */
export const runOnyx = async (
  args: readonly string[],
  environment: Environment,
  input: string | null = null,
): Promise<Run> => {
  const onyx = new Onyx(args, environment, input);
  const code = await onyx.exit();
  return { code, stdout: onyx.stdout, stderr: onyx.stderr };
};
