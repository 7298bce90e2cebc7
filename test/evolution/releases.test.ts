import { appendFile, cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepRelease, readReleases } from '../../src/graphql/evolution/releases.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onyx-released-'));
});

afterEach(() => rm(folder, { recursive: true }));

const keep = (version: string, date = '2026-11-24') => keepRelease('schema', folder, { version, date });

const versions = async () => (await readReleases(folder)).map(({ version, date }) => `${version} ${date}`);

test('releases are read newest first, by their numbers', async () => {
  await keep('0.9.0', '2026-01-01');
  await keep('0.10.0', '2026-02-01');
  await keep('1.0.0', '2026-03-01');
  expect(await versions()).toEqual(['1.0.0 2026-03-01', '0.10.0 2026-02-01', '0.9.0 2026-01-01']);
});

test('a version is released once, and none before one that was', async () => {
  await keep('1.0.0');
  await expect(keep('1.0.0')).rejects.toThrow('was released before');
  await expect(keep('0.9.0')).rejects.toThrow('comes before 1.0.0');
  await expect(keep('next')).rejects.toThrow('is no version');
  expect(await readdir(folder)).toEqual(['1.0.0']);
});

test('a released file that was edited is noticed', async () => {
  await keep('1.0.0');
  await appendFile(join(folder, '1.0.0', 'codes.json'), ' ');
  await expect(readReleases(folder)).rejects.toThrow('codes.json was edited after its release');
});

test('what the project released is whole, and keeps the schema that partners were given', async () => {
  await cp('schema/released', folder, { recursive: true });
  const releases = await readReleases(folder);
  expect(releases.map(({ version }) => version)).toContain('0.1.0');
  for (const { contract } of releases) expect(contract.schema.getQueryType()?.getFields().order).toBeDefined();
});
