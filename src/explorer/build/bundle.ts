import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { ASSETS, ASSETS_PATH, PROJECT } from './folders.ts';
import { slimMonaco } from './slim-monaco.ts';

const PAGE = 'src/explorer/main.tsx';

/** GraphiQL names prettier's parsers as version 2 did, and gets files in the form of CommonJS in which it does not find them. */
const ALIASES = {
  'prettier/parser-graphql': 'prettier/plugins/graphql',
  'prettier/parser-babel': 'prettier/plugins/babel',
};

/** Monaco's workers, by what it calls them. */
const WORKERS = {
  editor: 'monaco-editor/esm/vs/editor/editor.worker.js',
  json: 'monaco-editor/esm/vs/language/json/json.worker.js',
  graphql: 'monaco-graphql/esm/graphql.worker.js',
} as const;

export type WorkerName = keyof typeof WORKERS;

export interface Bundle {
  readonly script: string;
  readonly style: string;
  /** What the script imports: asked for together with it. The editor is not among it, and comes while somebody looks for a credential. */
  readonly preloads: readonly string[];
  readonly workers: Readonly<Record<WorkerName, string>>;
}

type Outputs = Metafile['outputs'];

const urlOf = (output: string): string => ASSETS_PATH + output.replace(/^.*\//, '');

const outputOf = (outputs: Outputs, entry: string): string => {
  const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(entry));
  if (!found) throw new Error(`${entry} has no output`);
  return found[0];
};

/** An output and what it imports at once. */
const closure = (outputs: Outputs, output: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(output)) return seen;
  seen.add(output);
  for (const { path, kind } of outputs[output]?.imports ?? []) {
    if (kind === 'import-statement') closure(outputs, path, seen);
  }
  return seen;
};

/** Puts the page's scripts and styles into a folder, their names telling their content. */
export const bundle = async (folder: string): Promise<Bundle> => {
  const { metafile } = await build({
    absWorkingDir: PROJECT,
    entryPoints: [
      { in: PAGE, out: 'main' },
      ...Object.entries(WORKERS).map(([name, path]) => ({ in: path, out: `${name}-worker` })),
    ],
    outdir: join(folder, ASSETS),
    publicPath: ASSETS_PATH,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    legalComments: 'none',
    target: 'es2022',
    jsx: 'automatic',
    loader: { '.ttf': 'file' },
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: ALIASES,
    plugins: [slimMonaco],
    metafile: true,
  });
  const { outputs } = metafile;
  const main = outputOf(outputs, PAGE);
  const workerOf = (name: WorkerName): string => urlOf(outputOf(outputs, WORKERS[name]));
  return {
    script: urlOf(main),
    style: urlOf(outputs[main]?.cssBundle ?? ''),
    preloads: [...closure(outputs, main)].filter((output) => output !== main).map(urlOf),
    workers: { editor: workerOf('editor'), json: workerOf('json'), graphql: workerOf('graphql') },
  };
};
