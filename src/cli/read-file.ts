import { readFile, stat } from 'node:fs/promises';
import { Refusal } from './refusal.ts';

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EACCES: 'is closed to this user',
  EISDIR: 'is a folder',
  ENOTDIR: 'is not there',
  ENAMETOOLONG: 'is not there',
};

const MEGABYTE = 1024 * 1024;

/** The bytes of a file. Refuses where it cannot be read, and where it is too large to look into. */
export const readBoundedFile = async (path: string, bytesMax: number): Promise<Uint8Array> => {
  try {
    if ((await stat(path)).size > bytesMax) {
      throw new Refusal(`The file ${path} is larger than ${Math.floor(bytesMax / MEGABYTE)} MB.`);
    }
    return await readFile(path);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? WHY[String(error.code)] : undefined;
    throw why === undefined ? error : new Refusal(`The file ${path} ${why}.`, { cause: error });
  }
};
