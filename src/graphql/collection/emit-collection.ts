import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPartnerSchema } from '../schema.ts';
import { type OperationFile, printCollection } from './print-collection.ts';

/** The client's operations of a working directory, file by file. */
export const readOperationFiles = async (): Promise<readonly OperationFile[]> => {
  const folder = join('src', 'client', 'operations');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.graphql')).sort();
  return Promise.all(
    names.map(async (name) => ({
      name: name.replace(/\.graphql$/, ''),
      text: await readFile(join(folder, name), 'utf8'),
    })),
  );
};

/** Writes `schema/collection.json` of the working directory. */
const emit = async (): Promise<void> => {
  const text = printCollection(await buildPartnerSchema(), await readOperationFiles());
  await writeFile(join('schema', 'collection.json'), text);
};

if (import.meta.main) await emit();
