import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';

export const ROOT = join(import.meta.dirname, '../..');

/** A fenced block of a page. */
export interface DocBlock {
  /** Where it stands, such as `docs/quickstart.md:12`. */
  readonly place: string;
  /** The first word of the info string, which every reader of Markdown takes as the language. */
  readonly language: string;
  /** The other words of the info string: `eventually`, `file=shop.ts`. */
  readonly words: ReadonlyMap<string, string>;
  readonly text: string;
}

export interface DocPage {
  /** Such as `docs/quickstart.md`. */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly DocBlock[];
}

const markdown = new MarkdownIt();

const wordsOf = (words: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    words.map((word) => {
      const [name = '', ...value] = word.split('=');
      return [name, value.join('=')] as const;
    }),
  );

/** What a page holds. */
export const parsePage = (path: string, text: string): DocPage => {
  const blocks = markdown.parse(text, {}).flatMap(({ type, info, content, map }): DocBlock[] => {
    const place = `${path}:${(map?.[0] ?? 0) + 1}`;
    if (type === 'code_block') return [{ place, language: '', words: new Map(), text: content }];
    if (type !== 'fence') return [];
    const [language = '', ...words] = info.trim().split(/\s+/);
    return [{ place, language, words: wordsOf(words), text: content }];
  });
  return { path, text, blocks };
};

/** Every page below docs, sorted by path. */
export const readPages = (): readonly DocPage[] =>
  readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .map((name) => parsePage(`docs/${name}`, readFileSync(join(ROOT, 'docs', name), 'utf8')));
