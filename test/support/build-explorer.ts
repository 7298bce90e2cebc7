import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PROJECT = join(import.meta.dirname, '../..');

/** Where the explorer is built to. */
export const BUILT_EXPLORER = join(PROJECT, 'dist/explorer');

/** Builds the explorer as `npm run build:explorer` does: a moment where nothing changed. */
export const buildExplorer = async (): Promise<void> => {
  await promisify(execFile)(process.execPath, [join(PROJECT, 'src/explorer/build/main.ts')], { cwd: PROJECT });
};
