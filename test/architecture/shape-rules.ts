import { standingOf } from './house.ts';
import { complain, firstPart, part, type SourceFile, type SyntaxNode, textOf } from './source-file.ts';

const LINES_MAX = 300;

/** Files end with a line break, which starts no line. */
const linesOf = ({ text }: SourceFile): readonly string[] => text.replace(/\n$/, '').split('\n');

export const lengthComplaints = (files: readonly SourceFile[]): string[] =>
  files.flatMap((file) => {
    const { length } = linesOf(file);
    if (length <= LINES_MAX) return [];
    return [complain(file, LINES_MAX, `has ${length} lines: split it by what its parts are about`)];
  });

/** Comments that are notes to ourselves, or ways around the compiler and the linter. */
const MARKS: readonly (readonly [mark: RegExp, say: string])[] = [
  [/(?:\/\/|\/\*|^\s*\*).*\b(TODO|FIXME|XXX|HACK)\b/, 'do it now, or file an issue'],
  [/(@ts-(?:ignore|nocheck))\b/, 'give the value its type; a test of a type uses @ts-expect-error'],
  [/\b(biome-ignore|eslint-disable)\b/, 'write it so that the rule holds, or change the rule for all in biome.json'],
];

export const markComplaints = (files: readonly SourceFile[]): string[] =>
  files.flatMap((file) =>
    linesOf(file).flatMap((text, index) =>
      MARKS.flatMap(([mark, say]) => {
        const [, found] = mark.exec(text) ?? [];
        return found === undefined ? [] : [complain(file, index + 1, `${found}: ${say}`)];
      }),
    ),
  );

const syntaxComplaint = (file: SourceFile, node: SyntaxNode): string | null => {
  if (node.type === 'TsKeywordType' && textOf(node, 'kind') === 'any') {
    return '`any` says nothing: name the type, or take `unknown` and look';
  }
  if (node.type === 'TsEnumDeclaration') return 'an enum is code: write a const table and take its keys as the type';
  if (node.type === 'Decorator' && file.path.startsWith('src/') && standingOf(file.path)?.place !== 'graphql') {
    return 'decorators belong in src/graphql: elsewhere write a plain function';
  }
  return null;
};

/** No `any`, no enum, no decorator outside GraphQL. */
export const syntaxComplaints = (files: readonly SourceFile[]): string[] =>
  files.flatMap((file) =>
    file.nodes.flatMap((node) => {
      const say = syntaxComplaint(file, node);
      return say === null ? [] : [complain(file, node.line, say)];
    }),
  );

const DOCUMENTED: readonly string[] = ['use-cases', 'domains', 'records', 'db', 'client'];

const FUNCTIONS: readonly string[] = ['FunctionDeclaration', 'ArrowFunctionExpression', 'FunctionExpression'];

/** `export function f`, `export const f = () =>`, and in a use-case `export const f = useCase(…)`. */
const isExportedFunction = (file: SourceFile, node: SyntaxNode): boolean => {
  const declaration = node.type === 'ExportDeclaration' ? part(node, 'declaration') : null;
  const made =
    declaration?.type === 'FunctionDeclaration' ? declaration : part(firstPart(declaration, 'declarations'), 'init');
  if (made === null) return false;
  const isMadeByDoor = made.type === 'CallExpression' && standingOf(file.path)?.place === 'use-cases';
  return isMadeByDoor || FUNCTIONS.includes(made.type);
};

/** What others call says what it promises. */
export const docstringComplaints = (files: readonly SourceFile[]): string[] =>
  files
    .filter(({ path }) => DOCUMENTED.includes(standingOf(path)?.place ?? ''))
    .flatMap((file) => {
      const lines = linesOf(file);
      return file.nodes
        .filter((node) => isExportedFunction(file, node) && !lines[node.line - 2]?.endsWith('*/'))
        .map(({ line }) =>
          complain(file, line, 'is exported: say in a sentence what it promises, units, then `Refuses: CODE, …`'),
        );
    });
