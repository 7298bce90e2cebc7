import { type GraphQLField, type GraphQLSchema, OperationTypeNode } from 'graphql';
import { CODES, type Code, type CodeRow, type Retry } from '../../kernel/codes.ts';
import { MAY_HAVE_COMMITTED } from '../engine/present-error.ts';
import { code, codes, madeBy, page, table } from './markdown.ts';

const RETRIES: Readonly<Record<Retry, string>> = {
  never: 'no: the same request gets the same answer',
  same_key: 'yes, with the same idempotency key',
  new_key: 'yes, with a new idempotency key',
  later: 'yes, the same request with the same key, after a while',
};

const RETRY_WORDS = table(
  ['`retry`', 'whether to send it again'],
  Object.entries(RETRIES).map(([retry, say]) => [code(retry), say]),
);

const INTRODUCTION = `# Errors

Every refusal has a code of this closed list. An error of an answer says in its \`extensions\` what a program needs to decide:

| in \`extensions\` | |
| --- | --- |
| \`code\` | one of the codes below |
| \`retry\` | whether to send the request again, and with which key |
| \`moneyMoved\` | \`false\`: nothing was charged. \`null\`: a change may have been made, so find out before you order anew |
| \`next\` | what your engineer does next |
| \`requestId\` | what to quote to the operator; also in the header \`X-Request-Id\` |

${RETRY_WORDS}

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

const moneyOf = (name: Code): string =>
  MAY_HAVE_COMMITTED.has(name) ? 'unknown behind a change: find out before you order anew' : 'no';

const section = (schema: GraphQLSchema, name: Code, { http, retry, say, next }: CodeRow): string => {
  const fields = fieldsThatRefuse(schema, name);
  const lines = [
    `- HTTP status: ${http}`,
    `- Send it again? \`${retry}\`: ${RETRIES[retry]}.`,
    `- Was money moved? ${moneyOf(name)}.`,
    `- Next: ${next}`,
    ...(fields.length > 0 ? [`- Met at: ${codes(fields)}.`] : []),
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
    ['code', 'HTTP', 'retry', 'what it means'],
    rows.map(([name, { http, retry, say }]) => [
      `[${code(name)}](#${name.toLowerCase()})`,
      String(http),
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
