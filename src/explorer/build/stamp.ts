import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { INPUTS, OUTPUT, PROJECT } from './folders.ts';

const STAMP_FILE = 'stamp';

const filesBelow = async (path: string): Promise<readonly string[]> => {
  if ((await stat(join(PROJECT, path))).isFile()) return [path];
  const entries = await readdir(join(PROJECT, path), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
};

/** The same for the same inputs, on every machine. */
export const stampOfInputs = async (): Promise<string> => {
  const hash = createHash('sha256');
  const files = (await Promise.all(INPUTS.map(filesBelow))).flat().map((path) => join(path).replace(`${PROJECT}/`, ''));
  for (const file of files.sort()) hash.update(`${file}\n`).update(await readFile(join(PROJECT, file)));
  return hash.digest('hex');
};

/** The inputs that the page there is was made from; null where there is none. */
export const stampOfOutput = (): Promise<string | null> => readFile(join(OUTPUT, STAMP_FILE), 'utf8').catch(() => null);

export const stampPath = (folder: string): string => join(folder, STAMP_FILE);
