#!/usr/bin/env node
import { createRequire } from 'node:module';
import { Output } from './cli/output.ts';

const NODE_MAJOR_MIN = 24;

const main = async (output: Output): Promise<number> => {
  if (Number.parseInt(process.versions.node, 10) < NODE_MAJOR_MIN) {
    output.aside(
      `Onyx needs Node.js ${NODE_MAJOR_MIN}; \`npx --no-install onyx\` and \`npm run onyx --\` use the one that comes with it.\n`,
    );
    return 1;
  }
  // An older Node.js cannot load these.
  const [{ runCli }, { COMMANDS }] = await Promise.all([import('./cli/run-cli.ts'), import('./cli/commands.ts')]);
  const { version } = createRequire(import.meta.url)('onyx-partner-api/package.json') as { version: string }; // our own
  const loadRuntime = async () => {
    const [{ readConfig }, { runtimeOf }] = await Promise.all([import('./config.ts'), import('./wiring.ts')]);
    return runtimeOf(readConfig());
  };
  return runCli({ commands: COMMANDS, version, output, loadRuntime }, process.argv.slice(2));
};

process.exit(await main(new Output()));
