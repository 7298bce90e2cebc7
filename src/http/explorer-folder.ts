import { basename, join } from 'node:path';

const HTTP = import.meta.dirname;

/** The explorer is built into dist/explorer: beside the compiled server, also where the server runs from its source. */
export const EXPLORER_FOLDER = join(
  HTTP,
  basename(join(HTTP, '../..')) === 'dist' ? '../../explorer' : '../../dist/explorer',
);
