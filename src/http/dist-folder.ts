import { basename, join } from 'node:path';

const PARENT = join(import.meta.dirname, '../..');

/** What the build makes for partners is in dist: beside the compiled server, also where the server runs from its source. */
export const DIST = basename(PARENT) === 'dist' ? PARENT : join(PARENT, 'dist');
