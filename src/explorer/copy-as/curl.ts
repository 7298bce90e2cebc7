import type { Call } from './call.ts';

/** Between single quotes a shell reads every character as it is, but for the quote itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A command for a POSIX shell. The credential is its environment's. */
export const asCurl = ({ origin, query, variables }: Call): string => {
  const body = JSON.stringify({ query, variables });
  return [
    `curl -sS ${quoted(`${origin}/graphql`)}`,
    '-H "Authorization: Bearer $ONYX_CREDENTIAL"',
    "-H 'Content-Type: application/json'",
    `--data-raw ${quoted(body)}`,
  ].join(' \\\n  ');
};
