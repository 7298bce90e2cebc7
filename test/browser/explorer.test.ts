import type { Page } from 'playwright-core';
import { newId } from '../../src/kernel/id.ts';
import { newCredentialToken } from '../../src/kernel/secret.ts';
import { revokeCredential } from '../../src/use-cases/revoke-credential.ts';
import { keepInvariants } from '../support/after-each.ts';
import { partnerCall } from '../support/orders.ts';
import { LAPTOP, openVisits, type Visits, walk } from './explorer-visit.ts';

let visits: Visits;
let credential: string;

beforeAll(async () => {
  visits = await openVisits();
  credential = await visits.api.credential(visits.partner);
});
afterAll(() => visits.close());
keepInvariants(() => visits.api);

const secretOf = (token: string): string => token.slice(token.lastIndexOf('_') + 1);

/** All that outlives the page or can be read in it, but for the memory of its scripts. */
const EVERYTHING_KEPT = `(async () => JSON.stringify([
  { ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state, history.length, document.title,
  await indexedDB.databases(), await caches.keys(), window.name,
  document.documentElement.outerHTML,
  [...document.querySelectorAll('input, textarea')].map(({ value }) => value),
  globalThis.__MONACO ? __MONACO.editor.getModels().map((model) => model.getValue()) : [],
]))()`;

const keptCount = (page: Page): Promise<number> => page.evaluate('localStorage.length + sessionStorage.length');

/** Texts that are no sandbox credential, and what is said of each. */
const REFUSED: readonly (readonly [token: () => string, say: RegExp])[] = [
  [() => newCredentialToken('live', newId('credential')), /^This is a live credential\. It was not sent/],
  [() => `${credential.slice(0, -1)}${credential.endsWith('0') ? '1' : '0'}`, /^A character of this/],
  [() => 'hello', /^This is no sandbox credential/],
];

test('a live credential and what is none are refused in the page, and nothing of them is sent or kept', async () => {
  const { page, sent, addresses, problems, close } = await visits.open(LAPTOP);
  for (const [token, say] of REFUSED) {
    const given = token();
    await page.getByLabel('Sandbox credential').fill(` ${given} `);
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('alert').filter({ hasText: say }).waitFor();
    expect([sent, addresses.filter((address) => address.includes(given))]).toEqual([[], []]);
    expect(await page.getByLabel('Sandbox credential').inputValue()).toBe('');
    expect(await page.evaluate(EVERYTHING_KEPT)).not.toContain(given);
  }
  expect(problems).toEqual([]);
  await page.getByLabel('Sandbox credential').fill(newCredentialToken('sandbox', newId('credential')));
  await page.keyboard.press('Enter');
  // The code of the API's refusal, its sentence and what to do next.
  await page
    .getByRole('alert')
    .filter({ hasText: /^UNAUTHENTICATED: .+\. .+\.$/ })
    .waitFor();
  expect(await page.getByLabel('Sandbox credential').isVisible()).toBe(true);
  await close();
});

test('a credential is asked once and stands in the memory of the page alone; a reload forgets it', async () => {
  const { page, sent, addresses, connect, close } = await visits.open(LAPTOP);
  await connect(`  ${credential}\n`);
  expect(await page.getByRole('banner').textContent()).toContain('Nomad Travel');
  expect(await page.getByRole('link', { name: 'Documentation' }).getAttribute('href')).toBe('/docs');
  await walk(page, 'Who am I?');
  await page.getByRole('tab', { name: 'Requests' }).click();
  await page.locator('.feed summary').first().waitFor();
  expect(await page.evaluate(EVERYTHING_KEPT)).not.toContain(secretOf(credential));
  expect(await keptCount(page)).toBe(0);
  expect(addresses.filter((address) => address.includes(secretOf(credential)))).toEqual([]);
  expect(new Set(sent.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${credential}`]));

  const before = sent.length;
  await page.reload();
  await page.getByLabel('Sandbox credential').waitFor();
  expect(await page.getByLabel('Sandbox credential').inputValue()).toBe('');
  await connect(credential);
  await page.getByRole('button', { name: 'Forget credential' }).click();
  await page.getByLabel('Sandbox credential').waitFor();
  expect(sent[before]?.operation).toBe('ExplorerViewer');
  expect(await page.evaluate(EVERYTHING_KEPT)).not.toContain(secretOf(credential));
  await close();
});

test('nothing is asked of anybody else, and the browser has nothing to complain of, from the form to the last panel', async () => {
  const { page, problems, elsewhere, connect, close } = await visits.open(LAPTOP);
  await connect(credential);
  await walk(page, 'Browse packages');
  // What GraphiQL and Monaco put into the page late: docs, search, suggestions, menus, dialogs.
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await page.getByRole('link', { name: 'Mutation' }).first().click();
  await page.getByRole('link', { name: 'createOrder', exact: true }).click();
  await page.getByText('Requires scope orders:create.').waitFor();
  await page.locator('.graphiql-query-editor .view-line').nth(3).click();
  await page.keyboard.press('Control+Space');
  await page.locator('.suggest-widget').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Open settings dialog' }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.evaluate(`for (const model of __MONACO.editor.getModels()) {
    if (model.uri.path.endsWith('operation.graphql')) model.setValue('{viewer{mode}}');
    if (model.uri.path.endsWith('variables.json')) model.setValue('{"unused":true}');
  }`);
  await page.getByRole('button', { name: /^Prettify query/ }).click();
  await page
    .locator('.graphiql-query-editor .view-line')
    .filter({ hasText: /viewer.{/ })
    .waitFor();
  await page
    .locator('.graphiql-editor-tool .view-line')
    .filter({ hasText: /"unused":.true/ })
    .waitFor();
  await page.getByRole('button', { name: 'Show History' }).click();
  expect(await page.evaluate(`getComputedStyle(document.querySelector('.view-line')).position`)).toBe('absolute');
  expect([problems, elsewhere]).toEqual([[], []]);
  expect(await keptCount(page)).toBe(0);
  await close();
});

test('a credential that ends while one works is told of, and another one is asked for', async () => {
  const { api, partner } = visits;
  const token = await api.credential(partner);
  const { page, connect, close } = await visits.open(LAPTOP);
  await connect(token);
  const id = `crd_${token.split('_')[2]}`;
  await revokeCredential(api.house, partnerCall(partner), { credentialId: id, reason: 'not_needed' });
  await page.getByRole('alert').filter({ hasText: 'UNAUTHENTICATED' }).waitFor();
  await page.getByRole('button', { name: 'Forget credential' }).click();
  await page.getByLabel('Sandbox credential').waitFor();
  await close();
});
