import { type PlaceName, standingOf } from './house.ts';
import { complain, part, type SourceFile, type SyntaxNode, textOf } from './source-file.ts';

interface Role {
  readonly belongsIn: readonly PlaceName[];
  /** A call of one of these makes the file one of this role. */
  readonly madeBy: readonly string[];
}

/** What stands between a file's name and `.ts`, where the file has a role. */
const ROLES: Readonly<Record<string, Role>> = {
  entity: { belongsIn: ['domains', 'records'], madeBy: ['defineEntity'] },
  states: { belongsIn: ['domains'], madeBy: [] },
  type: { belongsIn: ['graphql'], madeBy: ['ObjectType', 'InterfaceType'] },
  input: { belongsIn: ['graphql'], madeBy: ['InputType'] },
  args: { belongsIn: ['graphql'], madeBy: [] },
  resolver: { belongsIn: ['graphql'], madeBy: ['Resolver'] },
  config: { belongsIn: ['roots'], madeBy: [] },
};

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** `order`, `entity` for `src/domains/orders/order.entity.ts`. */
const nameAndRole = (path: string): readonly string[] =>
  path
    .replace(/^.*\//, '')
    .replace(/\.tsx?$/, '')
    .split('.');

const pathComplaint = ({ path }: SourceFile): string | null => {
  const [, role, extra] = nameAndRole(path);
  const parts = [...path.split('/').slice(0, -1), ...nameAndRole(path)];
  if (!parts.every((name) => KEBAB.test(name.replace(/^\./, '')))) return 'names of files and folders are kebab-case';
  if (extra !== undefined) return 'a file has one role at most';
  if (role === undefined || (role === 'test' && path.startsWith('test/'))) return null;
  const known = Object.hasOwn(ROLES, role) ? ROLES[role] : undefined;
  if (known === undefined) return `.${role}.ts is no role: ${Object.keys(ROLES).join(', ')}`;
  const place = standingOf(path)?.place;
  return known.belongsIn.some((name) => name === place)
    ? null
    : `.${role}.ts belongs in ${known.belongsIn.map((name) => `src/${name}`).join(' or ')}`;
};

const calledName = (node: SyntaxNode): string | null =>
  node.type === 'CallExpression' ? textOf(part(node, 'callee')) : null;

const roleComplaints = (file: SourceFile): string[] => {
  const [, role] = nameAndRole(file.path);
  return Object.entries(ROLES).flatMap(([name, { madeBy }]) => {
    const maker = file.nodes.find((node) => madeBy.includes(calledName(node) ?? ''));
    if (maker === undefined || role === name) return [];
    return [complain(file, maker.line, `${calledName(maker)} belongs in a file named ….${name}.ts`)];
  });
};

/** Kebab-case, and a role suffix that tells what the file holds and where it stands. */
export const fileNameComplaints = (files: readonly SourceFile[]): string[] =>
  files.flatMap((file) => {
    const say = pathComplaint(file);
    const ofRole = file.path.startsWith('src/') ? roleComplaints(file) : [];
    return say === null ? ofRole : [complain(file, 1, say), ...ofRole];
  });

const BANNED_WORDS: readonly string[] = ['util', 'utils', 'helper', 'helpers', 'common', 'shared', 'misc', 'manager'];

const bannedWordOf = (name: string): string | undefined =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .find((word) => BANNED_WORDS.includes(word));

/** What names a function, class, type or member, by the node that declares it. */
const NAME_PARTS: Readonly<Record<string, string>> = {
  ClassDeclaration: 'identifier',
  ClassMethod: 'key',
  ClassProperty: 'key',
  FunctionDeclaration: 'identifier',
  TsInterfaceDeclaration: 'id',
  TsTypeAliasDeclaration: 'id',
};

/** The parser gives a type's place to a name that is being bound, and to no other. */
const isBinding = (node: SyntaxNode): boolean => node.type === 'Identifier' && 'typeAnnotation' in node.parts;

/** The name that a node gives: ours to choose, unlike those of what it uses. */
const nameGivenBy = (node: SyntaxNode): string | null => {
  if (isBinding(node)) return textOf(node);
  const name = NAME_PARTS[node.type];
  return name === undefined ? null : textOf(part(node, name));
};

const SAY_WORD = 'holds anything, so anything lands there: name it by what it does, and put it where that is done';

/** No name of ours that says nothing. */
export const wordComplaints = (files: readonly SourceFile[]): string[] =>
  files.flatMap((file) => {
    const inPath = bannedWordOf(file.path);
    const ofPath = inPath === undefined ? [] : [complain(file, 1, `"${inPath}" in a path ${SAY_WORD}`)];
    const ofNames = file.nodes.flatMap((node) => {
      const name = nameGivenBy(node) ?? '';
      return bannedWordOf(name) === undefined ? [] : [complain(file, node.line, `"${name}" ${SAY_WORD}`)];
    });
    return [...ofPath, ...ofNames];
  });

const camelCase = (name: string): string => name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** `src/use-cases/place-order.ts` gives `placeOrder`: the folder's list is the list of what the system can do. */
export const useCaseComplaints = (files: readonly SourceFile[]): string[] =>
  files
    .filter(({ path }) => standingOf(path)?.place === 'use-cases')
    .flatMap((file) => {
      const name = camelCase(nameAndRole(file.path)[0] ?? '');
      const isGiven = file.text.includes(`export const ${name} = `);
      return isGiven ? [] : [complain(file, 1, `exports no ${name}: a use-case has its file's name, a verb first`)];
    });
