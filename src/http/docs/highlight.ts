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
  /** Its grammar, where that has another name. */
  readonly grammar?: string;
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  go: { title: 'Go' },
  graphql: { title: 'GraphQL' },
  http: { title: 'HTTP' },
  ini: { title: 'INI' },
  java: { title: 'Java' },
  js: { title: 'JavaScript', grammar: 'javascript' },
  json: { title: 'JSON' },
  php: { title: 'PHP' },
  python: { title: 'Python' },
  ruby: { title: 'Ruby' },
  sh: { title: 'Shell', grammar: 'bash' },
  sql: { title: 'SQL' },
  toml: { title: 'TOML', grammar: 'ini' },
  ts: { title: 'TypeScript', grammar: 'typescript' },
  yaml: { title: 'YAML' },
};

for (const [name, { grammar = name }] of Object.entries(LANGUAGES)) {
  highlighter.registerLanguage(name, require(`highlight.js/lib/languages/${grammar}`));
}

/** What a language is called; null for one that is shown as it is. */
export const titleOfLanguage = (name: string): string | null => LANGUAGES[name]?.title ?? null;

/** Code with its words marked, where its language is known. */
export const highlight = (code: string, language: string): Html =>
  highlighter.getLanguage(language) === undefined
    ? html`${code}`
    : new Html(highlighter.highlight(code, { language }).value);
