import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { keepInvariants } from '../support/after-each.ts';
import { openBrowser } from '../support/browser.ts';
import { type SeededEsim, seedReadyEsim } from '../support/esims.ts';
import { seedInstallLink } from '../support/install-links.ts';
import { JP } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

/** Where what the pages look like is kept to be looked at. */
const SCREENSHOTS = join(tmpdir(), 'onyx-test-install-page');

const IPHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  userAgent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
};
const PIXEL: BrowserContextOptions = {
  viewport: { width: 412, height: 915 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  userAgent:
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
};
const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

let api: TestApi;
let browser: Browser;
let esim: SeededEsim;

beforeAll(async () => {
  [api, browser] = await Promise.all([openTestApi(), openBrowser(), mkdir(SCREENSHOTS, { recursive: true })]);
  const offer = { displayName: 'Japan 10 GB, 30 days', dataMb: 10_240 };
  await seedCatalogue(api.house, [packageDraft('JP', '1.00', offer)]);
  const owner = await seedPartner(api.house, { mode: 'live', wallet: '50.00', approved: [JP] });
  await sql`update organisations set name = 'Nomad Travel' where id = ${owner.organisationId}`.execute(
    api.house.database.tables(),
  );
  esim = await seedReadyEsim(api.house, owner);
});
afterAll(async () => {
  await browser.close();
  await api.close();
});
keepInvariants(() => api);

/** What a browser complained of, and where it went but for our own server. */
interface Watched {
  readonly page: Page;
  readonly problems: string[];
  readonly elsewhere: string[];
}

const watch = async (options: BrowserContextOptions): Promise<Watched> => {
  const context = await browser.newContext({ ...options, locale: 'en-GB' });
  const page = await context.newPage();
  const [problems, elsewhere]: [string[], string[]] = [[], []];
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(api.url) && !request.url().startsWith('data:')) elsewhere.push(request.url());
  });
  return { page, problems, elsewhere };
};

const picture = (page: Page, name: string) =>
  page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });

/** What is wider than the window has to be pushed aside, which nobody does on a phone. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** The contrast of each text with what it stands on (WCAG 2.2, 1.4.3), where it is less than it has to be. */
const POOR_CONTRAST = `(() => {
  const channels = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll('body *')]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
    .map((element) => {
      const [a, b] = [light(channels(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
      return [element.tagName + ' ' + element.textContent.slice(0, 30), (a + 0.05) / (b + 0.05)];
    })
    .filter(([, contrast]) => contrast < 4.5);
})()`;

describe.each([
  ['iphone', IPHONE, 'Install on iPhone or iPad', 'esimsetup.apple.com'],
  ['pixel', PIXEL, 'Install on Android', 'esimsetup.android.com'],
])('on a phone (%s)', (name, device, button, host) => {
  test('one tap shows the button of that phone first, whole on the screen, and the rest behind it', async () => {
    const { url } = await seedInstallLink(api, esim);
    const { page, problems, elsewhere } = await watch(device);
    await page.goto(url);
    expect(await page.getByRole('banner').textContent()).toContain('Nomad Travel');
    expect(await page.getByText('Japan 10 GB, 30 days').isVisible()).toBe(true);
    expect(await overflow(page)).toBe(0);
    await picture(page, `${name}-1-invitation`);
    await page.getByRole('button', { name: 'Show my eSIM' }).tap();
    const first = page.getByRole('link').first();
    expect(await first.textContent()).toBe(button);
    expect(new URL((await first.getAttribute('href')) ?? '').host).toBe(host);
    const box = await first.boundingBox();
    expect((box?.height ?? 0) >= 44 && (box?.y ?? 1_000) + (box?.height ?? 0) < (device.viewport?.height ?? 0)).toBe(
      true,
    );
    expect(await page.getByRole('img', { name: 'QR code of your eSIM' }).isVisible()).toBe(false);
    await picture(page, `${name}-2-installation`);
    for (const summary of await page.locator('summary').all()) await summary.tap();
    expect(await page.getByRole('img', { name: 'QR code of your eSIM' }).isVisible()).toBe(true);
    expect(await page.getByText('smdp.example', { exact: true }).isVisible()).toBe(true);
    expect(await overflow(page)).toBe(0);
    await picture(page, `${name}-3-all`);
    expect([problems, elsewhere]).toEqual([[], []]);
    await page.context().close();
  });
});

test('on a computer the QR code is whole on the screen, with both buttons below it', async () => {
  const { url } = await seedInstallLink(api, esim, { oneTime: true });
  const { page, problems, elsewhere } = await watch(DESKTOP);
  await page.goto(url);
  await picture(page, 'desktop-1-invitation');
  await page.getByRole('button', { name: 'Show my eSIM' }).click();
  const box = await page.getByRole('img', { name: 'QR code of your eSIM' }).boundingBox();
  expect((box?.width ?? 0) >= 200 && (box?.y ?? 1_000) + (box?.height ?? 0) <= 800).toBe(true);
  expect(await page.getByRole('link').allTextContents()).toEqual(['Install on iPhone or iPad', 'Install on Android']);
  await picture(page, 'desktop-2-installation');
  await page.goto(url);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('This link was opened before');
  await picture(page, 'desktop-3-used');
  // The status 410 of the last page is what Chromium remarks on.
  expect(problems.filter((text) => !text.includes('status of 410'))).toEqual([]);
  expect(elsewhere).toEqual([]);
  await page.context().close();
});

test('with the keyboard alone the eSIM is shown and its details are opened, and one sees where one is', async () => {
  const { url } = await seedInstallLink(api, esim);
  const { page } = await watch(DESKTOP);
  await page.goto(url);
  await page.keyboard.press('Tab');
  expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
  await Promise.all([page.waitForURL(url), page.keyboard.press('Enter')]);
  await page.getByRole('heading', { name: 'Scan this with your phone' }).waitFor();
  for (let count = 0; count < 3; count += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.getByText('smdp.example', { exact: true }).isVisible()).toBe(true);
  await page.context().close();
});

test.each(['light', 'dark'] as const)('every text is readable where the device is set to %s', async (colorScheme) => {
  const { url } = await seedInstallLink(api, esim);
  const { page } = await watch({ ...IPHONE, colorScheme });
  for (const address of [url, `${api.url}/install/nothing`]) {
    await page.goto(address);
    expect(await page.evaluate(POOR_CONTRAST)).toEqual([]);
  }
  await page.goto(url);
  await page.getByRole('button', { name: 'Show my eSIM' }).tap();
  await page.getByRole('heading', { name: 'Install your eSIM' }).waitFor();
  for (const summary of await page.locator('summary').all()) await summary.tap();
  expect(await page.evaluate(POOR_CONTRAST)).toEqual([]);
  await picture(page, `${colorScheme}-all`);
  await page.context().close();
});
