import { sql } from 'kysely';
import { newInstallToken } from '../../src/kernel/secret.ts';
import { advanceEsim } from '../../src/use-cases/advance-esim.ts';
import { revokeInstallLink } from '../../src/use-cases/revoke-install-link.ts';
import { keepInvariants } from '../support/after-each.ts';
import { type SeededEsim, seedReadyEsim } from '../support/esims.ts';
import { seedInstallLink } from '../support/install-links.ts';
import { JP, partnerCall, systemCall } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { TestClock } from '../support/test-clock.ts';

const DAY_MS = 86_400_000;
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1';
const PIXEL = 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36';

const clock = new TestClock();
let api: TestApi;
let owner: SeededPartner;
let esim: SeededEsim;

beforeAll(async () => {
  api = await openTestApi({ clock, settings: { ONYX_TRUSTED_PROXIES: '127.0.0.1' } });
  await seedCatalogue(api.house, [packageDraft('JP', '1.00', { displayName: 'Japan <3 GB> & "more"' })]);
  owner = await seedPartner(api.house, { wallet: '50.00', approved: [JP] });
  esim = await seedReadyEsim(api.house, owner);
});
afterAll(() => api.close());
keepInvariants(() => api);

let visitor = 0;

/** Each visit comes from another address where the test says nothing else. */
const visit = async (url: string, method = 'GET', headers: Readonly<Record<string, string>> = {}) => {
  visitor += 1;
  const response = await fetch(url, {
    method,
    headers: { 'x-forwarded-for': `203.0.113.${visitor % 250}`, ...headers },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

/** What must stand on a page that shows the eSIM, and on no other. */
const shows = ({ text }: { readonly text: string }): boolean =>
  text.includes('MATCHING-') || text.includes('smdp.example');

const opensOf = async (id: string) => {
  const { rows } = await sql<{ opens: number; read: bigint }>`
    select opens, (select count(*) from activities where action = 'install_link.open' and subject_id = iccid) as read
    from install_links where id = ${id}`.execute(api.house.database.tables());
  return rows[0];
};

test('a link shows the plan in the name of the partner, and of the eSIM nothing until the button is pressed', async () => {
  const { url, id } = await seedInstallLink(api, esim);
  const invited = await visit(url);
  expect(invited.status).toBe(200);
  expect(invited.text).toMatch(/<title>Your eSIM is ready – Partner-\d+<\/title>/);
  expect(invited.text).toContain('<dd>3 GB</dd>');
  expect(invited.text).toContain('<dd>30 days from installation</dd>');
  expect(shows(invited)).toBe(false);
  expect(await opensOf(id)).toMatchObject({ opens: 0 });
  const opened = await visit(url, 'POST');
  expect([opened.status, shows(opened)]).toEqual([200, true]);
  expect(await opensOf(id)).toMatchObject({ opens: 1 });
});

test('whatever the method is, the page may be neither kept, framed, found nor added to', async () => {
  const { url } = await seedInstallLink(api, esim);
  const gone = `${api.url}/install/nothing`;
  for (const { headers } of [
    await visit(url),
    await visit(url, 'POST'),
    await visit(gone),
    await visit(gone, 'POST'),
  ]) {
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      ),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-robots-tag': 'noindex, nofollow, noarchive',
    });
  }
});

test('every page is small, loads nothing and runs nothing', async () => {
  const { url } = await seedInstallLink(api, esim);
  for (const page of [await visit(url), await visit(url, 'POST'), await visit(`${url}x`)]) {
    expect(Buffer.byteLength(page.text)).toBeLessThan(15_000);
    expect(page.text).not.toMatch(/<script|<link rel="stylesheet"|<img|@import|url\(|\bon\w+=|style=/);
  }
});

test('the name of a package is text, whatever is in it', async () => {
  const { url } = await seedInstallLink(api, esim);
  const { text } = await visit(url);
  expect(text).toContain('Japan &lt;3 GB&gt; &amp; &quot;more&quot;');
  expect(text).not.toContain('<3 GB>');
});

test('so is the name of the partner', async () => {
  const name = '<script>alert(1)</script>\'"&';
  const other = await seedPartner(api.house, { wallet: '5.00', approved: [JP] });
  await sql`update organisations set name = ${name} where id = ${other.organisationId}`.execute(
    api.house.database.tables(),
  );
  const { url } = await seedInstallLink(api, await seedReadyEsim(api.house, other));
  for (const { text } of [await visit(url), await visit(url, 'POST')]) {
    expect(text).not.toContain('<script');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&#39;&quot;&amp;');
  }
});

test.each([
  ['an iPhone', IPHONE, ['apple', 'android']],
  ['an Android phone', PIXEL, ['android', 'apple']],
  ['a computer', 'Mozilla/5.0 (X11; Linux x86_64)', ['apple', 'android']],
  ['nothing that says what it is', '', ['apple', 'android']],
])('%s gets its own button first, and every other way too', async (_name, userAgent, order) => {
  const { url } = await seedInstallLink(api, esim);
  const { text } = await visit(url, 'POST', { 'user-agent': userAgent });
  const buttons = [
    ...text.matchAll(/href="https:\/\/esimsetup\.(apple|android)\.com\/esim_qrcode_provisioning\?carddata=([^"]+)"/g),
  ];
  expect(buttons.map(([, maker]) => maker)).toEqual(order);
  const codes = buttons.map(([, , code]) => decodeURIComponent(code ?? ''));
  const [, code] = /<code>(LPA:1\$smdp\.example\$MATCHING-[\w-]+)<\/code>/.exec(text) ?? [];
  expect(codes).toEqual([code, code]);
  expect(text.match(/<svg /g)).toHaveLength(1);
  expect(text.indexOf('<svg ') < text.indexOf('esimsetup')).toBe(!/iPhone|Android/.test(userAgent));
});

test('a link that opens once is not used up by what only fetches it, and then shows the eSIM once', async () => {
  const { url, id } = await seedInstallLink(api, esim, { oneTime: true });
  for (const method of ['HEAD', 'GET', 'HEAD', 'GET']) {
    expect(await visit(url, method, { 'user-agent': 'facebookexternalhit/1.1' })).toMatchObject({ status: 200 });
  }
  const head = await visit(url, 'HEAD');
  expect(head.text).toBe('');
  expect(await opensOf(id)).toMatchObject({ opens: 0 });
  expect(shows(await visit(url, 'POST'))).toBe(true);
  for (const method of ['GET', 'POST']) {
    const again = await visit(url, method);
    expect([again.status, shows(again)]).toEqual([410, false]);
    expect(again.text).toContain('This link was opened before');
    expect(again.text).toMatch(/Write to Partner-\d+/);
  }
});

test('of 20 who press the button of such a link at once, one sees the eSIM', async () => {
  const { url, id } = await seedInstallLink(api, esim, { oneTime: true });
  const before = (await opensOf(id))?.read ?? 0n;
  const visits = await Promise.all(Array.from({ length: 20 }, () => visit(url, 'POST')));
  expect(visits.filter(shows)).toHaveLength(1);
  expect(visits.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 410)]);
  expect(await opensOf(id)).toEqual({ opens: 1, read: before + 1n });
});

test('a link ends at its time, and says who helps', async () => {
  const { url } = await seedInstallLink(api, esim, { days: 2 });
  clock.advance(2 * DAY_MS - 1_000);
  expect((await visit(url, 'POST')).status).toBe(200);
  clock.advance(1_000);
  for (const method of ['GET', 'POST']) {
    const page = await visit(url, method);
    expect([page.status, shows(page)]).toEqual([410, false]);
    expect(page.text).toContain('This link has expired');
    expect(page.text).toMatch(/Write to Partner-\d+/);
  }
});

test('a link that was revoked is a link that never was', async () => {
  const { url, id } = await seedInstallLink(api, esim);
  await revokeInstallLink(api.house, partnerCall(owner), { linkId: id });
  const unknown = await visit(`${api.url}/install/${newInstallToken()}`);
  expect(unknown.status).toBe(404);
  for (const method of ['GET', 'POST']) {
    const { status, text } = await visit(url, method);
    expect([status, text]).toEqual([404, unknown.text]);
  }
});

test.each([
  ['a character short', (token: string) => token.slice(0, -1)],
  ['with a wrong checksum', (token: string) => token.slice(0, -1) + (token.endsWith('0') ? '1' : '0')],
  ['in capitals', (token: string) => token.toUpperCase()],
  ['of a credential', () => `onyx_sandbox_${'0'.repeat(26)}_${'0'.repeat(43)}`],
  ['with a zero byte', () => '%00'],
  ['that SQL would read', () => encodeURIComponent("' or 1=1 --")],
])('a token %s is no token', async (_name, change) => {
  const { token } = await seedInstallLink(api, esim);
  const page = await visit(`${api.url}/install/${change(token)}`);
  expect([page.status, shows(page)]).toEqual([404, false]);
  expect(page.text).toContain('This link does not work');
});

test('an eSIM that is on a phone is not shown again', async () => {
  const other = await seedReadyEsim(api.house, owner);
  const { url } = await seedInstallLink(api, other);
  await advanceEsim(api.house, systemCall(owner), { iccid: other.iccid, to: 'installed' });
  for (const method of ['GET', 'POST']) {
    const page = await visit(url, method);
    expect([page.status, shows(page)]).toEqual([410, false]);
    expect(page.text).toContain('This eSIM is not waiting any more');
  }
});

test('whoever tries links is slowed down, with a page that says so', async () => {
  const statuses: number[] = [];
  for (let count = 0; count < 61; count += 1) {
    const { status } = await visit(`${api.url}/install/x${count}`, 'GET', { 'x-forwarded-for': '198.51.100.1' });
    statuses.push(status);
  }
  expect(statuses).toEqual([...Array.from({ length: 60 }, () => 404), 429]);
  const slowed = await visit(`${api.url}/install/x`, 'GET', { 'x-forwarded-for': '198.51.100.1' });
  expect([slowed.status, Number(slowed.headers.get('retry-after')) > 0]).toEqual([429, true]);
  expect(slowed.text).toContain('Please try again in a moment');
});

test('a body that is no form is answered with a page', async () => {
  const { url } = await seedInstallLink(api, esim);
  const page = await visit(url, 'POST', { 'content-type': 'application/json' });
  expect([page.status, page.headers.get('content-type')]).toEqual([415, 'text/html; charset=utf-8']);
});
