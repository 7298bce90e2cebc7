import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { buildExplorer } from '../support/build-explorer.ts';
import { JP } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

/** Where what the explorer looks like is kept to be looked at. */
const SCREENSHOTS = join(tmpdir(), 'onyx-test-explorer');

export const LAPTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
export const SMALL_LAPTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** A request to the API, as the page sent it. */
export interface SentRequest {
  readonly authorization: string | undefined;
  readonly operation: string;
}

/** A page of the explorer, and what the browser told of it. */
export interface Visit {
  readonly page: Page;
  /** What the browser complained of: the Content-Security-Policy among it. */
  readonly problems: string[];
  /** What was asked of anybody but our own server. */
  readonly elsewhere: string[];
  /** Every address that was asked for. */
  readonly addresses: string[];
  readonly sent: SentRequest[];
  readonly connect: (credential: string) => Promise<void>;
  readonly picture: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Monaco notes each annotation of a document as it colours it. */
const isMonacosNote = (text: string): boolean => text.startsWith('graphql: graphql: annotation token');

const OPERATION = /(?:query|mutation) (\w+)/;

/** The API with a worker, a partner with a wallet and a package to sell, and a browser. */
export class Visits {
  constructor(
    readonly api: TestApi,
    readonly partner: SeededPartner,
    readonly browser: Browser,
  ) {}

  async open(options: BrowserContextOptions): Promise<Visit> {
    const context = await this.browser.newContext({ ...options, locale: 'en-GB' });
    const page = await context.newPage();
    const [problems, elsewhere, addresses]: [string[], string[], string[]] = [[], [], []];
    const sent: SentRequest[] = [];
    page.on('console', (message) => {
      if (!isMonacosNote(message.text())) problems.push(message.text());
    });
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('request', (request) => {
      addresses.push(request.url());
      if (!request.url().startsWith(`${this.api.url}/`) && !request.url().startsWith('data:')) {
        elsewhere.push(request.url());
      }
      if (request.url() !== `${this.api.url}/graphql`) return;
      const operation = OPERATION.exec(request.postData() ?? '')?.[1] ?? '';
      sent.push({ authorization: request.headers().authorization, operation });
    });
    const connect = async (credential: string): Promise<void> => {
      await page.getByLabel('Sandbox credential').fill(credential);
      await page.keyboard.press('Enter');
      await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    };
    const picture = async (name: string): Promise<void> => {
      await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: options.isMobile === true });
    };
    await page.goto(this.api.url, { waitUntil: 'domcontentloaded' });
    await page.getByLabel('Sandbox credential').waitFor();
    return { page, problems, elsewhere, addresses, sent, connect, picture, close: () => context.close() };
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.api.close();
  }
}

/** Close it when done. */
export const openVisits = async (): Promise<Visits> => {
  const [api, browser] = await Promise.all([
    openTestApi({ worker: true }),
    openBrowser(),
    buildExplorer(),
    mkdir(SCREENSHOTS, { recursive: true }),
  ]);
  await seedCatalogue(api.house, [packageDraft('JP', '4.50', { displayName: 'Japan 3 GB, 30 days' })]);
  const partner = await seedPartner(api.house, { wallet: '100.00', approved: [JP] });
  await sql`update organisations set name = 'Nomad Travel' where id = ${partner.organisationId}`.execute(
    api.house.database.tables(),
  );
  return new Visits(api, partner, browser);
};

/** What is wider than the window has to be pushed aside, which nobody does on a phone. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** Opens a step of the first day and runs it; gives the answer once it was a good one. */
export const walk = async (page: Page, title: string): Promise<string> => {
  await page.getByRole('button', { name: title }).click();
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await page.getByRole('button', { name: `${title} ✓ done` }).waitFor();
  return page.evaluate(`__MONACO.editor.getModels().find(({ uri }) => uri.path.endsWith('response.json')).getValue()`);
};
