import { createRequire } from 'node:module';
import { Html, html } from '../install-page/html.ts';

interface Highlighter {
  readonly registerLanguage: (name: string, language: unknown) => void;
  readonly getLanguage: (name: string) => unknown;
  readonly highlight: (code: string, options: { readonly language: string }) => { readonly value: string };
}

// Imported, its types would bring those of the DOM to the whole server: what is used of it is said above.
const require = createRequire(import.meta.url);
const highlighter: Highlighter = require('highlight.js/lib/core');

interface Language {
  /** What it is called above its block. */
  readonly title: string;
  readonly grammar: unknown;
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  go: { title: 'Go', grammar: require('highlight.js/lib/languages/go') },
  graphql: { title: 'GraphQL', grammar: require('highlight.js/lib/languages/graphql') },
  http: { title: 'HTTP', grammar: require('highlight.js/lib/languages/http') },
  ini: { title: 'INI', grammar: require('highlight.js/lib/languages/ini') },
  java: { title: 'Java', grammar: require('highlight.js/lib/languages/java') },
  js: { title: 'JavaScript', grammar: require('highlight.js/lib/languages/javascript') },
  json: { title: 'JSON', grammar: require('highlight.js/lib/languages/json') },
  php: { title: 'PHP', grammar: require('highlight.js/lib/languages/php') },
  python: { title: 'Python', grammar: require('highlight.js/lib/languages/python') },
  ruby: { title: 'Ruby', grammar: require('highlight.js/lib/languages/ruby') },
  sh: { title: 'Shell', grammar: require('highlight.js/lib/languages/bash') },
  sql: { title: 'SQL', grammar: require('highlight.js/lib/languages/sql') },
  toml: { title: 'TOML', grammar: require('highlight.js/lib/languages/ini') },
  ts: { title: 'TypeScript', grammar: require('highlight.js/lib/languages/typescript') },
  yaml: { title: 'YAML', grammar: require('highlight.js/lib/languages/yaml') },
};

for (const [name, { grammar }] of Object.entries(LANGUAGES)) highlighter.registerLanguage(name, grammar);

/** What a language is called; null for one that is shown as it is. */
export const titleOfLanguage = (name: string): string | null => LANGUAGES[name]?.title ?? null;

/** Code with its words marked, where its language is known. */
export const highlight = (code: string, language: string): Html =>
  highlighter.getLanguage(language) === undefined
    ? html`${code}`
    : new Html(highlighter.highlight(code, { language }).value);
