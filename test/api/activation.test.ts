import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { getOrder } from '../../src/domains/orders/index.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { advanceEsim } from '../../src/use-cases/advance-esim.ts';
import { keepInvariants } from '../support/after-each.ts';
import { type SeededEsim, seedReadyEsim } from '../support/esims.ts';
import { JP, systemCall } from '../support/orders.ts';
import { Receiver } from '../support/receiver.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { eventsOf, openDispatcher, seedEndpoint } from '../support/webhooks.ts';

let api: TestApi;
let owner: Owner;
let token: string;
let esim: SeededEsim;

beforeAll(async () => {
  api = await openTestApi({ settings: { ONYX_PUBLIC_URL: 'https://esim.example' } });
  await seedCatalogue(api.house, [packageDraft('JP', '1.00')]);
  owner = await seedPartner(api.house, { wallet: '50.00', approved: [JP] });
  token = await api.credential(owner);
  esim = await seedReadyEsim(api.house, owner);
});
afterAll(() => api.close());
keepInvariants(() => api);

const ACTIVATION = 'activation { lpaCode smdpAddress matchingId qrSvg qrPng appleInstallUrl androidInstallUrl }';
const ESIM = `query ($iccid: ID!) { esim(iccid: $iccid) { status activationAvailable ${ACTIVATION} } }`;

interface Shown {
  readonly esim: {
    readonly status: string;
    readonly activationAvailable: boolean;
    readonly activation: Readonly<Record<string, string>> | null;
  };
}

const read = (iccid = esim.iccid, by = token) => api.ask<Shown>(by, ESIM, { variables: { iccid } });

const readings = async (iccid: string, action = 'esim.read_activation') => {
  const { rows } = await sql<{ actor_id: string; request_id: string }>`
    select actor_id, request_id from activities where action = ${action} and subject_id = ${iccid}
    order by id`.execute(api.house.database.tables());
  return rows;
};

test('one eSIM shows what installs it, in every form, and each reading is recorded with who read', async () => {
  for (const count of [1, 2, 3]) {
    const { data, errors, headers } = await read();
    expect(errors).toEqual([]);
    const shown = data.esim.activation;
    expect(shown).toMatchObject({
      smdpAddress: 'smdp.example',
      matchingId: expect.stringMatching(/^MATCHING-\d+-R{16}$/),
    });
    const code = `LPA:1$smdp.example$${shown?.matchingId}`;
    expect(shown?.lpaCode).toBe(code);
    for (const url of [shown?.appleInstallUrl, shown?.androidInstallUrl]) {
      expect(new URL(url ?? '').searchParams.get('carddata')).toBe(code);
    }
    expect(shown?.qrSvg).toMatch(/^<svg /);
    expect(shown?.qrPng).toMatch(/^data:image\/png;base64,/);
    const rows = await readings(esim.iccid);
    expect(rows).toHaveLength(count);
    expect(rows.at(-1)).toEqual({ actor_id: `crd_${token.split('_')[2]}`, request_id: headers.get('x-request-id') });
  }
});

test('it is read through its order too', async () => {
  const query = `query ($id: ID!) { order(by: { id: $id }) { esim { ${ACTIVATION} } } }`;
  const { data, errors } = await api.ask<{ order: { esim: Shown['esim'] } }>(token, query, {
    variables: { id: esim.orderId },
  });
  expect([errors, data.order.esim.activation?.smdpAddress]).toEqual([[], 'smdp.example']);
});

test('without its scope it is null and says so, and nothing is read', async () => {
  const before = await readings(esim.iccid);
  const narrow = await api.credential(owner, ['usage:read', 'orders:read']);
  const { status, data, errors } = await read(esim.iccid, narrow);
  expect([status, data.esim.activation, data.esim.status]).toEqual([200, null, 'READY']);
  expect(errors.map(({ extensions }) => extensions)).toMatchObject([
    { code: 'FORBIDDEN', missingScopes: ['activation:read'] },
  ]);
  expect(await readings(esim.iccid)).toEqual(before);
});

test.each([
  `{ esims { nodes { iccid ${ACTIVATION} } } }`,
  `{ esims { edges { node { iccid ${ACTIVATION} } } } }`,
  `{ orders { nodes { id esim { ${ACTIVATION} } } } }`,
  `{ rows: orders { nodes { id service: esim { ...Secret } } } } fragment Secret on Esim { it: ${ACTIVATION} }`,
])('no list shows it, executed and compiled: %s', async (query) => {
  const before = await readings(esim.iccid);
  for (const _ of [1, 2, 3]) {
    const { status, text, errors } = await api.ask(token, query);
    expect([status, errors.map(({ extensions }) => extensions.code)]).toEqual([200, ['ACTIVATION_IN_LIST']]);
    expect(text).not.toMatch(/MATCHING|smdp\.example/);
  }
  expect(await readings(esim.iccid)).toEqual(before);
});

test('an eSIM that is on a device has none to show, and no link can be made', async () => {
  const other = await seedReadyEsim(api.house, owner);
  await advanceEsim(api.house, systemCall(owner), { iccid: other.iccid, to: 'installed' });
  const { data, errors } = await read(other.iccid);
  expect([errors, data.esim]).toEqual([[], { status: 'INSTALLED', activationAvailable: false, activation: null }]);
  expect(await readings(other.iccid)).toEqual([]);
  const linked = await createLink({ iccid: other.iccid });
  expect([linked.status, linked.errors[0]?.extensions.code]).toEqual([409, 'ACTIVATION_NOT_AVAILABLE']);
});

const CREATE = `mutation ($input: CreateInstallLinkInput!) {
  createInstallLink(input: $input) { url link { id iccid expiresAt oneTime openedAt revokedAt createdAt } }
}`;

interface Created {
  readonly createInstallLink: {
    readonly url: string;
    readonly link: Readonly<Record<string, string>> & { readonly id: string };
  };
}

const createLink = (input: object, by = token) => api.ask<Created>(by, CREATE, { variables: { input } });

test('a link is made with its URL, this once, listed without it, opened, and revoked once and for all', async () => {
  const { data } = await createLink({ iccid: esim.iccid, days: 3, oneTime: true });
  const { url, link } = data.createInstallLink;
  expect(url).toMatch(/^https:\/\/esim\.example\/install\/onyx_install_[0-9A-Za-z]{49}$/);
  const secret = url.slice(url.lastIndexOf('_') + 1);
  api.secrets.add(secret);
  expect(link).toMatchObject({ iccid: esim.iccid, oneTime: true, openedAt: null, revokedAt: null });
  expect(Date.parse(link.expiresAt ?? '') - Date.parse(link.createdAt ?? '')).toBe(3 * 86_400_000);

  const local = `${api.url}${new URL(url).pathname}`;
  expect(await (await fetch(local, { method: 'POST' })).text()).toContain('LPA:1$smdp.example$MATCHING-');
  expect(await readings(esim.iccid, 'install_link.open')).toMatchObject([{ actor_id: 'install_page' }]);
  const LIST = 'query ($iccid: ID!) { installLinks(iccid: $iccid) { id openedAt revokedAt } }';
  const listed = await api.ask(token, LIST, { variables: { iccid: esim.iccid } });
  expect(listed.data).toEqual({ installLinks: [{ id: link.id, openedAt: expect.any(String), revokedAt: null }] });
  expect(listed.text).not.toContain(secret);

  const REVOKE = 'mutation ($id: ID!) { revokeInstallLink(id: $id) { id revokedAt } }';
  const first = await api.ask(token, REVOKE, { variables: { id: link.id } });
  const second = await api.ask(token, REVOKE, { variables: { id: link.id } });
  expect([first.errors, second.text]).toEqual([[], first.text]);
  expect((await fetch(local)).status).toBe(404);
  const actions = await sql<{ action: string }>`
    select action from activities where subject_id = ${link.id} order by id`.execute(api.house.database.tables());
  expect(actions.rows.map(({ action }) => action)).toEqual(['install_link.create', 'install_link.revoke']);
});

test.each([[0], [31], [-1]])('a link lasts 1 to 30 days: %i is refused', async (days) => {
  const { status, errors } = await createLink({ iccid: esim.iccid, days });
  expect([status, errors[0]?.extensions.problems]).toEqual([400, [{ field: 'input.days', bound: '1 to 30' }]]);
});

test("another organisation's eSIMs and links are not there", async () => {
  const { data } = await createLink({ iccid: esim.iccid });
  const other = await api.credential(await seedPartner(api.house));
  api.secrets.add(data.createInstallLink.url.slice(-20));
  const codeOf = async (query: string) => (await api.ask(other, query)).errors[0]?.extensions.code;
  expect(await codeOf(`mutation { revokeInstallLink(id: "${data.createInstallLink.link.id}") { id } }`)).toBe(
    'INSTALL_LINK_NOT_FOUND',
  );
  expect(await codeOf(`{ installLinks(iccid: "${esim.iccid}") { id } }`)).toBe('ESIM_NOT_FOUND');
  expect(await codeOf(`{ esim(iccid: "${esim.iccid}") { ${ACTIVATION} } }`)).toBe('ESIM_NOT_FOUND');
  const linked = await createLink({ iccid: esim.iccid }, other);
  expect([linked.status, linked.errors[0]?.extensions.code]).toEqual([404, 'ESIM_NOT_FOUND']);
});

/** Every row of every table of the database as text, but for the one column that holds the material, sealed. */
const dump = async (): Promise<string> => {
  const { database } = api.house;
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'`.execute(database.tables());
  const texts = await Promise.all(
    tables.map(({ name }) =>
      sql<{ text: string }>`select coalesce(string_agg(t::text, E'\n'), '') as text from ${sql.raw(name)} t`.execute(
        database.tables(),
      ),
    ),
  );
  return texts.map(({ rows }) => rows[0]?.text).join('\n');
};

/** A secret as it is, and as it could hide. */
const spellings = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('hex'),
  Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1),
  createHash('sha256').update(secret).digest('hex'),
];

test('after a whole story what installs an eSIM stands nowhere but in the one answer', async () => {
  const receiver = await Receiver.start();
  const { dispatcher, close } = openDispatcher(api.house);
  await seedEndpoint(api.house, owner, { url: receiver.url });
  const story = await seedReadyEsim(api.house, owner);
  const { data } = await read(story.iccid);
  const shown = data.esim.activation;
  const link = await createLink({ iccid: story.iccid });
  const path = new URL(link.data.createInstallLink.url).pathname;
  const page = await (await fetch(`${api.url}${path}`, { method: 'POST' })).text();
  expect(page).toContain(shown?.matchingId);

  await advanceEsim(api.house, systemCall(owner), { iccid: story.iccid, to: 'downloaded' });
  await dispatcher.fanOut(owner);
  await dispatcher.look();
  const ofOrder = (await eventsOf(api.house, owner)).filter(({ orderId }) => orderId === story.orderId);
  const told = await receiver.received(ofOrder.length);
  const order = await getOrder(api.house.database.tables(), owner, { id: story.orderId });
  const everywhere = await Promise.all(
    [
      '{ orders { nodes { id timeline { type } esim { iccid status } } } }',
      `{ esims { nodes { iccid history { type } ${ACTIVATION} } } }`,
      `{ esim(iccid: "${shown?.matchingId}") { iccid } }`,
      `{ order(by: { partnerOrderId: "${shown?.lpaCode}" }) { id } }`,
      `{ installLinks(iccid: "${story.iccid}") { id } }`,
      '{ activity { nodes { requestId } } }',
    ].map(async (query) => (await api.ask(token, query)).text),
  );
  const refused = await fetch(`${api.url}/install/${shown?.matchingId}`);
  const texts = {
    answers: everywhere.join('\n') + (await refused.text()) + JSON.stringify([...refused.headers]),
    order: JSON.stringify(order, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
    webhooks: JSON.stringify(told),
    log: api.log.text,
    database: await dump(),
  };
  expect(told.map(({ body }) => body).join()).toContain(story.iccid);
  const secrets = [shown?.matchingId, shown?.lpaCode, path.slice('/install/'.length)].flatMap((secret) =>
    spellings(secret ?? ''),
  );
  for (const [place, text] of Object.entries(texts)) {
    expect([place, text.length > 0, secrets.filter((secret) => text.includes(secret))]).toEqual([place, true, []]);
  }
  await close();
  await receiver.close();
});
