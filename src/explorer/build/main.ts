import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { compress } from './compress.ts';
import { ASSETS, ASSETS_PATH, OUTPUT, PROJECT } from './folders.ts';
import { page } from './page.ts';
import { stampOfInputs, stampOfOutput, stampPath } from './stamp.ts';

/** Styles that esbuild makes for parts which the page's one style sheet has already. */
const isSpare = (name: string, style: string): boolean => name.endsWith('.css') && !style.endsWith(name);

const removeSpares = async (assets: string, style: string): Promise<void> => {
  const spares = (await readdir(assets)).filter((name) => isSpare(name, style));
  await Promise.all(spares.map((name) => rm(join(assets, name))));
};

const copySchema = async (assets: string): Promise<string> => {
  const text = await readFile(join(PROJECT, 'schema/partner.graphql'));
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  const name = `partner-${hash}.graphql`;
  await writeFile(join(assets, name), text);
  return ASSETS_PATH + name;
};

/** Puts the new page in the place of the old one; of two that were made at once either may stay. */
const putInPlace = async (folder: string): Promise<void> => {
  const old = `${folder}-old`;
  await rename(OUTPUT, old).catch(() => undefined);
  await rename(folder, OUTPUT).catch(() => undefined);
  await Promise.all([old, folder].map((path) => rm(path, { recursive: true, force: true })));
};

const build = async (stamp: string): Promise<void> => {
  const folder = `${OUTPUT}-${process.pid}`;
  const assets = join(folder, ASSETS);
  await mkdir(assets, { recursive: true });
  const made = await bundle(folder);
  await removeSpares(assets, made.style);
  const schema = await copySchema(assets);
  await compress(assets);
  await writeFile(join(folder, 'index.html'), page(made, schema));
  await writeFile(stampPath(folder), stamp);
  await putInPlace(folder);
};

const stamp = await stampOfInputs();
if ((await stampOfOutput()) !== stamp) await build(stamp);
