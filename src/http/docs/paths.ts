import { posix } from 'node:path';

export const DOCS_PATH = '/docs';
export const LLMS_PATH = '/llms.txt';
export const STYLE_PATH = `${DOCS_PATH}/style.css`;

const INDEX_FILE = 'README.md';

/** Where the page of a slug is. */
export const urlOf = (slug: string): string => (slug === 'README' ? DOCS_PATH : `${DOCS_PATH}/${slug}`);

/**
 * Where a link of a page leads on the server. Pages name each other by their files, as they stand in the project, so
 * that they can be read there too; `../schema` is served below `/docs`.
 */
export const servedLink = (href: string, fromSlug: string): string => {
  if (href.startsWith('#') || href.startsWith('/') || /^[a-z]+:/.test(href)) return href;
  const [file = '', fragment] = href.split('#');
  const inProject = posix.join('docs', posix.dirname(fromSlug), file);
  const name = inProject.replace(/^docs\//, '');
  const anchor = fragment === undefined ? '' : `#${fragment}`;
  if (name === INDEX_FILE) return `${DOCS_PATH}${anchor}`;
  return `${DOCS_PATH}/${name.replace(/\.md$/, '')}${anchor}`;
};
