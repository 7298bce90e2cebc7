import type { Call } from './call.ts';

const template = (text: string): string =>
  `\`\n${text
    .replaceAll('\\', '\\\\')
    .replaceAll('`', '\\`')
    .replaceAll('${', '\\${')
    .replaceAll('\r', '\\r')
    .trimEnd()}\n\``;

/** A program with the typed client. The credential is its environment's. */
export const asTypescript = ({
  origin,
  query,
  variables,
}: Call): string => `import { OnyxClient } from 'onyx-partner-api/client';

const client = new OnyxClient({
  url: ${JSON.stringify(origin)},
  credential: process.env.ONYX_CREDENTIAL ?? '',
});

const document = ${template(query)};

const { data } = await client.request(document, ${JSON.stringify(variables, null, 2)});
console.log(JSON.stringify(data, null, 2));
`;
