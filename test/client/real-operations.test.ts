import { text } from 'node:stream/consumers';
import { OnyxClient, verifyWebhook } from '../../src/client/index.ts';
import { Receiver } from '../support/receiver.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const JAPAN = packageDraft('JP', '10.00');

let api: TestApi;
let receiver: Receiver;
let partner: SeededPartner;
let client: OnyxClient;

/** Asks again at once: the API answers from this machine. */
const EAGER = { sleep: () => new Promise<void>((resolve) => setImmediate(resolve)), now: () => new Date(0) };

beforeAll(async () => {
  [api, receiver] = await Promise.all([
    openTestApi({ worker: true, settings: { ONYX_WEBHOOK_LOOPBACK: 'on' } }),
    Receiver.start(),
  ]);
  await seedCatalogue(api.house, [JAPAN]);
  partner = await seedPartner(api.house, { wallet: '100.00', approved: [JAPAN.packageId] });
  client = new OnyxClient({ url: api.url, credential: await api.credential(partner), runtime: EAGER });
});
afterAll(async () => {
  await api.close();
  await receiver.close();
});

const buy = async (name: string): Promise<{ readonly id: string; readonly iccid: string }> => {
  const { order } = await client.createOrderAndWait({ packageId: JAPAN.packageId, partnerOrderId: name });
  const { esim } = await client.order({ id: order.id }, { esim: true });
  return { id: order.id, iccid: esim?.iccid ?? '' };
};

test('an order is followed until its eSIM is ready', async () => {
  const told: string[] = [];
  const followed = await client.createOrderAndWait(
    { packageId: JAPAN.packageId, partnerOrderId: 'followed' },
    { idempotencyKey: 'followed', onStatus: ({ status }) => told.push(status) },
  );
  expect(followed).toMatchObject({ isSettled: true, replayed: false, idempotencyKey: 'followed', refusal: null });
  expect(followed.order.status).toBe('ESIM_READY');
  expect([told[0], told.at(-1)]).toEqual(['RESERVED', 'ESIM_READY']);
  expect(await client.waitForOrder({ partnerOrderId: 'followed' })).toMatchObject({ isSettled: true });
});

test('a webhook that the receiver hands in ends the wait for an order, with no pause before', async () => {
  const made = await client.createWebhookEndpoint({ url: receiver.url, eventTypes: ['order.*'] });
  // Nothing but a webhook ends a pause here.
  const patient = new OnyxClient({
    url: api.url,
    credential: await api.credential(partner),
    runtime: {
      sleep: (_ms, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
    },
  });
  receiver.respond((response, received) => {
    response.writeHead(204).end();
    void verifyWebhook(received.headers, received.body, made.secret).then((event) => patient.deliver(event));
  });
  const followed = await patient.createOrderAndWait({ packageId: JAPAN.packageId, partnerOrderId: 'told' });
  expect(followed).toMatchObject({ order: { status: 'ESIM_READY' }, isSettled: true });
  await client.deleteWebhookEndpoint(made.endpoint.id);
});

test('the client walks the whole way of an eSIM: activation, links, use, thresholds, refund', async () => {
  const { id, iccid } = await buy('whole-way');
  expect(await client.esim(iccid)).toMatchObject({ iccid, status: 'READY', activationAvailable: true });
  expect((await client.activation(iccid))?.lpaCode).toMatch(/^LPA:1\$/);
  const { url, link } = await client.createInstallLink({ iccid, days: 1 });
  expect(url).toMatch(/^http/);
  expect((await client.installLinks(iccid)).map((one) => one.id)).toEqual([link.id]);
  expect((await client.revokeInstallLink(link.id)).revokedAt).not.toBeNull();
  expect((await client.sandboxAdvanceEsim(iccid, 'INSTALLED')).status).toBe('INSTALLED');
  expect(await client.setUsageThresholds([90, 50])).toEqual([50, 90]);
  expect(await client.usageThresholds()).toEqual([50, 90]);
  expect((await client.sandboxReportUsage(iccid, 10)).usage.dataMbUsed).toBe(10);
  expect((await client.esims({ filter: { orderId: id } })).nodes.map((esim) => esim.iccid)).toEqual([iccid]);
  const asked = await client.requestRefund({ orderId: id, reason: 'NOT_WORKING' }, { idempotencyKey: 'refund' });
  expect(asked).toMatchObject({ replayed: false, refund: { status: 'REQUESTED', reason: 'NOT_WORKING' } });
  const again = await client.requestRefund({ orderId: id, reason: 'NOT_WORKING' }, { idempotencyKey: 'refund' });
  expect(again).toMatchObject({ replayed: true, refund: { id: asked.refund.id } });
  expect((await client.order({ id })).refund?.id).toBe(asked.refund.id);
  const refused = await client.sandboxSettleRefund(asked.refund.id, 'REJECTED', { reason: 'It was used.' });
  expect(refused).toMatchObject({ status: 'REJECTED', rejection: 'It was used.' });
});

test('an order is cancelled under a key that the client makes', async () => {
  const { id } = await buy('cancelled');
  const keys: string[] = [];
  const cancelled = await client.cancelOrder({ orderId: id }, { onKey: (key) => keys.push(key) });
  expect(cancelled).toMatchObject({ replayed: false, order: { id } });
  expect(cancelled.order.cancellationRequestedAt).not.toBeNull();
  const again = await client.cancelOrder({ orderId: id }, { idempotencyKey: keys[0] ?? '' });
  expect(again.replayed).toBe(true);
});

test('the client walks the whole way of a month: wallets, invoice, lines, dispute', async () => {
  await buy('billed');
  expect((await client.sandboxFundWallet('5.00')).currency).toBe('USD');
  expect((await client.wallets()).map(({ currency }) => currency)).toEqual(['USD']);
  expect((await client.wallet({ currency: 'USD' })).creditLine.amount).toBe('0.00');
  expect((await client.setLowBalanceThreshold({ amount: '20.00' })).threshold?.amount).toBe('20.00');
  const closed = await client.sandboxCloseMonth();
  expect(closed.number).not.toBeNull();
  expect((await client.invoices({ filter: { month: closed.month } })).nodes.map(({ id }) => id)).toContain(closed.id);
  const entries: string[] = [];
  for await (const line of client.iterate.invoiceLines({ id: closed.id, first: 1, entries: true, orders: true })) {
    expect(line.amount.currency).toBe('USD');
    expect(line.order?.partnerOrderId).toBe(line.partnerOrderId ?? undefined);
    entries.push(line.ledgerEntry?.id ?? '');
  }
  expect(entries).toHaveLength(closed.lineCount);
  const lines = (await client.invoiceLines({ id: closed.id })).nodes;
  expect(lines.filter(({ partnerOrderId }) => partnerOrderId === null)).toEqual([]);
  const numbered = await client.setInvoicePurchaseOrder({ invoiceId: closed.id, purchaseOrder: 'PO-1' });
  expect(numbered?.purchaseOrder).toBe('PO-1');
  const disputed = await client.disputeInvoice({ invoiceId: closed.id, lines: entries.slice(0, 1), reason: 'OTHER' });
  expect(disputed?.disputes).toHaveLength(1);
  expect((await client.invoice(closed.id)).disputes).toEqual(disputed?.disputes);
  const accepted = await client.sandboxSettleDispute(disputed?.disputes[0]?.id ?? '', 'ACCEPTED', { credit: '0.50' });
  expect(accepted).toMatchObject({ status: 'ACCEPTED', credit: { amount: '0.50' } });
  const month = await client.reconciliation({ period: closed.month });
  expect(month).toMatchObject({ isMatched: true, differenceCount: 0, invoice: { id: closed.id } });
});

test('the client fetches the files of a month, and holds its own list against it', async () => {
  const bought = await buy('filed');
  const closed = await client.sandboxCloseMonth();
  const csv = await client.download(closed.csvUrl);
  expect(csv).toMatchObject({
    contentType: expect.stringContaining('text/csv'),
    fileName: expect.stringMatching(/csv$/),
  });
  expect(await text(csv.body)).toContain('filed');
  const pdf = await client.download(closed.pdfUrl);
  expect((await text(pdf.body)).slice(0, 5)).toBe('%PDF-');
  const rows = (await text((await client.download((await client.wallet()).ndjsonUrl)).body)).trim().split('\n');
  expect(rows.map((row) => JSON.parse(row).orderId)).toContain(bought.id);
  const list = [
    { partnerOrderId: 'filed', amount: '0.01' },
    { partnerOrderId: 'unknown, and "quoted"\'s', amount: '4.50' },
  ];
  const compared = await client.reconcile(list, { period: closed.month, currency: 'USD' });
  expect(compared).toMatchObject({ rows: 2, matched: 0, invoiceId: closed.id });
  expect(compared.differences.map(({ code, row, partnerOrderId: id }) => [code, row, id])).toEqual(
    expect.arrayContaining([
      ['AMOUNT_DIFFERS', 2, 'filed'],
      ['UNKNOWN_ORDER', 3, 'unknown, and "quoted"\'s'],
    ]),
  );
  const wrong = client.reconcile([{ partnerOrderId: 'a', amount: 'b' }], { period: closed.month, currency: 'USD' });
  await expect(wrong).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining('row 2, amount'),
  });
  const stale = (closed.csvUrl ?? '').replace(/signature=[^&]*/, 'signature=other');
  await expect(client.download(stale)).rejects.toMatchObject({ code: 'LINK_EXPIRED', httpStatus: 410 });
});

test('the client drives the sandbox, and rotates and ends its own credential', async () => {
  expect(Date.parse(await client.sandboxAdvanceClock(60))).toBeGreaterThan(Date.now());
  expect((await client.sandboxReset()).mode).toBe('SANDBOX');
  const { credentialId } = await client.viewer();
  const { token, credential, replaced } = await client.rotateCredential({ id: credentialId });
  expect(replaced.replacedBy).toBe(credential.id);
  const next = new OnyxClient({ url: api.url, credential: token });
  const ids: string[] = [];
  for await (const one of next.iterate.credentials({ first: 1 })) ids.push(one.id);
  expect(ids).toEqual(expect.arrayContaining([credential.id, credentialId]));
  expect((await next.activity({ first: 1 })).pageInfo).toBeDefined();
  expect((await next.revokeCredential(credentialId, 'SCHEDULED')).state).toBe('REVOKED');
});
