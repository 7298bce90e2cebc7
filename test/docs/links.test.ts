import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import MarkdownIt from 'markdown-it';
import { readLibrary } from '../../src/http/docs/library.ts';
import { servedLink } from '../../src/http/docs/paths.ts';
import { renderPage } from '../../src/http/docs/render.ts';
import { type DocPage, ROOT, readPages } from './doc-page.ts';

const pages = readPages();
const markdown = new MarkdownIt();

interface Link {
  readonly from: DocPage;
  readonly to: string;
}

const linksOf = (page: DocPage): readonly Link[] =>
  markdown.parse(page.text, {}).flatMap(({ children }) =>
    (children ?? []).flatMap((token): Link[] => {
      const to = token.attrGet('href') ?? token.attrGet('src');
      return to === null ? [] : [{ from: page, to: String(to) }];
    }),
  );

const links = pages.flatMap(linksOf);
const within = links.filter(({ to }) => !/^https?:/.test(to));

/** The file of the project that a link leads to. */
const fileOf = ({ from, to }: Link): string => {
  const [file = ''] = to.split('#');
  return file === '' ? from.path : posix.join(posix.dirname(from.path), file);
};

const slugOf = (path: string): string => path.replace(/^docs\//, '').replace(/\.md$/, '');

const shown = ({ from, to }: Link): string => `${from.path}: ${to}`;

test('a link within the project leads to a file of it', () => {
  expect(within.length).toBeGreaterThan(30);
  expect(within.filter((link) => !existsSync(posix.join(ROOT, fileOf(link)))).map(shown)).toEqual([]);
});

test('a link to a part of a page leads to a heading of it, by the anchor that GitHub gives it', async () => {
  const { pages: served } = await readLibrary();
  const broken = within.filter((link) => {
    const [, anchor] = link.to.split('#');
    if (anchor === undefined) return false;
    const page = served.get(slugOf(fileOf(link)));
    return page === undefined || !renderPage(page).body.text.includes(` id="${anchor}"`);
  });
  expect(broken.map(shown)).toEqual([]);
});

test('on the server every link leads to what the server has', async () => {
  const { pages: served, assets } = await readLibrary();
  const broken = within.filter(({ from, to }) => {
    const [path = ''] = servedLink(to, slugOf(from.path)).split('#');
    const name = path.replace(/^\/docs\/?/, '');
    return path !== '' && name !== '' && !served.has(name) && !assets.has(name);
  });
  expect(broken.map(shown)).toEqual([]);
});

test('the index lists each page once, with the title that the page has', async () => {
  const { sections, pages: served } = await readLibrary();
  const listed = sections.flatMap((section) => section.pages);
  const expected = [...served.values()].filter(({ slug }) => slug !== 'README').map(({ slug, title }) => [slug, title]);
  expect(listed.map(({ slug, title }) => [slug, title]).toSorted()).toEqual(expected.toSorted());
});
