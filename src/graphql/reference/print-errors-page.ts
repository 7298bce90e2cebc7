import { type GraphQLField, type GraphQLSchema, OperationTypeNode } from 'graphql';
import { CODES, type Code, type CodeRow, isTransient, type Retry } from '../../kernel/codes.ts';
import { MAY_HAVE_COMMITTED } from '../engine/present-error.ts';
import { code, codes, madeBy, page, table } from './markdown.ts';

const AGAIN_AT_ONCE = 'yes, the same request with the same key, after a pause: it passes by itself';

const RETRIES: Readonly<Record<Retry, string>> = {
  never: 'no: the same request gets the same answer',
  same_key: 'once it is corrected, with the same idempotency key',
  new_key: 'with a new idempotency key',
  later: 'the same request with the same key, once the cause is gone',
};

/** What a program does by the two words together. */
const DECISIONS = table(
  ['`isTransient`', '`retry`', 'what to do'],
  [
    ['`true`', '`same_key` or `later`', 'send the same request with the same key, after a pause that grows'],
    [
      '`false`',
      '`same_key`',
      'correct what `next` says, then send it with the same key; unchanged it is refused again',
    ],
    [
      '`false`',
      '`later`',
      'send the same request with the same key once the cause is gone: nobody waits for it in a loop',
    ],
    ['`false`', '`new_key`', 'send it with a new key'],
    ['`false`', '`never`', 'no attempt helps: tell a person'],
  ],
);

const INTRODUCTION = `# Errors

Every refusal has a code of this closed list. An error of an answer says in its \`extensions\` what a program needs to decide:

| in \`extensions\` | |
| --- | --- |
| \`code\` | one of the codes below |
| \`isTransient\` | \`true\`: it passes by itself, so send the same request again after a pause. \`false\`: unchanged, it does not help now |
| \`retry\` | which key the next attempt has |
| \`moneyMoved\` | \`false\`: nothing was charged. \`null\`: a change may have been made, so find out before you order anew |
| \`next\` | what your engineer does next |
| \`requestId\` | what to quote to the operator; also in the header \`X-Request-Id\` |

Decide by \`isTransient\` whether to send it again by itself, and by \`retry\` with which key:

${DECISIONS}

\`retry\` is written as here in \`extensions\` and in schema/codes.json; the enum of the schema, as in \`quote { refusal { retry } }\`, has the same words in capitals: \`LATER\`.

Some add details, such as \`shortfall\`, \`netPrice\` or \`missingScopes\`; the typed client has a class with typed \`details\` for each. "Not yours" is answered as "not there". The message is for people and may be worded anew; the code stays. [schema/codes.json](../schema/codes.json) is this list for programs.

With \`Accept: application/graphql-response+json\` (or none) a refused request has the HTTP status of its code. With \`application/json\` alone a well-formed request is answered 200, as GraphQL over HTTP says, but for 429.`;

/** The fields whose descriptions say that they refuse with a code. */
const fieldsThatRefuse = (schema: GraphQLSchema, name: string): readonly string[] => {
  const refuses = ({ description }: GraphQLField<unknown, unknown>): boolean => {
    const [, sentences = ''] = /\bRefuses (.*)/s.exec(description ?? '') ?? [];
    return new RegExp(`\\b${name}\\b`).test(sentences);
  };
  return [OperationTypeNode.QUERY, OperationTypeNode.MUTATION].flatMap((operation) =>
    Object.values(schema.getRootType(operation)?.getFields() ?? {}).flatMap((field) =>
      refuses(field) ? [field.name] : [],
    ),
  );
};

/** Codes that no list of fields is true of: their checks are on the arguments, not in the fields. */
const MET_EVERYWHERE: Readonly<Partial<Record<Code, string>>> = {
  BAD_USER_INPUT: 'any field with arguments, any idempotency key, and the variables of any request',
};

const metAt = (schema: GraphQLSchema, name: Code): readonly string[] => {
  const fields = fieldsThatRefuse(schema, name);
  const words = MET_EVERYWHERE[name] ?? codes(fields);
  return words === '' ? [] : [`- Met at: ${words}.`];
};

const moneyOf = (name: Code): string =>
  MAY_HAVE_COMMITTED.has(name) ? 'unknown behind a change: find out before you order anew' : 'no';

const section = (schema: GraphQLSchema, name: Code, { http, retry, say, next }: CodeRow): string => {
  const lines = [
    `- HTTP status: ${http}`,
    `- Send it again? \`${retry}\`: ${isTransient(name) ? AGAIN_AT_ONCE : RETRIES[retry]}.`,
    `- Was money moved? ${moneyOf(name)}.`,
    `- Next: ${next}`,
    ...metAt(schema, name),
  ];
  return `### ${name}\n\n${say}\n\n${lines.join('\n')}`;
};

/** Every code that a partner can meet, with what it means and what to do; the same text for the same table and schema. */
export const printErrorsPage = (schema: GraphQLSchema): string => {
  const rows = Object.entries<CodeRow>(CODES)
    .filter(([, { audience }]) => audience === 'partner')
    .map(([name, row]) => [name as Code, row] as const) // the table's own keys
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const overview = table(
    ['code', 'HTTP', 'isTransient', 'retry', 'what it means'],
    rows.map(([name, { http, retry, say }]) => [
      `[${code(name)}](#${name.toLowerCase()})`,
      String(http),
      isTransient(name) ? '`true`' : 'false',
      code(retry),
      say,
    ]),
  );
  return page([
    madeBy('src/graphql/reference/print-errors-page.ts'),
    INTRODUCTION,
    '## All codes',
    overview,
    '## Each code',
    ...rows.map(([name, row]) => section(schema, name, row)),
  ]);
};
