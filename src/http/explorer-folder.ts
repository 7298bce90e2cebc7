import { join } from 'node:path';
import { DIST } from './dist-folder.ts';

/** Where the explorer is built to. */
export const EXPLORER_FOLDER = join(DIST, 'explorer');
