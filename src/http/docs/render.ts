import MarkdownIt, { type Token } from 'markdown-it';
import { Html, html } from '../install-page/html.ts';
import { highlight, titleOfLanguage } from './highlight.ts';
import type { DocPage } from './library.ts';
import { servedLink } from './paths.ts';

export interface Heading {
  readonly anchor: string;
  readonly text: string;
}

export interface RenderedPage {
  readonly body: Html;
  /** The headings of the second level. */
  readonly headings: readonly Heading[];
}

/** What a heading says, without its marks. */
const plainText = (inline: Token | undefined): string =>
  (inline?.children ?? [])
    .map(({ type, content }) => (type === 'text' || type === 'code_inline' ? content : ''))
    .join('');

/** The anchor that GitHub gives a heading. */
const githubAnchor = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');

/** A heading that is a code keeps it as a second anchor, as it stands in an answer: `/docs/errors#FORBIDDEN`. */
const CODE = /^[A-Z][A-Z_]+$/;

const headingOpen = (tag: string, text: string): string => {
  const anchor = githubAnchor(text);
  const byCode = CODE.test(text) ? html`<span id="${text}"></span>` : null;
  const link = tag === 'h1' ? null : html`<a class="anchor" href="#${anchor}" aria-label="Link to ${text}">#</a>`;
  return html`${new Html(`<${tag} id="${anchor}">`)}${byCode}${link}`.text;
};

/** What stands above a block: its file, that it is variables or an answer, or its language. */
const captionOf = (language: string, words: readonly string[]): string => {
  const file = words.find((word) => word.startsWith('file='))?.slice('file='.length);
  if (file !== undefined) return file;
  if (words.includes('variables')) return 'Variables';
  return titleOfLanguage(language) ?? 'Output';
};

const fence = (info: string, content: string): string => {
  const [language = '', ...words] = info.trim().split(/\s+/);
  const caption = captionOf(language, words);
  return html`<figure class="code"><figcaption>${caption}</figcaption><pre tabindex="0"><code>${highlight(content, language)}</code></pre></figure>\n`
    .text;
};

const markdown = new MarkdownIt({ html: false, linkify: false });

const readSlug = (env: unknown): string =>
  typeof env === 'object' && env !== null && 'slug' in env ? String(env.slug) : '';

const serve = (token: Token | undefined, attribute: string, env: unknown): void => {
  const value = token?.attrGet(attribute);
  if (token && value) token.attrSet(attribute, servedLink(String(value), readSlug(env)));
};

markdown.renderer.rules.heading_open = (tokens, index) =>
  headingOpen(tokens[index]?.tag ?? '', plainText(tokens[index + 1]));
markdown.renderer.rules.fence = (tokens, index) => fence(tokens[index]?.info ?? '', tokens[index]?.content ?? '');
markdown.renderer.rules.link_open = (tokens, index, options, env, self) => {
  serve(tokens[index], 'href', env);
  return self.renderToken(tokens, index, options);
};
markdown.renderer.rules.image = (tokens, index, options, env, self) => {
  const token = tokens[index];
  serve(token, 'src', env);
  token?.attrSet('alt', token.content);
  return self.renderToken(tokens, index, options);
};
markdown.renderer.rules.table_open = () => '<div class="table" tabindex="0" role="group" aria-label="Table"><table>\n';
markdown.renderer.rules.table_close = () => '</table></div>\n';

/** Pages that are made begin with a comment that says by what; it is for whoever would change them. */
const withoutComments = (text: string): string => text.replaceAll(/^<!--[\s\S]*?-->\n/gm, '');

/** Renders the Markdown of a page: no HTML of its own passes, and links lead to where the server has what they name. */
export const renderPage = ({ slug, text }: DocPage): RenderedPage => {
  const env = { slug };
  const tokens = markdown.parse(withoutComments(text), env);
  const headings = tokens.flatMap(({ type, tag }, index): Heading[] => {
    if (type !== 'heading_open' || tag !== 'h2') return [];
    const heading = plainText(tokens[index + 1]);
    return [{ anchor: githubAnchor(heading), text: heading }];
  });
  return { body: new Html(markdown.renderer.render(tokens, markdown.options, env)), headings };
};
