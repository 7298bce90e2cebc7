import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../kernel/id.ts';
import { newKey } from '../kernel/secret.ts';

const FILE = 'keys';

const isThere = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';

/**
 * Reads the key ring that the data folder keeps, in the text form of the setting, or makes one with one key on the first
 * start. The file is readable by its owner alone: whoever loses it loses every credential and all activation material.
 */
export const keysOfDataFolder = async (dataDir: string): Promise<string> => {
  const path = join(dataDir, FILE);
  const text = `${newId('key').replace('_', '-')}:${newKey()}\n`;
  await writeFile(path, text, { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
    if (!isThere(error)) throw error;
  });
  return (await readFile(path, 'utf8')).trim();
};
