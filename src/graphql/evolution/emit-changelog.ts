import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { printChangelog } from './changelog.ts';
import { readContract } from './contract.ts';
import { RELEASED_FOLDER, readReleases } from './releases.ts';

/** Writes `docs/changelog.md` of the working directory from what its folder `schema` holds. */
const emit = async (): Promise<void> => {
  const text = await printChangelog(await readContract('schema'), await readReleases(RELEASED_FOLDER));
  await writeFile(join('docs', 'changelog.md'), text);
};

if (import.meta.main) await emit();
