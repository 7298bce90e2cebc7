import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderPage } from '../../src/http/docs/render.ts';
import { startServer, type TestServer } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${server.url}${path}`, { headers });

const docs = (name: string): string => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');

const typeOf = async (path: string): Promise<string | null> => (await get(path)).headers.get('content-type');

describe('the documentation', () => {
  test('is HTML for people, without a credential, and runs nothing', async () => {
    const response = await get('/docs/errors');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; style-src 'self'; img-src 'self'");
    expect(policy).not.toMatch(/script|unsafe/);
    const page = await response.text();
    expect(page).toContain('<title>Errors – Onyx Partner API</title>');
    expect(page).not.toMatch(/<script|<style| style=| on[a-z]+=/);
  });

  test('has a code of an answer as its anchor', async () => {
    const page = await (await get('/docs/errors')).text();
    for (const code of ['INSUFFICIENT_BALANCE', 'FORBIDDEN', 'INTERNAL']) expect(page).toContain(`id="${code}"`);
  });

  test('is the Markdown itself for programs', async () => {
    expect(await typeOf('/docs/errors.md')).toBe('text/markdown; charset=utf-8');
    expect(await (await get('/docs/errors.md')).text()).toBe(docs('errors.md'));
  });

  test('begins with an index, which names what llms.txt names', async () => {
    const index = await (await get('/docs')).text();
    const list = await (await get('/llms.txt')).text();
    expect(list).toMatch(/^# Onyx Partner API\n\n> .+\n\n## /);
    const named = [...list.matchAll(/\((\/docs\/[^)]+)\)/g)].map(([, path = '']) => path);
    expect(list).toContain('- [client.tgz](/client.tgz): ');
    expect(named.length).toBeGreaterThan(15);
    for (const path of named) expect([path, (await get(path)).status]).toEqual([path, 200]);
    for (const path of named.filter((name) => name.endsWith('.md')))
      expect(index).toContain(`href="${path.replace(/\.md$/, '')}"`);
  });

  test('gives drawings, rules and the schema with their media types', async () => {
    expect(await typeOf('/docs/order-states.svg')).toBe('image/svg+xml');
    expect(await typeOf('/docs/gitleaks.toml')).toBe('application/toml; charset=utf-8');
    expect(await typeOf('/docs/schema/codes.json')).toBe('application/json; charset=utf-8');
    expect(await typeOf('/docs/style.css')).toBe('text/css; charset=utf-8');
  });

  test('is sent again only where it has changed', async () => {
    const first = await get('/docs/quickstart');
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('public, max-age=300');
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await get('/docs/quickstart', { 'if-none-match': known });
      expect([known, again.status, await again.text()]).toEqual([known, 304, '']);
    }
    expect((await get('/docs/quickstart', { 'if-none-match': '"other"' })).status).toBe(200);
    expect((await fetch(`${server.url}/docs/quickstart`, { method: 'HEAD' })).headers.get('etag')).toBe(etag);
  });

  test.each([
    '/docs/no-such-page',
    '/docs/..%2fpackage.json',
    '/docs/%2e%2e/package.json',
    '/docs/..%5c..%5cpackage.json',
    '/docs//etc/passwd',
    '/docs/constructor',
    '/docs/schema/',
    '/docs/style.css/',
  ])('has nothing at %s', async (path) => {
    const response = await get(path);
    const body: unknown = await response.json();
    expect([response.status, body]).toEqual([404, expect.objectContaining({ errors: [expect.anything()] })]);
  });
});

describe('a page', () => {
  const render = (text: string): string => renderPage({ slug: 'operate/backup', title: 'Page', text }).body.text;

  test('lets no HTML of its Markdown pass', () => {
    expect(render('<script>alert(1)</script>\n\n<b>x</b>')).not.toMatch(/<script|<b>/);
    expect(render('[x](javascript:alert(1))')).not.toContain('href');
    expect(render('```sh\n<img src=x>\n```')).not.toContain('<img');
    expect(render('# <i>')).not.toContain('<i>');
  });

  test('leads where the server has what its Markdown names by file', () => {
    expect(render('[x](../errors.md#forbidden)')).toContain('href="/docs/errors#forbidden"');
    expect(render('[x](keys.md)')).toContain('href="/docs/operate/keys"');
    expect(render('[x](../README.md)')).toContain('href="/docs"');
    expect(render('[x](../../schema/codes.json)')).toContain('href="/docs/schema/codes.json"');
    expect(render('![x](alerts.svg)')).toContain('src="/docs/operate/alerts.svg"');
    expect(render('[x](https://example.com/a.md)')).toContain('href="https://example.com/a.md"');
  });

  test('shows no comment that says how it is made', () => {
    expect(render('<!-- Made by x. -->\n\n# Title')).not.toContain('Made by');
  });
});
