import { join } from 'node:path';

export const PROJECT = join(import.meta.dirname, '../../..');

/** What the page is made from: when none of it changes, neither does the page. */
export const INPUTS = ['src/explorer', 'schema/partner.graphql', 'package-lock.json'] as const;

/** Where the server finds the page, and below it the files that it loads. */
export const OUTPUT = join(PROJECT, 'dist/explorer');

export const ASSETS = 'assets';

/** The path under which the server serves the files of the page. */
export const ASSETS_PATH = '/explorer/';
