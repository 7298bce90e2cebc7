import { writeFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Refusal } from './refusal.ts';

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'has no folder',
  ENOTDIR: 'has no folder',
  EACCES: 'is closed to this user',
  EISDIR: 'is a folder',
  EROFS: 'is on a disk that cannot be written to',
  ENOSPC: 'does not fit on its disk',
};

/** Writes a file that its user alone can read, in place of one that is there. Refuses where it cannot be written. */
export const writeOwnFile = async (path: string, content: Readable): Promise<void> => {
  try {
    await writeFile(path, content, { mode: 0o600 });
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? WHY[String(error.code)] : undefined;
    throw why === undefined ? error : new Refusal(`The file ${path} ${why}.`, { cause: error });
  }
};
