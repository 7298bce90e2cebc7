import { readFile } from 'node:fs/promises';
import { Refusal } from '../refusal.ts';

/** Where a server is and what it is called with. The credential is never printed. */
export interface Access {
  readonly url: string;
  readonly credential: string;
}

const isAccess = (value: unknown): value is Access =>
  typeof value === 'object' &&
  value !== null &&
  'url' in value &&
  typeof value.url === 'string' &&
  'credential' in value &&
  typeof value.credential === 'string';

/** Reads a quickstart.json; null where it is not there, or not written to its end. */
export const findAccess = async (path: string): Promise<Access | null> => {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isAccess(value) ? { url: value.url, credential: value.credential } : null;
  } catch {
    return null;
  }
};

/** Refuses a file that is no quickstart.json. */
export const readAccess = async (path: string): Promise<Access> => {
  const access = await findAccess(path);
  if (!access)
    throw new Refusal(`There is no url and credential in ${path}; it is the quickstart.json of a data folder.`);
  return access;
};
