import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DIST } from '../dist-folder.ts';
import { CLIENT_PACKAGE_FILE } from './paths.ts';

const PROJECT = join(DIST, '..');
const SOURCE = join(PROJECT, 'src/client');

/** Where the compilers put the client, by what stands for it in the package. */
const COMPILED = { import: join(DIST, 'src/client'), require: join(DIST, 'commonjs') } as const;

type Kind = keyof typeof COMPILED;

interface ProjectManifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
}

const exportOf = (kind: Kind) => ({ types: `./${kind}/index.d.ts`, default: `./${kind}/index.js` });

/** The project's name and its one export for partners, so that a line that imports it is the same with either package. */
const manifestOf = ({ name, version, license, engines }: ProjectManifest) => ({
  name,
  version,
  description: 'The typed client of the Onyx Partner API',
  license,
  type: 'module',
  engines,
  sideEffects: false,
  exports: {
    './package.json': './package.json',
    './client': { import: exportOf('import'), require: exportOf('require') },
  },
});

/** Copies what a compiler made of the client's files; what it made of one that is gone still lies beside it. */
const copyCompiled = async (folder: string, kind: Kind): Promise<void> => {
  const sources = (await readdir(SOURCE, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const made = sources.flatMap((name) => ['.js', '.d.ts'].map((extension) => name.replace(/\.ts$/, extension)));
  await Promise.all(made.map((name) => cp(join(COMPILED[kind], name), join(folder, kind, name))));
};

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Packs the client alone: no server, and nothing that it would bring with it. */
const pack = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  await Promise.all([copyCompiled(folder, 'import'), copyCompiled(folder, 'require')]);
  await writeFile(join(folder, 'require/package.json'), json({ type: 'commonjs' }));
  const manifest = manifestOf(JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8'))); // ours
  await writeFile(join(folder, 'package.json'), json(manifest));
  await cp(join(SOURCE, 'README.md'), join(folder, 'README.md'));
  await cp(join(PROJECT, 'LICENSE'), join(folder, 'LICENSE'));
  const options = ['--ignore-scripts', '--silent', '--dry-run=false', '--json=false', '--pack-destination', folder];
  await promisify(execFile)('npm', ['pack', ...options], { cwd: folder });
  await rename(join(folder, `${manifest.name}-${manifest.version}.tgz`), CLIENT_PACKAGE_FILE);
};

const folder = join(DIST, `client-package-${process.pid}`);
await pack(folder).finally(() => rm(folder, { recursive: true, force: true }));
