import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type { Run } from './run-onyx.ts';
import type { WarmCall } from './warm-onyx.ts';

const BUILT = join(import.meta.dirname, '../../dist/src');

/** What was built of a source file, which has its types. */
const load = async (path: string): Promise<unknown> => import(pathToFileURL(join(BUILT, path)).href);

const { runCli } = (await load('cli/run-cli.js')) as typeof import('../../src/cli/run-cli.ts');
const { Output } = (await load('cli/output.js')) as typeof import('../../src/cli/output.ts');
const { COMMANDS } = (await load('cli/commands.js')) as typeof import('../../src/cli/commands.ts');
const { readConfig } = (await load('config.js')) as typeof import('../../src/config.ts');
const { runtimeOf } = (await load('wiring.js')) as typeof import('../../src/wiring.ts');

/** Keeps what is written to it. */
class Written extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

const run = async ({ args, environment }: WarmCall): Promise<Run> => {
  const [stdout, stderr] = [new Written(), new Written()];
  const loadRuntime = async () => runtimeOf(readConfig(environment));
  const cli = { commands: COMMANDS, version: '0.0.0', output: new Output(stdout, stderr), loadRuntime };
  return { code: await runCli(cli, args), stdout: stdout.text, stderr: stderr.text };
};

process.on('disconnect', () => process.exit());
process.on('message', (call: WarmCall) => void run(call).then((done) => process.send?.({ id: call.id, ...done })));
