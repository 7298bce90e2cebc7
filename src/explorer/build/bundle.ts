import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { ASSETS, ASSETS_PATH, PROJECT } from './folders.ts';
import { slimMonaco } from './slim-monaco.ts';

const PAGE = 'src/explorer/main.tsx';

/** Monaco's workers, by what it calls them. */
const WORKERS = {
  editor: 'monaco-editor/esm/vs/editor/editor.worker.js',
  json: 'monaco-editor/esm/vs/language/json/json.worker.js',
  graphql: 'monaco-graphql/esm/graphql.worker.js',
} as const;

export type WorkerName = keyof typeof WORKERS;

/** Loaded as soon as the page is there, for nothing works without them. */
const SOON = [
  PAGE,
  'src/explorer/page/workspace.tsx',
  'node_modules/monaco-graphql/esm/monaco-editor.js',
  'node_modules/monaco-graphql/esm/lite.js',
];

export interface Bundle {
  readonly script: string;
  readonly style: string;
  /** The scripts that the page needs in any case, and that are therefore asked for at once. */
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
    plugins: [slimMonaco],
    metafile: true,
  });
  const { outputs } = metafile;
  const main = outputOf(outputs, PAGE);
  const soon = SOON.flatMap((entry) => [...closure(outputs, outputOf(outputs, entry))]);
  const workerOf = (name: WorkerName): string => urlOf(outputOf(outputs, WORKERS[name]));
  return {
    script: urlOf(main),
    style: urlOf(outputs[main]?.cssBundle ?? ''),
    preloads: [...new Set(soon)].filter((output) => output !== main).map(urlOf),
    workers: { editor: workerOf('editor'), json: workerOf('json'), graphql: workerOf('graphql') },
  };
};
