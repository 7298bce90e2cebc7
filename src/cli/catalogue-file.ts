import { readFile, stat } from 'node:fs/promises';
import { PRICE_FILE_BYTES_MAX } from '../domains/catalogue/index.ts';
import { Refusal } from './refusal.ts';

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EACCES: 'is closed to this user',
  EISDIR: 'is a folder',
  ENOTDIR: 'is not there',
  ENAMETOOLONG: 'is not there',
};

/** The bytes of a price file. Refuses where it cannot be read, and where it is too large to look into. */
export const readCatalogueFile = async (path: string): Promise<Uint8Array> => {
  try {
    if ((await stat(path)).size > PRICE_FILE_BYTES_MAX) throw new Refusal(`The file ${path} is larger than 5 MB.`);
    return await readFile(path);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? WHY[String(error.code)] : undefined;
    throw why === undefined ? error : new Refusal(`The file ${path} ${why}.`, { cause: error });
  }
};
