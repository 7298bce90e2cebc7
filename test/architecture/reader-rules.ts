import { standingOf } from './house.ts';
import { complain, firstArgument, memberOf, part, type SourceFile, type SyntaxNode, textOf } from './source-file.ts';

interface ReaderRule {
  readonly matches: (node: SyntaxNode) => boolean;
  readonly readers: readonly string[];
  readonly say: string;
}

const isMember = (node: SyntaxNode, ...members: readonly string[]): boolean => {
  const member = memberOf(node);
  return member !== null && members.includes(member);
};

/** A name in use or imported: a member's name is part of its own node and counts too. */
const isName = (node: SyntaxNode, ...names: readonly string[]): boolean => {
  const name = node.type === 'Identifier' ? textOf(node) : null;
  return name !== null && names.includes(name);
};

const isConstructedWithout = (node: SyntaxNode, name: string): boolean =>
  node.type === 'NewExpression' && textOf(part(node, 'callee')) === name && firstArgument(node) === null;

const isImportOf = (node: SyntaxNode, ...sources: readonly string[]): boolean => {
  const source = node.type === 'ImportDeclaration' ? textOf(part(node, 'source')) : null;
  return source !== null && sources.includes(source);
};

/** One reader each. */
const READER_RULES: readonly ReaderRule[] = [
  {
    matches: (node) => isMember(node, 'process.env') || isImportOf(node, 'process', 'node:process'),
    readers: ['src/config.ts'],
    say: 'the environment is read in src/config.ts alone: add a setting there and take its value as an argument',
  },
  {
    matches: (node) =>
      isMember(node, 'Date.now', 'performance.now', 'process.hrtime', 'process.uptime') ||
      isImportOf(node, 'perf_hooks', 'node:perf_hooks') ||
      isConstructedWithout(node, 'Date') ||
      (node.type === 'CallExpression' && textOf(part(node, 'callee')) === 'Date'),
    readers: ['src/kernel/clock.ts', 'src/client/runtime.ts', 'src/explorer/runtime.ts'],
    say: 'time is read in src/kernel/clock.ts alone, and where there is no server in src/client/runtime.ts and src/explorer/runtime.ts: take a Clock, or `tx.now` within a change',
  },
  {
    matches: (node) =>
      isMember(node, 'Math.random') ||
      isName(node, 'randomBytes', 'randomUUID', 'randomInt', 'randomFill', 'randomFillSync', 'getRandomValues'),
    readers: ['src/kernel/id.ts', 'src/kernel/secret.ts', 'src/client/runtime.ts', 'src/explorer/runtime.ts'],
    say: 'randomness is drawn in src/kernel/id.ts and src/kernel/secret.ts alone, and where there is no server in src/client/runtime.ts and src/explorer/runtime.ts: use newId, or make a secret there',
  },
  {
    matches: (node) => isName(node, 'console') || isMember(node, 'process.stdout', 'process.stderr'),
    readers: ['src/adapters/logger.ts', 'src/cli/output.ts'],
    say: 'output leaves through the logger (src/adapters/logger.ts) or src/cli/output.ts: take one as an argument',
  },
];

/** Environment, time, randomness and output have one reader each. */
export const readerComplaints = (files: readonly SourceFile[]): string[] =>
  files.flatMap((file) =>
    READER_RULES.filter(({ readers }) => !readers.includes(file.path)).flatMap(({ matches, say }) => {
      const lines = new Set(file.nodes.filter(matches).map(({ line }) => line));
      return [...lines].map((line) => complain(file, line, say));
    }),
  );

const OPENERS = ['transaction', 'transactional', 'begin', 'beginTransaction'];

/** The places that may open a transaction: the door for changes, and the use-case that tries one without making it. */
const OPENING_PLACES: readonly string[] = ['db', 'door', 'use-cases'];

const isOpening = (node: SyntaxNode): boolean => {
  const callee = node.type === 'CallExpression' ? part(node, 'callee') : null;
  const method = callee?.type === 'MemberExpression' ? textOf(part(callee, 'property')) : null;
  return method !== null && OPENERS.includes(method);
};

/** A transaction is opened by the door. */
export const transactionComplaints = (files: readonly SourceFile[]): string[] =>
  files
    .filter(({ path }) => !OPENING_PLACES.includes(standingOf(path)?.place ?? ''))
    .flatMap((file) =>
      file.nodes
        .filter(isOpening)
        .map(({ line }) =>
          complain(file, line, 'a transaction is opened by `useCase` alone: take `tx` here, or call a use-case'),
        ),
    );
