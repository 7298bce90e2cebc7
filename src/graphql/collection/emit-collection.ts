import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPartnerSchema } from '../schema.ts';
import { type OperationFile, printCollection } from './print-collection.ts';

/** In the order of a first day: what is sent from the top to the bottom finds what it needs in the answers above it. */
const FOLDERS = [
  'viewer',
  'catalogue',
  'orders',
  'esims',
  'ledger',
  'webhooks',
  'events',
  'refunds',
  'invoices',
  'credentials',
  'launch',
  'sandbox',
];

/** The client's operations of a working directory, file by file; fragments last, which are no operations. */
export const readOperationFiles = async (): Promise<readonly OperationFile[]> => {
  const folder = join('src', 'client', 'operations');
  const names = (await readdir(folder)).map((file) => file.replace(/\.graphql$/, ''));
  const unnamed = names.filter((name) => !FOLDERS.includes(name));
  if (unnamed.join() !== 'fragments') throw new Error(`name the place of these operations: ${unnamed.join(', ')}`);
  return Promise.all(
    [...FOLDERS, ...unnamed].map(async (name) => ({
      name,
      text: await readFile(join(folder, `${name}.graphql`), 'utf8'),
    })),
  );
};

/** Writes `schema/collection.json` of the working directory. */
const emit = async (): Promise<void> => {
  const text = printCollection(await buildPartnerSchema(), await readOperationFiles());
  await writeFile(join('schema', 'collection.json'), text);
};

if (import.meta.main) await emit();
