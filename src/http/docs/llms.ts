import { CLIENT_PACKAGE_PATH } from '../client-package/paths.ts';
import type { Library } from './library.ts';
import { DOCS_PATH } from './paths.ts';

/** The first paragraph behind the title. */
const summaryOf = (text: string): string => /^# .+\n+(.+)$/m.exec(text)?.[1] ?? '';

const SCHEMA = [
  ['partner.graphql', 'the whole schema; every type, field and argument is described, with the scope that it needs'],
  [
    'codes.json',
    'every code of a refusal: HTTP status, retry, whether it passes by itself, what it means and what to do next',
  ],
  ['scopes.json', 'every scope with the fields that need it'],
  ['events.json', 'every event with its payload as JSON Schema'],
  ['collection.json', 'every operation as a request, for Postman, Bruno, Insomnia or Hoppscotch'],
] as const;

const CLIENT = [
  '## Client',
  '',
  `- [client.tgz](${CLIENT_PACKAGE_PATH}): the typed client for Node as a package, for \`npm install\` of its address`,
].join('\n');

/** The index for language models (llmstxt.org): the pages as Markdown, the client and the schema. */
export const llmsText = ({ index, sections }: Library): string => {
  const pages = sections.map(({ title, pages: listed }) =>
    [
      `## ${title}`,
      '',
      ...listed.map(({ title: name, slug, say }) => `- [${name}](${DOCS_PATH}/${slug}.md): ${say}`),
    ].join('\n'),
  );
  const schema = SCHEMA.map(([name, say]) => `- [${name}](${DOCS_PATH}/schema/${name}): ${say}`);
  const listed = [...pages, CLIENT, ['## Schema', '', ...schema].join('\n')];
  return [`# ${index.title}`, `> ${summaryOf(index.text)}`, ...listed, ''].join('\n\n').trimEnd().concat('\n');
};
