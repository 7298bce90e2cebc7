import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../kernel/id.ts';
import { newKey } from '../kernel/secret.ts';

const FILE = 'keys';

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : null;

/** The key ring that the data folder keeps; null where it has none. */
export const findKeysOfDataFolder = (dataDir: string): Promise<string | null> =>
  readFile(join(dataDir, FILE), 'utf8').then(
    (text) => text.trim(),
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    },
  );

/**
 * Reads the key ring that the data folder keeps, in the text form of the setting, or makes one with one key on the first
 * start. The file is readable by its owner alone: whoever loses it loses every credential and all activation material.
 */
export const keysOfDataFolder = async (dataDir: string): Promise<string> => {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, FILE);
  const text = `${newId('key').replace('_', '-')}:${newKey()}\n`;
  const made = `${path}.${newId('key')}`;
  await writeFile(made, text, { mode: 0o600, flag: 'wx' });
  // Of several processes that start at once one alone puts its file in place, and none reads a part of it.
  await link(made, path)
    .catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    })
    .finally(() => unlink(made));
  return (await readFile(path, 'utf8')).trim();
};
