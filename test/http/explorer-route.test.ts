import { readdirSync, readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { BUILT_EXPLORER, buildExplorer } from '../support/build-explorer.ts';
import { startServer, type TestServer } from './harness.ts';

const ASSETS = join(BUILT_EXPLORER, 'assets');

let server: TestServer;
let script: string;
beforeAll(async () => {
  await buildExplorer();
  server = await startServer({}, { explorerFolder: BUILT_EXPLORER });
  script = /src="([^"]+)"/.exec(await (await fetch(server.url)).text())?.[1] ?? '';
});
afterAll(() => server.stop());

const policyOf = (response: Response): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (response.headers.get('content-security-policy') ?? '').split('; ').map((line) => {
      const [name = '', ...values] = line.split(' ');
      return [name, values.join(' ')];
    }),
  );

/** A request whose path nobody tidies, and to which nobody adds a header. */
const statusOf = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    request({ hostname, port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

test('the page runs and asks nothing but what is its own, and is kept nowhere', async () => {
  const response = await fetch(server.url);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(policyOf(response)).toEqual({
    'default-src': "'none'",
    'script-src': "'self'",
    'connect-src': "'self'",
    'img-src': "'self' data:",
    'font-src': "'self'",
    'worker-src': "'self'",
    'style-src': expect.stringMatching(/^'self' 'nonce-[A-Za-z0-9+/]{22}=='$/),
    'style-src-attr': "'unsafe-inline'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  });
  expect(response.headers.get('x-frame-options')).toBe('DENY');
  expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
});

test('each answer has a nonce of its own, and the page the nonce of its answer', async () => {
  const nonces = await Promise.all(
    [1, 2].map(async () => {
      const response = await fetch(server.url);
      const inPage = /nonce="([^"]+)"/.exec(await response.text())?.[1];
      expect(policyOf(response)['style-src']).toBe(`'self' 'nonce-${inPage}'`);
      return inPage;
    }),
  );
  expect(new Set(nonces).size).toBe(2);
});

test('every file that the page names is there, and its address is of this server', async () => {
  const page = await (await fetch(server.url)).text();
  const named = [...page.matchAll(/(?:src|href|data-[a-z-]+)="(?!data:)([^"]+)"/g)].map(([, path]) => path ?? '');
  expect(named.length).toBeGreaterThan(5);
  for (const path of named) {
    expect(path).toMatch(/^\/explorer\/[\w.-]+-[A-Za-z0-9]{8}\.(js|css|graphql)$/);
    expect((await fetch(server.url + path, { method: 'HEAD' })).status).toBe(200);
  }
});

test.each([
  ['br', 'br'],
  ['gzip, br', 'br'],
  ['gzip', 'gzip'],
  ['identity', null],
])('a file is kept for good and comes compressed as the browser likes it: %s', async (accepted, encoding) => {
  const response = await fetch(server.url + script, { headers: { 'accept-encoding': accepted } });
  expect(response.headers.get('content-encoding')).toBe(encoding);
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(response.headers.get('content-type')).toMatch(/^application\/javascript/);
  expect(response.headers.get('vary')).toBe('accept-encoding');
  expect(await response.text()).toBe(readFileSync(join(ASSETS, script.replace('/explorer/', '')), 'utf8'));
});

test('a file that the browser has is not sent again', async () => {
  const accepted = { 'accept-encoding': 'br' };
  const etag = (await fetch(server.url + script, { headers: accepted })).headers.get('etag') ?? '';
  expect(await statusOf(script, { ...accepted, 'if-none-match': etag })).toBe(304);
  expect(await statusOf(script, { ...accepted, 'if-none-match': '"another"' })).toBe(200);
});

test('a worker may load its parts and ask nobody anything', async () => {
  const policy = policyOf(await fetch(server.url + script));
  expect(policy).toEqual({ 'default-src': "'none'", 'script-src': "'self'", 'frame-ancestors': "'none'" });
});

test.each([
  '/explorer/',
  '/explorer/../index.html',
  '/explorer/..%2fstamp',
  '/explorer/%2e%2e/stamp',
  '/explorer/..%5cstamp',
  '/explorer//etc/passwd',
  '/explorer/nothing-12345678.js',
  '/index.html',
])('nothing but the files of the page is served: %s', async (path) => {
  expect(await statusOf(path)).toBe(404);
});

const compressedBytes = (names: readonly string[]): number =>
  names.reduce((sum, name) => sum + statSync(join(ASSETS, `${name}.br`)).size, 0);

test('what is loaded before the credential is asked for is small, and so is all there is', () => {
  const page = readFileSync(join(BUILT_EXPLORER, 'index.html'), 'utf8');
  const first = [...page.matchAll(/(?:src|href)="\/explorer\/([^"]+)"/g)].map(([, name]) => name ?? '');
  expect(compressedBytes(first)).toBeLessThan(150_000);
  const all = readdirSync(ASSETS).filter((name) => /\.(js|css|graphql|ttf)$/.test(name));
  expect(compressedBytes(all)).toBeLessThan(1_500_000);
  expect(readdirSync(ASSETS).filter((name) => name.endsWith('.map'))).toEqual([]);
});

test('where the explorer is off, or was not built, the page is not there and all else is', async () => {
  for (const explorerFolder of [null, join(BUILT_EXPLORER, 'nowhere')]) {
    const other = await startServer({}, { explorerFolder });
    const response = await fetch(other.url);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    expect((await fetch(`${other.url}/healthz`)).status).toBe(200);
    await other.stop();
  }
});
