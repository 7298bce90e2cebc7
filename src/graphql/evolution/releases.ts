import { createHash } from 'node:crypto';
import { access, copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CONTRACT_FILES, type Contract, readContract } from './contract.ts';

/** Where the contract of each released version is kept, a folder for each. */
export const RELEASED_FOLDER = join('schema', 'released');

/** What was promised in a version, and from which day (UTC) on. */
export interface Release {
  readonly version: string;
  readonly date: string;
  readonly contract: Contract;
}

const VERSION = /^\d+\.\d+\.\d+$/;

const compareVersions = (left: string, right: string): number => left.localeCompare(right, 'en', { numeric: true });

/** The SHA-256 of each file of a folder, in hexadecimal: what was released is not edited afterwards. */
const digestsOf = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const digest = async (name: string) =>
    createHash('sha256')
      .update(await readFile(join(folder, name)))
      .digest('hex');
  return Object.fromEntries(await Promise.all(CONTRACT_FILES.map(async (name) => [name, await digest(name)] as const)));
};

interface ReleaseNote {
  readonly version: string;
  readonly date: string;
  readonly sha256: Readonly<Record<string, string>>;
}

const readRelease = async (root: string, version: string): Promise<Release> => {
  const folder = join(root, version);
  const note = JSON.parse(await readFile(join(folder, 'release.json'), 'utf8')) as ReleaseNote; // by `keepRelease`
  const digests = await digestsOf(folder);
  const edited = CONTRACT_FILES.find((name) => digests[name] !== note.sha256[name]);
  if (edited !== undefined) throw new Error(`${join(folder, edited)} was edited after its release: put it back`);
  return { version, date: note.date, contract: await readContract(folder) };
};

/** Every released version, the newest first. Throws where one was edited since. */
export const readReleases = async (folder: string): Promise<readonly Release[]> => {
  const versions = (await readdir(folder)).filter((name) => VERSION.test(name));
  const newestFirst = versions.sort(compareVersions).toReversed();
  return Promise.all(newestFirst.map((version) => readRelease(folder, version)));
};

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Keeps the contract of a folder as that of a version, whole or not at all. Throws where it was released before, or a later one was. */
export const keepRelease = async (
  from: string,
  folder: string,
  { version, date }: Pick<Release, 'version' | 'date'>,
): Promise<void> => {
  if (!VERSION.test(version)) throw new Error(`${version} is no version, such as 1.2.0`);
  const kept = join(folder, version);
  if (await isThere(kept)) throw new Error(`${version} was released before, and never changes: raise the version`);
  await mkdir(folder, { recursive: true });
  const later = (await readdir(folder)).find((name) => VERSION.test(name) && compareVersions(name, version) > 0);
  if (later !== undefined) throw new Error(`${version} comes before ${later}, which was released`);
  const making = join(folder, `.${version}`);
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  for (const name of CONTRACT_FILES) await copyFile(join(from, name), join(making, name));
  const note: ReleaseNote = { version, date, sha256: await digestsOf(making) };
  await writeFile(join(making, 'release.json'), `${JSON.stringify(note, null, 2)}\n`);
  await rename(making, kept);
};
