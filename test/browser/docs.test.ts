import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { readLibrary } from '../../src/http/docs/library.ts';
import { urlOf } from '../../src/http/docs/paths.ts';
import { startServer, type TestServer } from '../http/harness.ts';
import { openBrowser } from '../support/browser.ts';

/** Where what the pages look like is kept to be looked at. */
const SCREENSHOTS = join(tmpdir(), 'onyx-test-docs');

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const LAPTOP: BrowserContextOptions = { viewport: { width: 1366, height: 768 } };
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

let server: TestServer;
let browser: Browser;
let slugs: readonly string[];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser(), mkdir(SCREENSHOTS, { recursive: true })]);
  slugs = [...(await readLibrary()).pages.keys()];
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

interface Watched {
  readonly page: Page;
  /** What the browser complained of. */
  readonly problems: readonly string[];
}

// The browser's own scripts look at the page, which runs none itself.
const watch = async (options: BrowserContextOptions): Promise<Watched> => {
  const context = await browser.newContext({ bypassCSP: true, ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => problems.push(message.text()));
  page.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(server.url) && !url.startsWith('data:')) problems.push(`elsewhere: ${url}`);
  });
  return { page, problems };
};

interface AxeFinding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe finds wrong for those who hear a page, who steer it by keys, or who see little of it. */
const findings = async (page: Page): Promise<readonly string[]> => {
  await page.addScriptTag({ content: AXE });
  const violations: readonly AxeFinding[] = await page.evaluate('axe.run().then(({ violations }) => violations)');
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map((node) => `${id}: ${node.html} ${node.failureSummary}`),
  );
};

const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** Pages that have between them all that a page can have: an index, blocks of every kind, drawings, wide tables, every language. */
const KINDS = ['README', 'quickstart', 'orders', 'webhook-verification'];

test.each([
  ['laptop', 'light', LAPTOP, KINDS],
  ['laptop', 'dark', LAPTOP, KINDS.slice(1, 3)],
  ['phone', 'light', PHONE, KINDS.slice(1, 3)],
] as const)(
  'axe finds nothing wrong with a page on a %s in the %s, and it loads nothing from elsewhere',
  async (device, colorScheme, options, looked) => {
    const { page, problems } = await watch({ ...options, colorScheme });
    const wrong: string[] = [];
    for (const slug of looked) {
      await page.goto(`${server.url}${urlOf(slug)}`);
      wrong.push(...(await findings(page)).map((finding) => `${slug}: ${finding}`));
      await page.screenshot({ path: join(SCREENSHOTS, `${slug}-${device}-${colorScheme}.png`) });
    }
    expect([wrong, problems]).toEqual([[], []]);
  },
);

test('no page is wider than a phone', async () => {
  const { page } = await watch(PHONE);
  const wide: string[] = [];
  for (const slug of slugs) {
    await page.goto(`${server.url}${urlOf(slug)}`);
    if ((await overflow(page)) > 0) wide.push(slug);
  }
  expect(wide).toEqual([]);
});

test('a drawing that is looked at alone has its colours, and follows the dark', async () => {
  const { page, problems } = await watch({ ...PHONE, bypassCSP: false });
  await page.goto(`${server.url}/docs/order-states.svg`);
  const ink = () => page.evaluate(`getComputedStyle(document.querySelector('text')).fill`);
  const light = await ink();
  await page.emulateMedia({ colorScheme: 'dark' });
  expect([light, await ink(), problems]).toEqual(['rgb(27, 31, 38)', 'rgb(230, 233, 238)', []]);
});

test('by keys alone one gets to the page, to another page, and to a part of it', async () => {
  const { page } = await watch(LAPTOP);
  await page.goto(`${server.url}/docs`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('content');
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Errors' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/docs/errors');
  await page.getByRole('main').getByRole('link', { name: 'INSUFFICIENT_BALANCE', exact: true }).first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/docs/errors#insufficient_balance');
  expect(await page.getByRole('heading', { name: 'INSUFFICIENT_BALANCE' }).isVisible()).toBe(true);
});

test('on a phone the list of pages is folded, and opens', async () => {
  const { page } = await watch(PHONE);
  await page.goto(`${server.url}/docs/quickstart`);
  const list = page.getByRole('navigation', { name: 'All pages' });
  expect(await list.isVisible()).toBe(false);
  await page.getByText('All pages', { exact: true }).click();
  await list.getByRole('link', { name: 'Scopes' }).click();
  await page.waitForURL('**/docs/scopes');
});

test('on paper there is the page alone', async () => {
  const { page } = await watch(LAPTOP);
  await page.goto(`${server.url}/docs/quickstart`);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('navigation', { name: 'Pages' }).isVisible()).toBe(false);
  expect(await page.getByRole('heading', { name: 'Quickstart', level: 1 }).isVisible()).toBe(true);
  await page.screenshot({ path: join(SCREENSHOTS, 'quickstart-print.png') });
});
