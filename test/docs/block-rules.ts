import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocBlock, type DocPage, ROOT } from './doc-page.ts';

/** What happens to a block. */
export type Part =
  | { readonly kind: 'shell' | 'graphql' | 'program' | 'file'; readonly block: DocBlock }
  /** Run in the background until the page ends. */
  | { readonly kind: 'service'; readonly block: DocBlock }
  | { readonly kind: 'variables' | 'output'; readonly block: DocBlock }
  | { readonly kind: 'elsewhere'; readonly block: DocBlock; readonly test: string };

const RUN_BY_NODE: readonly string[] = ['ts', 'js'];

const SHELLS: readonly string[] = ['sh', 'bash'];

const OUTPUTS: readonly string[] = ['json', 'text'];

/** What a block is; null where nothing here runs it. */
export const partOf = (block: DocBlock): Part | null => {
  const { language, words } = block;
  const test = words.get('test');
  if (test !== undefined) return { kind: 'elsewhere', block, test };
  if (words.has('file')) return { kind: 'file', block };
  if (SHELLS.includes(language)) return { kind: words.has('keeps-running') ? 'service' : 'shell', block };
  if (language === 'graphql') return { kind: 'graphql', block };
  if (RUN_BY_NODE.includes(language)) return { kind: 'program', block };
  if (language === 'json' && words.has('variables')) return { kind: 'variables', block };
  return OUTPUTS.includes(language) ? { kind: 'output', block } : null;
};

const WORDS: Readonly<Record<Part['kind'], readonly string[]>> = {
  shell: ['eventually', 'fails'],
  service: ['keeps-running'],
  graphql: ['eventually', 'scopes', 'fails'],
  program: ['eventually'],
  file: ['file'],
  variables: ['variables'],
  output: [],
  elsewhere: ['test', 'file'],
};

const PRINTING: readonly Part['kind'][] = ['shell', 'service', 'graphql', 'program'];

const isNamedBehind = (name: string, block: DocBlock, { blocks }: DocPage): boolean => {
  const base = name.replace(/\.[jt]s$/, '');
  return blocks.slice(blocks.indexOf(block) + 1).some(({ text }) => text.includes(base));
};

const runsElsewhere = (test: string, path: string): boolean => {
  const [name = path] = path.split('/').slice(-1);
  const file = join(ROOT, `test/${test}.test.ts`);
  return existsSync(file) && readFileSync(file, 'utf8').includes(name);
};

const complaintOf = (part: Part | null, block: DocBlock, before: Part | null, page: DocPage): string | null => {
  if (part === null) {
    return `nothing runs a block of the language "${block.language}": see "Write a page" in CONTRIBUTING.md`;
  }
  const [unknown] = [...block.words.keys()].filter((word) => !WORDS[part.kind].includes(word));
  if (unknown !== undefined) return `nothing knows the word "${unknown}" here`;
  const name = block.words.get('file') ?? '';
  if (part.kind === 'file' && !isNamedBehind(name, block, page)) return `no later block of the page uses ${name}`;
  if (part.kind === 'elsewhere' && !runsElsewhere(part.test, page.path)) {
    return `test/${part.test}.test.ts is not there, or does not read ${page.path}`;
  }
  if (part.kind === 'variables' && before?.kind !== 'graphql') return 'variables stand right behind their document';
  const isBehindOutput = before !== null && (PRINTING.includes(before.kind) || before.kind === 'variables');
  if (part.kind === 'output' && !isBehindOutput) return 'no block right before this one prints it';
  return null;
};

/** What is wrong with how the blocks of a page are written, each with its place. */
export const blockComplaints = (page: DocPage): readonly string[] =>
  page.blocks.flatMap((block, index) => {
    const previous = page.blocks[index - 1];
    const complaint = complaintOf(partOf(block), block, previous ? partOf(previous) : null, page);
    return complaint === null ? [] : [`${block.place}: ${complaint}`];
  });
