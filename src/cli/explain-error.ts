import { sqlStateOf } from '../db/constraints.ts';
import { type Detail, Fault, type Problem } from '../kernel/fault.ts';
import { Refusal } from './refusal.ts';

/** What the shell gets: the command was refused, it was written wrongly, or we have a bug (sysexits' EX_SOFTWARE). */
export const EXIT = { refused: 1, usage: 2, bug: 70 } as const;

export interface Explanation {
  readonly say: string;
  readonly exitCode: number;
}

const USAGE_CODES: readonly string[] = ['BAD_USER_INPUT', 'BAD_COMMAND'];

/** `netFloor` of a rule is `--net-floor` on the command line; `--amount`, `<file>` and `PORT` stand as they are. */
const flagOf = (field: string): string =>
  /^[a-z][A-Za-z]*$/.test(field) ? `--${field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}` : field;

const explainProblems = (problems: readonly Problem[]): string =>
  `${problems.map(({ field, bound }) => `${flagOf(field)} takes ${bound}`).join('; ')}.`;

const isMoney = (detail: Detail): detail is { readonly amount: string; readonly currency: string } =>
  typeof detail === 'object' && detail !== null && 'amount' in detail && 'currency' in detail;

const shownDetail = (detail: Detail): string => {
  if (isMoney(detail)) return `${detail.amount} ${detail.currency}`;
  return typeof detail === 'object' ? JSON.stringify(detail) : String(detail);
};

const explainFault = ({ code, details, row }: Fault): Explanation => {
  const exitCode = USAGE_CODES.includes(code) ? EXIT.usage : EXIT.refused;
  const { problems, ...rest } = details;
  // Only badInput fills `problems`.
  if (problems) return { say: explainProblems(problems as unknown as readonly Problem[]), exitCode };
  const facts = Object.entries(rest).map(([name, detail]) => `${name} ${shownDetail(detail)}`);
  return { say: [row.say, ...(facts.length > 0 ? [`(${facts.join(', ')})`] : []), row.next].join(' '), exitCode };
};

/** Said wherever a database answers, and takes no change. */
export const READ_ONLY = 'The database is a standby or read-only; set DATABASE_URL to the primary server.';

/** The sentence for a state of the database (PostgreSQL, appendix A), by its first characters. */
const DATABASE_STATES: readonly (readonly [start: string, say: string])[] = [
  ['25006', READ_ONLY],
  ['28', 'The database refuses the user or the password; check DATABASE_URL.'],
  ['3D', 'There is no such database on the server; create it, or check DATABASE_URL.'],
  ['42501', 'The database user may not do this; grant it what it needs, or use the owner of the database.'],
  ['08', 'The connection to the database was lost; run the command again.'],
  ['53', 'The database has no room for this now: connections, memory or disk; free some and run the command again.'],
  ['57014', 'The database ended this because it took too long; run the command again when it is less busy.'],
  ['42P01', 'The database lacks tables; run `onyx migrate`.'],
  ['57P', 'The database is starting or stopping; run the command again in a moment.'],
];

/** What its words alone tell from a wrong password: PostgreSQL has one state for both. */
const IN_THE_CLEAR = /no pg_hba\.conf entry .*no encryption/;

/** What the driver says where the server answers that it has no TLS. */
const WITHOUT_TLS = 'The server does not support SSL connections';

/** Codes of Node.js for a certificate that is not believed. */
const CERTIFICATE = /^(CERT_|ERR_TLS_CERT|(DEPTH_ZERO_)?SELF_SIGNED|UNABLE_TO_(GET|VERIFY)_)/;

const NETWORK = /^E(CONN(REFUSED|RESET|ABORTED)|HOSTUNREACH|NETUNREACH|TIMEDOUT|NOTFOUND|AI_AGAIN|PIPE)$/;

const CAUSES_MAX = 5;

/** An error and what is below it: its causes, and the first of several. */
const causesOf = (error: unknown): readonly Error[] => {
  const causes: Error[] = [];
  let current = error;
  while (causes.length < CAUSES_MAX && current instanceof Error) {
    causes.push(current);
    current =
      current instanceof AggregateError
        ? current.errors[0]
        : (current.cause ?? ('previous' in current ? current.previous : null));
  }
  return causes;
};

/** The first code of a pattern, wherever in the causes it stands. */
const codeIn = (causes: readonly Error[], pattern: RegExp): string | null =>
  causes.map((cause) => ('code' in cause ? String(cause.code) : '')).find((code) => pattern.test(code)) ?? null;

const explainEncryption = (causes: readonly Error[]): string | null => {
  if (causes.some(({ message }) => IN_THE_CLEAR.test(message))) {
    return 'The database takes no connection in the clear from here; add ?sslmode=verify-full to DATABASE_URL.';
  }
  if (causes.some(({ message }) => message === WITHOUT_TLS)) {
    return 'The database server has no TLS, which the sslmode of DATABASE_URL asks for; turn `ssl` on at the server.';
  }
  const code = codeIn(causes, CERTIFICATE);
  return code && `The certificate of the database server is not believed (${code}); check sslrootcert in DATABASE_URL.`;
};

const explainDatabase = (error: unknown): string | null => {
  const causes = causesOf(error);
  const encryption = explainEncryption(causes);
  if (encryption !== null) return encryption;
  const state = sqlStateOf(error);
  const known = DATABASE_STATES.find(([start]) => state?.startsWith(start));
  if (known) return known[1];
  const code = codeIn(causes, NETWORK);
  return code && `The database cannot be reached (${code}); start it, or check DATABASE_URL.`;
};

/** An error of the file system, which names what it is about. */
const explainFile = (error: unknown): string | null => {
  if (!(error instanceof Error && 'code' in error && 'path' in error)) return null;
  return `The file system refuses ${error.path} (${error.code}); free the way for this user, or set ONYX_DATA_DIR.`;
};

/** What an error means to the person at the terminal: one sentence, never a stack trace, and the exit code. */
export const explainError = (error: unknown): Explanation => {
  if (error instanceof Fault) return explainFault(error);
  // What went wrong while things were given back is less than why they were.
  if (error instanceof SuppressedError) return explainError(error.suppressed);
  if (error instanceof Refusal) return { say: error.message, exitCode: EXIT.refused };
  const say = explainDatabase(error) ?? explainFile(error);
  if (say !== null) return { say, exitCode: EXIT.refused };
  const [first] = (error instanceof Error ? error.message : String(error)).split('\n');
  return {
    say: `Something went wrong inside onyx, and ONYX_LOG_LEVEL=debug shows where: ${first}`,
    exitCode: EXIT.bug,
  };
};
