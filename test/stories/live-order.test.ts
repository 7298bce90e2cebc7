import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SmdpEmulator } from '../../src/adapters/smdp-emulator/index.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { keepInvariants } from '../support/after-each.ts';
import { CARRIER_TLS } from '../support/carrier-certificates.ts';
import { JP, walletOf } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { eventsOf } from '../support/webhooks.ts';

// A live order from the partner's request to the installed eSIM, over HTTP and mutual TLS all the way.

const TOKEN = 'the-token-of-the-sm-dp-plus-of-the-story';
const { ca, serverCert, serverKey, clientCert, clientKey } = CARRIER_TLS;

let folder: string;
let api: TestApi;
let smdp: SmdpEmulator;
let owner: SeededPartner;
let token: string;

const fileOf = async (name: string, pem: string): Promise<string> => {
  await writeFile(join(folder, name), pem, { mode: 0o600 });
  return join(folder, name);
};

/** The API is not there yet when the SM-DP+ has to be: it asks for the address when it tells. */
const callback = {
  token: TOKEN,
  get url() {
    return api.url;
  },
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onyx-live-'));
  const tls = { cert: serverCert, key: serverKey, ca };
  smdp = await SmdpEmulator.start({ clock: systemClock, port: 0, tls, callback });
  api = await openTestApi({
    worker: true,
    settings: {
      ONYX_ES2_URL: smdp.url,
      ONYX_ES2_REQUESTER: 'onyx-test',
      ONYX_ES2_CERTIFICATE: await fileOf('client.crt', clientCert),
      ONYX_ES2_KEY: await fileOf('client.key', clientKey),
      ONYX_ES2_CA: await fileOf('ca.crt', ca),
      ONYX_ES2_NOTIFICATION_TOKEN: TOKEN,
    },
  });
  api.secrets.add(TOKEN);
  const outOfStock = packageDraft('FR', '4.00', { packageId: 'onyx-connect-fr-3gb-30d-out-of-stock' });
  await seedCatalogue(api.house, [packageDraft('JP', '4.00'), outOfStock]);
  owner = await seedPartner(api.house, { mode: 'live', wallet: '10.00', approved: [JP, outOfStock.packageId] });
  token = await api.credential(owner);
});
afterAll(async () => {
  await api.close();
  await smdp.close();
  await rm(folder, { recursive: true, force: true });
});
keepInvariants(() => api);

const ORDER = '{ order(by: { partnerOrderId: "live-1" }) { status esim { iccid status } } }';

interface Shown {
  readonly order: {
    readonly status: string;
    readonly esim: { readonly iccid: string; readonly status: string } | null;
  };
}

const place = (packageId: string, name: string) =>
  api.ask(
    token,
    `mutation { createOrder(input: { packageId: "${packageId}", partnerOrderId: "${name}" }) @idempotent(key: "${name}") { replayed } }`,
  );

const untilStatus = (query: string, wanted: string) =>
  api.askUntil<Shown>(token, query, ({ data }) => data.order.status === wanted);

test('a live order is prepared by the SM-DP+ although an answer is lost, told of as it is downloaded and installed, and charged once', async () => {
  smdp.behave('confirmOrder', 'lose');
  expect((await place(JP, 'live-1')).errors).toEqual([]);
  const { data } = await untilStatus(ORDER, 'ESIM_READY');
  expect(data.order.esim?.status).toBe('READY');
  expect(smdp.calls.map(({ name }) => name)).toEqual([
    'downloadOrder',
    'confirmOrder',
    'downloadOrder',
    'confirmOrder',
  ]);
  expect(new Set(smdp.calls.map(({ callIdentifier }) => callIdentifier)).size).toBe(2);
  expect(await walletOf(api.house, owner)).toEqual({ available: 600n, reserved: 0n });

  const iccid = data.order.esim?.iccid ?? '';
  expect(await smdp.notify(iccid, { point: 3 })).toBe(204);
  expect((await api.ask<Shown>(token, ORDER)).data.order).toMatchObject({
    status: 'ESIM_READY',
    esim: { status: 'DOWNLOADED' },
  });
  expect(await smdp.notify(iccid, { point: '4' })).toBe(204);
  expect((await api.ask<Shown>(token, ORDER)).data.order).toMatchObject({
    status: 'INSTALLED',
    esim: { status: 'INSTALLED' },
  });
  expect((await eventsOf(api.house, owner)).map(({ type }) => type)).toEqual([
    'order.reserved',
    'order.provisioning',
    'order.esim_ready',
    'esim.downloaded',
    'esim.installed',
    'order.installed',
  ]);
});

test('a live order of what the SM-DP+ has no more of fails and has its price released', async () => {
  const before = await walletOf(api.house, owner);
  await place('onyx-connect-fr-3gb-30d-out-of-stock', 'live-2');
  const query = '{ order(by: { partnerOrderId: "live-2" }) { status statusReason esim { iccid status } } }';
  expect((await untilStatus(query, 'FAILED')).data.order).toMatchObject({ statusReason: 'CARRIER_OUT_OF_STOCK' });
  expect(await walletOf(api.house, owner)).toEqual(before);
});
