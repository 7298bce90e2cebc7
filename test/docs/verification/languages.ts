import { execFile } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PROGRAMS = join(import.meta.dirname, 'programs');

/** How the function of a page is run over a file of cases; it prints `true` or `false` for each. */
interface Language {
  readonly name: string;
  /** What the page calls the file of its function. */
  readonly file: string;
  /** The package of Debian that brings it. */
  readonly debian: string;
  /** The commands, in the folder with both files; the last one prints. */
  readonly commands: readonly (readonly [command: string, ...args: readonly string[]])[];
  /** Where the function stands, where that is not beside the program. */
  readonly folder?: string;
}

export const LANGUAGES: readonly Language[] = [
  {
    name: 'TypeScript',
    file: 'is-signed.ts',
    debian: 'nodejs',
    commands: [[process.execPath, '--disable-warning=ExperimentalWarning', 'cases.mjs', '../cases.tsv']],
  },
  { name: 'Python', file: 'is_signed.py', debian: 'python3', commands: [['python3', 'cases.py', '../cases.tsv']] },
  { name: 'PHP', file: 'is_signed.php', debian: 'php-cli', commands: [['php', 'cases.php', '../cases.tsv']] },
  { name: 'Ruby', file: 'is_signed.rb', debian: 'ruby', commands: [['ruby', 'cases.rb', '../cases.tsv']] },
  {
    name: 'Go',
    file: 'signed.go',
    debian: 'golang-go',
    folder: 'webhooks',
    commands: [['go', 'run', '.', '../cases.tsv']],
  },
  {
    name: 'Java',
    file: 'WebhookSignature.java',
    debian: 'default-jdk-headless',
    commands: [
      ['javac', '-d', '.', 'Cases.java', 'WebhookSignature.java'],
      ['java', '-Xshare:auto', '-cp', '.', 'Cases', '../cases.tsv'],
    ],
  },
];

/** The folder of the programs that call each function, by language. */
const programOf = ({ name }: Language): string => join(PROGRAMS, name.toLowerCase());

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Runs the function of a page over the cases; gives what it said to each. Throws with the package to install where its language is missing. */
export const runLanguage = async (language: Language, code: string, folder: string): Promise<readonly string[]> => {
  const own = join(folder, language.name.toLowerCase());
  await cp(programOf(language), own, { recursive: true });
  const place = join(own, language.folder ?? '');
  await mkdir(place, { recursive: true });
  await writeFile(join(place, language.file), code);
  // Go builds without the network, and writes nothing outside the test's folder but its cache.
  const env = { ...process.env, GOFLAGS: '-mod=mod', GOPROXY: 'off', GOTOOLCHAIN: 'local' };
  let printed = '';
  for (const [command, ...args] of language.commands) {
    const ran = await promisify(execFile)(command, args, { cwd: own, env }).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
      throw new Error(`there is no ${language.name} here: install the package \`${language.debian}\``);
    });
    printed = ran.stdout;
  }
  return printed.trim().split('\n');
};
