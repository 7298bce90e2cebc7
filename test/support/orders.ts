import { type LedgerTables, listEntries, listWallets } from '../../src/domains/ledger/index.ts';
import { listOrders } from '../../src/domains/orders/index.ts';
import type { Call, House } from '../../src/door/use-case.ts';
import type { Owner, Partner } from '../../src/kernel/actor.ts';
import { ALL_SCOPES } from '../../src/kernel/scopes.ts';
import type { PlaceOrder } from '../../src/use-cases/place-order.ts';

/** The package that tests order, at 4.00 USD where the seed says nothing else. */
export const JP = 'onyx-connect-jp-3gb-30d';

export const partnerCall = (owner: Owner): Call => ({
  actor: { kind: 'partner', ...owner, credentialId: 'crd_test', scopes: new Set(ALL_SCOPES) } satisfies Partner,
});

export const keyedCall = (owner: Owner, key: string | null) => ({ ...partnerCall(owner), key });

export const systemCall = (owner: Owner): Call => ({ actor: { kind: 'system', name: 'test', owner } });

export const orderInput = (partnerOrderId: string, change: Partial<PlaceOrder> = {}): PlaceOrder => ({
  packageId: JP,
  partnerOrderId,
  customerReference: null,
  catalogueVersion: null,
  expectedNetPrice: null,
  ...change,
});

export const walletOf = async ({ database }: House, owner: Owner) =>
  (await listWallets(database.tables(), owner)).map(({ availableMinor, reservedMinor }) => ({
    available: availableMinor,
    reserved: reservedMinor,
  }))[0];

export const ordersOf = async ({ database }: House, owner: Owner) =>
  (await listOrders(database.tables(), owner, {}, 200, null)).rows;

/** The entries of an owner's wallet, oldest first, at most 200. */
export const entriesOf = async ({ database }: House, owner: Owner, currency = 'USD') =>
  (await listEntries(database.tables<LedgerTables>(), owner, currency, {}, 200, null)).rows.toReversed();
