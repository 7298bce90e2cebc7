import { readFile } from 'node:fs/promises';
import { systemClock } from '../../kernel/clock.ts';
import { changesBetween } from './changes.ts';
import { readContract } from './contract.ts';
import { brokenPromises, shortNotices } from './policy.ts';
import { keepRelease, RELEASED_FOLDER, readReleases } from './releases.ts';

/**
 * Keeps the folder `schema` of a working directory as released under a version. Throws where a promise of an earlier
 * release is broken, where a new deprecation gives less than due notice, and where the version was released before.
 */
export const releaseSchema = async (version: string, today: string): Promise<void> => {
  const [contract, releases] = await Promise.all([readContract('schema'), readReleases(RELEASED_FOLDER)]);
  const [newest] = releases;
  const changes = newest ? await changesBetween(newest.contract, contract) : [];
  const wrong = [...brokenPromises(changes, releases, today), ...shortNotices(contract, releases, today)];
  if (wrong.length > 0) throw new Error(`${version} cannot be released:\n${wrong.join('\n')}`);
  await keepRelease('schema', RELEASED_FOLDER, { version, date: today });
};

/** Releases the schema as the version of package.json, today. */
const release = async (): Promise<void> => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { readonly version: string }; // npm wants one
  await releaseSchema(version, systemClock.now().toISOString().slice(0, 10));
};

if (import.meta.main) await release();
