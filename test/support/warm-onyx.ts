import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Environment, Run } from './run-onyx.ts';

export interface WarmCall {
  readonly id: number;
  readonly args: readonly string[];
  readonly environment: Environment;
}

const waiting = new Map<number, { readonly resolve: (run: Run) => void; readonly reject: (error: Error) => void }>();
let host: ChildProcess | null = null;
let calls = 0;

const start = (): ChildProcess => {
  const child = fork(join(import.meta.dirname, 'warm-onyx-host.ts'), {
    env: {},
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', ({ id, ...run }: Run & { readonly id: number }) => {
    waiting.get(id)?.resolve(run);
    waiting.delete(id);
  });
  child.on('close', (code, signal) => {
    host = null;
    for (const { reject } of waiting.values())
      reject(new Error(`the process of the commands ended: ${code ?? signal}`));
  });
  return child;
};

afterAll(() => {
  host?.kill();
});

/**
 * Runs a command to its end in a process that the commands of a test file share, so that the code is loaded once and not
 * by each. What is about the process itself, its signals, its standard input or its end, takes `runOnyx`.
 */
export const runWarm = (args: readonly string[], environment: Environment): Promise<Run> => {
  host ??= start();
  calls += 1;
  const call: WarmCall = { id: calls, args, environment };
  return new Promise((resolve, reject) => {
    waiting.set(call.id, { resolve, reject });
    host?.send(call);
  });
};
