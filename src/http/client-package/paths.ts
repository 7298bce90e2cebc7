import { join } from 'node:path';
import { DIST } from '../dist-folder.ts';

export const CLIENT_PACKAGE_PATH = '/client.tgz';

/** Where the package is built to. */
export const CLIENT_PACKAGE_FILE = join(DIST, 'client.tgz');
