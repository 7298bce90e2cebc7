import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type ParserConfig, parseSync } from '@swc/core';

/** A node of the syntax tree, as the parser gives it. */
export interface SyntaxNode {
  readonly type: string;
  readonly line: number;
  readonly parts: Readonly<Record<string, unknown>>;
}

/** One import of any kind: a declaration, a re-export, a type, `import()` or `require()`. */
export interface ImportLine {
  readonly line: number;
  /** A path from the project's folder for a file of ours, else the package's name; null where it is computed. */
  readonly target: string | null;
  readonly isOurs: boolean;
}

export interface SourceFile {
  /** From the project's folder, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly nodes: readonly SyntaxNode[];
  readonly imports: readonly ImportLine[];
}

/** What a rule says of a file: where, what is wrong, and where the thing belongs instead. */
export const complain = (file: SourceFile, line: number, say: string): string => `${file.path}:${line}  ${say}`;

/** A file that holds elements is read as one; elsewhere `<` may begin a type's parameters. */
const parserOf = (path: string): ParserConfig => ({
  syntax: 'typescript',
  decorators: true,
  tsx: path.endsWith('.tsx'),
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const toNode = (value: unknown, line: number): SyntaxNode | null =>
  isObject(value) && typeof value.type === 'string' ? { type: value.type, line, parts: value } : null;

/** A part of a node that is a node itself; null where there is none. It has the line of the node that it is part of. */
export const part = (node: SyntaxNode | null, name: string): SyntaxNode | null =>
  node && toNode(node.parts[name], node.line);

/** The first node of a part that is a list; null where there is none. */
export const firstPart = (node: SyntaxNode | null, name: string): SyntaxNode | null => {
  const list = node?.parts[name];
  return node && Array.isArray(list) ? toNode(list[0], node.line) : null;
};

/** The first argument of a call; null where there is none. */
export const firstArgument = (call: SyntaxNode): SyntaxNode | null => {
  const list = call.parts.arguments;
  const [argument]: readonly unknown[] = Array.isArray(list) ? list : [];
  return isObject(argument) ? toNode(argument.expression, call.line) : null;
};

/** A part of a node that is text; null where there is none. */
export const textOf = (node: SyntaxNode | null, name = 'value'): string | null => {
  const value = node?.parts[name];
  return typeof value === 'string' ? value : null;
};

const propertyOf = (member: SyntaxNode): string | null => {
  const property = part(member, 'property');
  return textOf(property?.type === 'Computed' ? part(property, 'expression') : property);
};

/** The last two names of a member's access: `process.env` also for `globalThis.process['env']`; null for anything else. */
export const memberOf = (node: SyntaxNode | null): string | null => {
  if (node?.type !== 'MemberExpression') return null;
  const object = part(node, 'object');
  const owner = object?.type === 'MemberExpression' ? propertyOf(object) : textOf(object);
  const property = propertyOf(node);
  return owner === null || property === null ? null : `${owner}.${property}`;
};

type LineCounter = (byte: number) => number;

const lineOf = ({ span }: Readonly<Record<string, unknown>>, lineAt: LineCounter): number | null =>
  isObject(span) && typeof span.start === 'number' ? lineAt(span.start) : null;

/** Every node of a tree, from the top, in the order of the text. What has no place of its own has its parent's. */
const flatten = (value: unknown, parentLine: number, lineAt: LineCounter): SyntaxNode[] => {
  if (!isObject(value)) return [];
  const line = lineOf(value, lineAt) ?? parentLine;
  const node = toNode(value, line);
  const inner = Object.values(value).flatMap((child) => flatten(child, line, lineAt));
  return node ? [node, ...inner] : inner;
};

/** The parser counts bytes. */
const lineCounter = (text: string): LineCounter => {
  const ends: number[] = [];
  const bytes = Buffer.from(text);
  for (let end = bytes.indexOf('\n'); end !== -1; end = bytes.indexOf('\n', end + 1)) ends.push(end);
  return (byte) => {
    const index = ends.findIndex((end) => end >= byte);
    return (index === -1 ? ends.length : index) + 1;
  };
};

const isRequire = (callee: SyntaxNode | null): boolean =>
  textOf(callee) === 'require' ||
  (callee?.type === 'CallExpression' && textOf(part(callee, 'callee')) === 'createRequire');

/** The node that names what is imported; undefined where nothing is. */
const specifierOf = (node: SyntaxNode): SyntaxNode | null | undefined => {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return part(node, 'source') ?? undefined;
    case 'TsImportType':
      return part(node, 'argument');
    case 'TsExternalModuleReference':
      return part(node, 'expression');
    case 'CallExpression': {
      const callee = part(node, 'callee');
      return callee?.type === 'Import' || isRequire(callee) ? firstArgument(node) : undefined;
    }
    default:
      return undefined;
  }
};

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const importsOf = (path: string, nodes: readonly SyntaxNode[]): ImportLine[] =>
  nodes.flatMap((node): ImportLine[] => {
    const found = specifierOf(node);
    if (found === undefined) return [];
    const specifier = found?.type === 'StringLiteral' ? textOf(found) : null;
    if (specifier === null) return [{ line: node.line, target: null, isOurs: false }];
    if (!specifier.startsWith('.')) return [{ line: node.line, target: packageOf(specifier), isOurs: false }];
    return [{ line: node.line, target: posix.join(posix.dirname(path), specifier), isOurs: true }];
  });

export const parseSource = (path: string, text: string): SourceFile => {
  const nodes = flatten(parseSync(text, parserOf(path)), 1, lineCounter(text));
  return { path, text, nodes, imports: importsOf(path, nodes) };
};

const PROJECT = join(import.meta.dirname, '../..');

/** The TypeScript files below a folder of the project, sorted; none where it is not there. What is generated is left out. */
export const readSources = (folder: string): SourceFile[] => {
  if (!existsSync(join(PROJECT, folder))) return [];
  return readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
    .filter((path) => /(?<!\.d)\.tsx?$/.test(path) && !path.startsWith('src/client/generated/'))
    .sort()
    .map((path) => parseSource(path, readFileSync(join(PROJECT, path), 'utf8')));
};
