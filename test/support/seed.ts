import type { PackageDraft } from '../../src/domains/catalogue/index.ts';
import { APPROVAL_KINDS, EVIDENCE_KINDS } from '../../src/domains/launch/index.ts';
import type { House } from '../../src/door/use-case.ts';
import type { Mode, Owner } from '../../src/kernel/actor.ts';
import { type Currency, parseMoney } from '../../src/kernel/money.ts';
import { ALL_SCOPES, type Scope } from '../../src/kernel/scopes.ts';
import { getEvent } from '../../src/records/events/index.ts';
import { approveLaunch } from '../../src/use-cases/approve-launch.ts';
import { approvePackages } from '../../src/use-cases/approve-packages.ts';
import { beginWebhookTest } from '../../src/use-cases/begin-webhook-test.ts';
import { createPartner } from '../../src/use-cases/create-partner.ts';
import { createWebhookEndpoint } from '../../src/use-cases/create-webhook-endpoint.ts';
import { fundWallet } from '../../src/use-cases/fund-wallet.ts';
import { importCatalogue } from '../../src/use-cases/import-catalogue.ts';
import { issueCredential } from '../../src/use-cases/issue-credential.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { publishCatalogue } from '../../src/use-cases/publish-catalogue.ts';
import { recordForgedTest } from '../../src/use-cases/record-forged-test.ts';
import { recordLaunchEvidence } from '../../src/use-cases/record-launch-evidence.ts';
import { recordTestDelivery } from '../../src/use-cases/record-test-delivery.ts';
import { keyedCall, orderInput } from './orders.ts';

let count = 0;
const unique = (name: string): string => {
  count += 1;
  return `${name}-${count}`;
};

const operator = (owner?: Owner) => ({ actor: { kind: 'operator', name: 'test', ...(owner && { owner }) } }) as const;

/** A country package of a net price in US dollars; the retail price is twice that. */
export const packageDraft = (iso2: string, netPrice: string, change: Partial<PackageDraft> = {}): PackageDraft => {
  const { minor } = parseMoney(netPrice, change.currency ?? 'USD');
  return {
    packageId: `onyx-connect-${iso2.toLowerCase()}-3gb-30d`,
    productFamily: 'connect',
    coverageName: iso2,
    coverageType: 'country',
    displayName: `${iso2} 3 GB, 30 days`,
    iso2,
    region: 'Asia',
    countries: [iso2],
    validityDays: 30,
    dataMb: 3072,
    currency: 'USD',
    msrpMinor: minor * 2n,
    netPriceMinor: minor,
    minimumSellingPriceMinor: null,
    suggestedRetailPriceMinor: minor * 2n,
    status: 'active',
    policyNotes: null,
    ...change,
  };
};

/** Publishes a catalogue version of these packages and gives its name. */
export const seedCatalogue = async (
  house: House,
  packages: readonly PackageDraft[],
  effectiveAt: Date | null = null,
): Promise<string> => {
  const version = unique('catalogue');
  await importCatalogue(house, operator(), { version, packages });
  await publishCatalogue(house, operator(), { version, effectiveAt });
  return version;
};

export interface SeededPartner extends Owner {
  readonly organisationId: string;
  readonly mode: Mode;
}

interface PartnerSeed {
  readonly mode?: Mode;
  readonly currency?: Currency;
  /** Of its invoices' months; UTC where it is left out. */
  readonly timeZone?: string;
  readonly wallet?: string;
  /** Package ids, each at the list price or its own. */
  readonly approved?: readonly (string | readonly [packageId: string, netPriceMinor: bigint])[];
  readonly excludedMarkets?: readonly string[];
}

/** Creates an organisation of a unique name with what the test needs of it, and gives the owner that its rows have. */
export const seedPartner = async (house: House, seed: PartnerSeed = {}): Promise<SeededPartner> => {
  const { mode = 'sandbox', currency = 'USD', timeZone = 'UTC', wallet, approved = [], excludedMarkets = [] } = seed;
  const organisationId = await createPartner(house, operator(), {
    name: unique('Partner'),
    currency,
    timeZone,
    excludedMarkets,
  });
  const owner = { organisationId, mode };
  if (wallet) {
    const amount = parseMoney(wallet, currency);
    await fundWallet(house, operator(owner), { amount, paymentReference: unique('payment') });
  }
  await approvePackages(
    house,
    operator(owner),
    approved.map((approval) =>
      typeof approval === 'string'
        ? { packageId: approval, netPriceMinor: null }
        : { packageId: approval[0], netPriceMinor: approval[1] },
    ),
  );
  return owner;
};

/** Gives an organisation all approvals of a launch, so that live credentials can be issued to it. */
export const approveForLive = async (house: House, organisationId: string): Promise<void> => {
  await approveLaunch(house, operator({ organisationId, mode: 'sandbox' }), { kinds: APPROVAL_KINDS });
};

/** Keeps evidence of every kind for a launch. */
export const seedEvidence = async (house: House, owner: Owner, reference: string): Promise<void> => {
  for (const kind of EVIDENCE_KINDS) await recordLaunchEvidence(house, operator(owner), { kind, reference });
};

/** Has an endpoint of a partner take a test and refuse one whose signature is wrong; nothing is sent for that. Gives its id. */
export const seedShownWebhooks = async (house: House, owner: Owner): Promise<string> => {
  const call = operator(owner);
  const { endpoint } = await createWebhookEndpoint(house, call, {
    url: 'https://shop.example/webhooks',
    description: null,
    eventTypes: ['*'],
    query: null,
    scopes: [],
    signature: 'hmac',
  });
  const { eventId } = await beginWebhookTest(house, call, { endpointId: endpoint.id });
  const { sequence, occurredAt } = await getEvent(house.database.tables(), owner, eventId);
  await recordTestDelivery(house, call, {
    endpointId: endpoint.id,
    eventId,
    eventOccurredAt: occurredAt,
    sequence,
    startedAt: occurredAt,
    durationMs: 1,
    httpStatus: 204,
    failure: null,
  });
  await recordForgedTest(house, call, { endpointId: endpoint.id, isRefused: true });
  return endpoint.id;
};

/** Has a partner show every check of the launch: with an order of its own, and the rest as evidence. */
export const seedShownChecks = async (house: House, owner: Owner): Promise<void> => {
  const offer = packageDraft('JP', '4.00');
  await seedCatalogue(house, [offer]);
  await approvePackages(house, operator(owner), [{ packageId: offer.packageId, netPriceMinor: null }]);
  const amount = parseMoney('4.00', 'USD');
  await fundWallet(house, operator(owner), { amount, paymentReference: unique('payment') });
  const { subject } = await placeOrder(house, keyedCall(owner, unique('key')), orderInput(unique('order')));
  await seedEvidence(house, owner, subject);
  await seedShownWebhooks(house, owner);
};

/** Issues a credential to an owner and gives its token; a live one comes with the approvals that it needs. */
export const seedCredential = async (
  house: House,
  owner: Owner,
  scopes: readonly Scope[] = ALL_SCOPES,
): Promise<string> => {
  if (owner.mode === 'live') await approveForLive(house, owner.organisationId);
  const issued = await issueCredential(house, operator(owner), { name: unique('credential'), scopes, expiresAt: null });
  return issued.token;
};
