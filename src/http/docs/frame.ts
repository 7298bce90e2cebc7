import { type Html, html } from '../install-page/html.ts';
import type { DocPage, DocSection, Library, ListedPage } from './library.ts';
import { DOCS_PATH, STYLE_PATH, urlOf } from './paths.ts';
import type { Heading, RenderedPage } from './render.ts';

const PRODUCT = 'Onyx Partner API';

const onThisPage = (headings: readonly Heading[]): Html | null =>
  headings.length < 2
    ? null
    : html`<ul>${headings.map(({ anchor, text }) => html`<li><a href="#${anchor}">${text}</a></li>`)}</ul>`;

const entry = ({ slug, title }: ListedPage, current: string, headings: readonly Heading[]): Html =>
  slug === current
    ? html`<li><a href="${urlOf(slug)}" aria-current="page">${title}</a>${onThisPage(headings)}</li>`
    : html`<li><a href="${urlOf(slug)}">${title}</a></li>`;

const section = ({ title, pages }: DocSection, current: string, headings: readonly Heading[]): Html =>
  html`<p>${title}</p><ul>${pages.map((page) => entry(page, current, headings))}</ul>`;

const neighbour = (page: ListedPage | undefined, say: string, rel: string): Html | null =>
  page === undefined ? null : html`<a rel="${rel}" href="${urlOf(page.slug)}"><small>${say}</small>${page.title}</a>`;

const neighbours = ({ sections }: Library, slug: string): Html | null => {
  const pages = sections.flatMap((one) => one.pages);
  const at = pages.findIndex((page) => page.slug === slug);
  if (at < 0) return null;
  const [before, after] = [neighbour(pages[at - 1], 'Before', 'prev'), neighbour(pages[at + 1], 'Next', 'next')];
  return html`<nav class="neighbours" aria-label="Neighbouring pages">${before}${after}</nav>`;
};

/** A whole page: the list of pages beside it, on a phone above it and folded. */
export const frame = (library: Library, page: DocPage, { body, headings }: RenderedPage): string => {
  const { slug, title } = page;
  const isIndex = page === library.index;
  const list = library.sections.map((one) => section(one, slug, headings));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${isIndex ? title : `${title} – ${PRODUCT}`}</title>
<link rel="stylesheet" href="${STYLE_PATH}">
<link rel="alternate" type="text/markdown" href="${DOCS_PATH}/${slug}.md">
<link rel="icon" href="data:,">
</head>
<body>
<a class="skip" href="#content">Skip to the page</a>
<header><a href="${DOCS_PATH}">${PRODUCT}</a></header>
<div class="layout">
<nav class="side" aria-label="Pages">${list}</nav>
<div>
<details class="folded"><summary>All pages</summary><nav aria-label="All pages">${list}</nav></details>
<main id="content" tabindex="-1">
${body}
</main>
${neighbours(library, slug)}
<footer><a href="${DOCS_PATH}/${slug}.md">This page as Markdown</a></footer>
</div>
</div>
</body>
</html>
`.text;
};
