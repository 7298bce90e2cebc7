import type { Call } from './call.ts';
import { type KeyedMethod, keyedMethodOf } from './keyed-method.ts';

const template = (text: string): string =>
  `\`\n${text
    .replaceAll('\\', '\\\\')
    .replaceAll('`', '\\`')
    .replaceAll('${', '\\${')
    .replaceAll('\r', '\\r')
    .trimEnd()}\n\``;

const json = (value: unknown): string => JSON.stringify(value, null, 2);

const ofDocument = ({ query, variables }: Call): string => `const document = ${template(query)};

const { data } = await client.request(document, ${json(variables)});
console.log(JSON.stringify(data, null, 2));
`;

const ofMethod = ({ name, input, idempotencyKey }: KeyedMethod): string =>
  `const answer = await client.${name}(${json(input)}, ${json({ idempotencyKey })});
console.log(JSON.stringify(answer, null, 2));
`;

/** A program with the typed client: its method where the document is a change under a key. The credential is its environment's. */
export const asTypescript = (call: Call): string => {
  const method = keyedMethodOf(call);
  return `import { OnyxClient } from 'onyx-partner-api/client';

const client = new OnyxClient({
  url: ${JSON.stringify(call.origin)},
  credential: process.env.ONYX_CREDENTIAL ?? '',
});

${method === null ? ofDocument(call) : ofMethod(method)}`;
};
