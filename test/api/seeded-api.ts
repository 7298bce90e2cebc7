import { credentialCursor } from '../../src/domains/credentials/index.ts';
import { listEntries } from '../../src/domains/ledger/index.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { makeIccid } from '../../src/kernel/iccid.ts';
import { absorbUsageReports } from '../../src/use-cases/absorb-usage-reports.ts';
import { advanceEsim } from '../../src/use-cases/advance-esim.ts';
import { approveRefund } from '../../src/use-cases/approve-refund.ts';
import { beginProvisioning } from '../../src/use-cases/begin-provisioning.ts';
import { cancelOrder } from '../../src/use-cases/cancel-order.ts';
import { completeRefund } from '../../src/use-cases/complete-refund.ts';
import { createInstallLink } from '../../src/use-cases/create-install-link.ts';
import { exposeCredential } from '../../src/use-cases/expose-credential.ts';
import { noteCredentialUses } from '../../src/use-cases/note-credential-uses.ts';
import { openInstallLink } from '../../src/use-cases/open-install-link.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { recordRequests } from '../../src/use-cases/record-requests.ts';
import { rejectRefund } from '../../src/use-cases/reject-refund.ts';
import { requestLiveAccess } from '../../src/use-cases/request-live-access.ts';
import { requestRefund } from '../../src/use-cases/request-refund.ts';
import { revokeCredential } from '../../src/use-cases/revoke-credential.ts';
import { revokeInstallLink } from '../../src/use-cases/revoke-install-link.ts';
import { rotateCredential } from '../../src/use-cases/rotate-credential.ts';
import { type ProvisioningOutcome, settleProvisioning } from '../../src/use-cases/settle-provisioning.ts';
import { issued } from '../support/credentials.ts';
import { keyedCall, orderInput, partnerCall, systemCall } from '../support/orders.ts';
import { seedReplays } from '../support/replays.ts';
import {
  approveForLive,
  packageDraft,
  type SeededPartner,
  seedCatalogue,
  seedEvidence,
  seedPartner,
  seedShownWebhooks,
} from '../support/seed.ts';
import { openTestApi, type TestApi, type TestApiOptions } from '../support/test-api.ts';
import type { TestHouse } from '../support/test-house.ts';
import { eventsOf } from '../support/webhooks.ts';
import { seedInvoices } from './seeded-invoices.ts';
import { seedDeliveries, seedEndpoints } from './seeded-webhooks.ts';

/** An API on which every field of the schema has something to show. */
export interface SeededApi {
  readonly api: TestApi;
  readonly partner: SeededPartner;
  /** The id of the order that has an eSIM. */
  readonly orderId: string;
  /** Arguments by the coordinate of the field, as they stand in a document. */
  readonly args: Readonly<Record<string, string>>;
}

let count = 0;

/** Orders at the use-case and settles the order at once. Gives its id. */
export const settledOrder = async (
  house: TestHouse,
  owner: Owner,
  name: string,
  outcome: ProvisioningOutcome,
): Promise<string> => {
  const { subject } = await placeOrder(house, keyedCall(owner, `key of ${name}`), orderInput(name));
  await beginProvisioning(house, systemCall(owner), { orderId: subject });
  await settleProvisioning(house, systemCall(owner), { orderId: subject, outcome });
  return subject;
};

/** That an eSIM was prepared, each time another one. */
export const prepared = (): Extract<ProvisioningOutcome, { kind: 'ready' }> => {
  count += 1;
  return {
    kind: 'ready',
    iccid: makeIccid({ country: '882', issuer: '98', account: count, length: 20 }),
    activation: { smdpAddress: 'smdp.example', matchingId: `MATCHING-${count}-${'Q'.repeat(16)}` },
  };
};

/** An eSIM that is on a device, with data left that is not much. Gives its ICCID. */
const seedUsedEsim = async (house: TestHouse, owner: Owner): Promise<string> => {
  const outcome = prepared();
  const { iccid } = outcome;
  await settledOrder(house, owner, 'installed', outcome);
  await advanceEsim(house, systemCall(owner), { iccid, to: 'downloaded' });
  await advanceEsim(house, systemCall(owner), { iccid, to: 'installed' });
  const report = { reference: 'seeded', iccid, dataMbUsed: 4_900, observedAt: house.clock.now() };
  await absorbUsageReports(house, systemCall(owner), [report]);
  return iccid;
};

/** A refund that was rejected, one that was completed of an order of its own, and a cancellation that nobody answered yet. Gives the first one's id. */
const seedEndings = async (house: TestHouse, owner: Owner, readyId: string, reviewId: string): Promise<string> => {
  const request = async (name: string, orderId: string): Promise<string> => {
    const input = { orderId, reason: 'not_working', note: 'no signal' } as const;
    return (await requestRefund(house, keyedCall(owner, `refund of ${name}`), input)).subject;
  };
  const refundId = await request('refunded', await settledOrder(house, owner, 'refunded', prepared()));
  await approveRefund(house, systemCall(owner), { refundId });
  await completeRefund(house, systemCall(owner), { refundId });
  const rejected = { refundId: await request('ready', readyId), rejection: 'It was used.' };
  await rejectRefund(house, systemCall(owner), rejected);
  await cancelOrder(house, keyedCall(owner, 'cancel of review'), { orderId: reviewId });
  return rejected.refundId;
};

/** A link that showed an eSIM and was then revoked. Gives its id. */
const seedInstallLink = async (house: TestHouse, owner: Owner, iccid: string): Promise<string> => {
  const { link } = await createInstallLink(house, partnerCall(owner), { iccid, days: 7, oneTime: false });
  await openInstallLink(house, systemCall(owner), { linkId: link.id });
  await revokeInstallLink(house, partnerCall(owner), { linkId: link.id });
  return link.id;
};

/** Two credentials that are active, and one that everything happened to. Those that call come later and stand before them. */
const seedCredentials = async (house: TestHouse, owner: Owner) => {
  const [gone, shown, newest] = [await issued(house, owner), await issued(house, owner), await issued(house, owner)];
  const credentialId = gone.id;
  const sighting = { credentialId, kind: 'browser', place: 'https://shop.example' } as const;
  await noteCredentialUses(house, systemCall(owner), [{ credentialId, at: house.clock.now(), address: '203.0.113.7' }]);
  await exposeCredential(house, systemCall(owner), sighting);
  await rotateCredential(house, systemCall(owner), { credentialId, overlapHours: 24 });
  await revokeCredential(house, systemCall(owner), { credentialId, reason: 'exposed' });
  return [shown, newest] as const;
};

/** A request of an hour ago: those that a test makes come behind it. */
const seedRequest = async (house: TestHouse, owner: Owner): Promise<void> => {
  const request = {
    ...owner,
    id: 'rqs_seeded',
    occurredAt: new Date(house.clock.now().getTime() - 3_600_000),
    credentialId: 'crd_seeded',
    requestId: 'req_seeded',
    operationType: 'query',
    operationName: 'Seeded',
    rootField: 'viewer',
    httpStatus: 200,
    codes: ['UNAVAILABLE'],
    deprecations: ['Invoice.dispute'],
    durationMs: 1.25,
    cost: 1,
    address: '203.0.113.1',
    userAgent: 'seed',
  } as const;
  await recordRequests(house, systemCall(owner), [request]);
};

/** The id of the owner's last payment or credit in US dollars. */
export const creditOf = async (house: TestHouse, owner: Owner): Promise<string | undefined> => {
  const { rows } = await listEntries(house.database.tables(), owner, 'USD', { types: ['credit'] }, 1, null);
  return rows[0]?.id;
};

export const seedApi = async (options: TestApiOptions = {}): Promise<SeededApi> => {
  const settings = { ONYX_WEBHOOK_LOOPBACK: 'on', ...options.settings };
  const api = await openTestApi({ ...options, settings });
  const { house } = api;
  const limits = {
    status: 'limited',
    policyNotes: 'Not for resale in shops.',
    minimumSellingPriceMinor: 500n,
  } as const;
  const packages = [
    packageDraft('JP', '4.00', limits),
    packageDraft('KR', '6.00'),
    packageDraft('TW', '7.00'),
    packageDraft('SG', '2.00', { coverageType: 'region', iso2: null, countries: ['MY', 'SG'], coverageName: 'Asia' }),
  ];
  const [japan, korea, taiwan, asia] = packages.map((draft) => draft.packageId);
  const since = await seedCatalogue(house, packages.slice(0, 3));
  const version = await seedCatalogue(
    house,
    packages.filter((draft) => draft.packageId !== taiwan).map((draft) => ({ ...draft, dataMb: 5120 })),
  );
  await seedCatalogue(house, packages, new Date(house.clock.now().getTime() + 86_400_000));
  const approved = [japan, korea, taiwan, asia].filter((id) => id !== undefined);
  const partner = await seedPartner(house, { wallet: '100.00', approved });
  const webhooks = await seedEndpoints(house, partner);
  const ready = prepared();
  const orderId = await settledOrder(house, partner, 'ready', ready);
  await settledOrder(house, partner, 'failed', { kind: 'failed', reason: 'CARRIER_REJECTED' });
  const reviewId = await settledOrder(house, partner, 'review', { kind: 'review', reason: 'CARRIER_REVIEW' });
  // Before the rest happens, so that one page shows all that a delivery can come to.
  await seedDeliveries(house, partner, webhooks);
  const replayId = await seedReplays(house, partner, webhooks.failing);
  const linkId = await seedInstallLink(house, partner, ready.iccid);
  const usedIccid = await seedUsedEsim(house, partner);
  const refundId = await seedEndings(house, partner, orderId, reviewId);
  const invoices = await seedInvoices(house, partner, () => settledOrder(house, partner, 'invoiced', prepared()));
  const [shown, newest] = await seedCredentials(house, partner);
  await seedRequest(house, partner);
  await seedEvidence(house, partner, orderId);
  await seedShownWebhooks(house, partner);
  await requestLiveAccess(house, partnerCall(partner), { supportPath: 'support.example', note: null });
  await approveForLive(house, partner.organisationId);
  const eventId = (await eventsOf(house, partner)).find(({ type }) => type === 'order.esim_ready')?.id;
  const input = `input: { packageId: "${japan}", partnerOrderId: `;
  return {
    api,
    partner,
    orderId,
    args: {
      'Query.activity': '(filter: { operation: "Seeded" })',
      'Query.catalogue': `(version: "${version}")`,
      'Query.catalogueChanges': `(since: "${since}")`,
      'Query.credentials': `(first: 5, after: "${credentialCursor(newest)}")`,
      'Query.deliveries': '(first: 50)',
      'Query.event': `(id: "${eventId}")`,
      'Query.events': '(first: 3, filter: { types: ["order.*"] })',
      'Query.esim': `(iccid: "${usedIccid}")`,
      'Query.esims': '(first: 2)',
      'Query.idempotencyKey': '(key: "key of ready")',
      'Query.installLinks': `(iccid: "${ready.iccid}")`,
      'Query.invoice': `(id: "${invoices.paid}")`,
      'Query.invoices': '(first: 5)',
      'Invoice.lines': '(first: 3)',
      'Query.ledgerEntries': '(first: 5)',
      'Query.reconciliation': `(period: "${house.clock.now().toISOString().slice(0, 'yyyy-mm'.length)}")`,
      'Query.ledgerProof': `(entryId: "${await creditOf(house, partner)}")`,
      'Query.order': '(by: { partnerOrderId: "ready" })',
      'Query.orders': '(first: 4, filter: { status: [ESIM_READY, FAILED, MANUAL_REVIEW, REFUNDED] })',
      'Query.package': `(id: "${japan}")`,
      'Query.packages': '(first: 3, sort: NET_PRICE_DESC)',
      'Query.quote': `(${input}"quoted" })`,
      'Query.replay': `(id: "${replayId}")`,
      'Query.replays': '(first: 2)',
      'Query.webhookDryRun': `(eventId: "${eventId}", query: "fragment Shown on Event { type }")`,
      'Mutation.replayEvents': `(input: { selection: { range: { fromSequence: 1 } }, endpointId: "${webhooks.failing}" })`,
      'Mutation.createInstallLink': `(input: { iccid: "${ready.iccid}" })`,
      'Mutation.revokeInstallLink': `(id: "${linkId}")`,
      'Mutation.revokeCredential': `(id: "${shown.id}", reason: SCHEDULED)`,
      'Mutation.rotateCredential': `(input: { id: "${shown.id}", overlapHours: 2 })`,
      'Mutation.requestLiveAccess': '(input: { supportPath: "support.example" })',
      'Mutation.createWebhookEndpoint': '(input: { url: "https://shop.example/new", eventTypes: ["*"] })',
      'Mutation.deleteWebhookEndpoint': `(id: "${webhooks.deleted}")`,
      'Mutation.rotateWebhookSecret': `(id: "${webhooks.changed}")`,
      'Mutation.sendTestEvent': `(endpointId: "${webhooks.changed}")`,
      'Mutation.updateWebhookEndpoint': `(input: { id: "${webhooks.changed}", description: "changed" })`,
      'Mutation.sandboxAdvanceClock': '(seconds: 60)',
      'Mutation.sandboxAdvanceEsim': `(iccid: "${usedIccid}", to: DOWNLOADED)`,
      'Mutation.sandboxFundWallet': '(amount: "1.00")',
      'Mutation.sandboxReportUsage': `(iccid: "${usedIccid}", dataMbUsed: 1)`,
      'Mutation.sandboxSettleDispute': `(id: "${invoices.rejected}", outcome: REJECTED)`,
      'Mutation.sandboxSettleOrder': `(id: "${orderId}", outcome: READY)`,
      'Mutation.sandboxSettleRefund': `(id: "${refundId}", outcome: REJECTED)`,
      'Mutation.setUsageThresholds': '(percentages: [90, 50])',
      'Mutation.disputeInvoice': `(input: { invoiceId: "${invoices.issued.id}", reason: WRONG_TRUE_UP, lines: ["${invoices.issued.trueUp}"] })`,
      'Mutation.setInvoicePurchaseOrder': `(input: { invoiceId: "${invoices.reissued}", purchaseOrder: "PO-8" })`,
      'Mutation.setLowBalanceThreshold': '(amount: "1000.00")',
      'Mutation.cancelOrder': '(input: { partnerOrderId: "review" }) @idempotent(key: "cancel of review")',
      'Mutation.requestRefund':
        '(input: { partnerOrderId: "ready", reason: NOT_WORKING, note: "no signal" }) @idempotent(key: "refund of ready")',
      'Mutation.createOrder': `(${input}"ready" }) @idempotent(key: "key of ready")`,
    },
  };
};
