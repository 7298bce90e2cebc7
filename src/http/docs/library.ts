import { readdir, readFile } from 'node:fs/promises';
import { extname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A page of the documentation, by what stands behind `/docs/`. */
export interface DocPage {
  readonly slug: string;
  readonly title: string;
  /** The Markdown itself. */
  readonly text: string;
}

/** A page as the index lists it, with the sentence behind its link. */
export interface ListedPage {
  readonly slug: string;
  readonly title: string;
  readonly say: string;
}

export interface DocSection {
  readonly title: string;
  readonly pages: readonly ListedPage[];
}

/** What is given as it is. */
export interface DocAsset {
  readonly type: string;
  readonly bytes: Buffer;
}

/** Everything below `docs`, read once: nothing else can be asked for. */
export interface Library {
  readonly index: DocPage;
  /** The index, in the order of a newcomer's reading. */
  readonly sections: readonly DocSection[];
  readonly pages: ReadonlyMap<string, DocPage>;
  /** By what stands behind `/docs/`; the schema is among them. */
  readonly assets: ReadonlyMap<string, DocAsset>;
}

const PLAIN = 'text/plain; charset=utf-8';

const TYPES: Readonly<Record<string, string>> = {
  '.md': 'text/markdown; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.toml': 'application/toml; charset=utf-8',
  '.yml': 'application/yaml; charset=utf-8',
  '.yaml': 'application/yaml; charset=utf-8',
  '.png': 'image/png',
};

export const INDEX = 'README.md';

/** The folder of the schema, beside `docs` in the project and below it on the server. */
const SCHEMA = 'schema';

/** Beside the source the project is three folders up, beside the compiled server four. */
const PROJECTS = ['../../../', '../../../../'].map((path) => fileURLToPath(new URL(path, import.meta.url)));

const filesBelow = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => posix.relative(folder, posix.join(parentPath, name)))
    .toSorted();
};

const readFolder = async (folder: string, prefix: string): Promise<readonly (readonly [string, Buffer])[]> => {
  const names = await filesBelow(folder);
  return Promise.all(
    names.map(async (name) => [posix.join(prefix, name), await readFile(posix.join(folder, name))] as const),
  );
};

const readProject = async (): Promise<ReadonlyMap<string, Buffer>> => {
  for (const project of PROJECTS) {
    const docs = await readFolder(posix.join(project, 'docs'), '').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (docs !== null) return new Map([...docs, ...(await readFolder(posix.join(project, SCHEMA), SCHEMA))]);
  }
  throw new Error(`there are no docs in ${PROJECTS.join(' or ')}`);
};

const titleOf = (text: string, name: string): string => /^# (.+)$/m.exec(text)?.[1] ?? name;

const slugOf = (name: string): string => name.replace(/\.md$/, '');

/** `- [Title](page.md): a sentence.` below a heading of the index. */
const ENTRY = /^- \[(?<title>[^\]]+)\]\((?<file>[^)#]+)\.md\): (?<say>.+)$/;

const sectionsOf = (index: string): readonly DocSection[] =>
  index
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [title = '', ...lines] = section.split('\n');
      const pages = lines.flatMap((line): ListedPage[] => {
        const { title: name, file, say } = ENTRY.exec(line)?.groups ?? {};
        return name !== undefined && file !== undefined && say !== undefined ? [{ title: name, slug: file, say }] : [];
      });
      return { title, pages };
    })
    .filter(({ pages }) => pages.length > 0);

/** Reads the documentation. Throws where it is not installed. */
export const readLibrary = async (): Promise<Library> => {
  const files = await readProject();
  const pages = new Map<string, DocPage>();
  const assets = new Map<string, DocAsset>();
  for (const [name, bytes] of files) {
    const extension = extname(name);
    assets.set(name, { type: TYPES[extension] ?? PLAIN, bytes });
    if (extension !== '.md') continue;
    const text = bytes.toString('utf8');
    pages.set(slugOf(name), { slug: slugOf(name), title: titleOf(text, name), text });
  }
  const index = pages.get(slugOf(INDEX));
  if (index === undefined) throw new Error(`there is no docs/${INDEX}`);
  return { index, sections: sectionsOf(index.text), pages, assets };
};
