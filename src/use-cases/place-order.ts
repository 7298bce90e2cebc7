import type { Tx } from '../db/transaction.ts';
import { type CataloguePackage, getOffer } from '../domains/catalogue/index.ts';
import * as ledger from '../domains/ledger/index.ts';
import * as orders from '../domains/orders/index.ts';
import * as partners from '../domains/partners/index.ts';
import { assertAvailable, isWithoutFunds, pathOfOrder, priceOnPath } from '../domains/sandbox/index.ts';
import { keyedUseCase } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';
import { newId } from '../kernel/id.ts';
import { type Currency, formatMoney, type Money, money } from '../kernel/money.ts';
import type { SandboxPath } from '../kernel/sandbox-path.ts';

/** What an order asks for. The whole of it is what an idempotency key is bound to. */
export interface PlaceOrder {
  readonly packageId: string;
  readonly partnerOrderId: string;
  readonly customerReference: string | null;
  /** The version in which the caller read the package; null where it does not mind. */
  readonly catalogueVersion: string | null;
  /** The net price that the caller is ready to pay; null where it does not mind. */
  readonly expectedNetPrice: { readonly amountMinor: string; readonly currency: Currency } | null;
}

/** Within this time an order is ready or says why not. */
export const PROVISIONING_WINDOW_MS = 15 * 60_000;

/** Refuses: PRICE_CHANGED where the net price is not the one that the caller expects, or should. */
const assertPriceExpected = ({ price, path }: Purchase, expected: PlaceOrder['expectedNetPrice']): void => {
  if (!expected && path !== 'price-changed') return;
  if (expected && BigInt(expected.amountMinor) === price.minor && expected.currency === price.currency) return;
  throw new Fault('PRICE_CHANGED', { netPrice: { amount: formatMoney(price), currency: price.currency } });
};

/** The package at the owner's net price. */
export interface Purchase {
  readonly offer: CataloguePackage;
  readonly price: Money;
  /** What happens to an order of it in the sandbox; null where it is simply sold. */
  readonly path: SandboxPath | null;
}

/** What the order would buy. Refuses: UNKNOWN_PACKAGE, UNKNOWN_CATALOGUE_VERSION, CATALOGUE_VERSION_RETIRED. */
export const findPurchase = async (tx: Tx, input: PlaceOrder): Promise<Purchase> => {
  const listed = await getOffer(tx, input.packageId, input.catalogueVersion);
  const path = pathOfOrder(tx.owner, input.packageId);
  const offer = path === null ? listed : { ...listed, netPriceMinor: priceOnPath(path, listed.netPriceMinor) };
  return { offer, path, price: money(offer.netPriceMinor, offer.currency as Currency) }; // checked when the price list was imported
};

const NOTHING = { availableMinor: 0n, creditLimitMinor: 0n };

/** Everything that speaks against the purchase but what is in the wallet. Refuses: ORGANISATION_SUSPENDED, MARKET_NOT_ELIGIBLE, PRICE_CHANGED, PACKAGE_UNAVAILABLE, PARTNER_ORDER_ID_TAKEN, INSUFFICIENT_BALANCE for a sandbox package that no wallet covers. */
export const assertPurchase = async (tx: Tx, input: PlaceOrder, purchase: Purchase): Promise<void> => {
  partners.assertMaySell(await partners.getStanding(tx), purchase.offer.iso2);
  assertAvailable(purchase.path);
  assertPriceExpected(purchase, input.expectedNetPrice);
  await orders.assertPartnerOrderIdFree(tx, input.partnerOrderId);
  if (isWithoutFunds(purchase.path)) ledger.assertCovers(tx.actor, NOTHING, purchase.price);
};

/**
 * Holds the net price in the wallet and hands the order to provisioning; no carrier is asked before the hold is committed.
 * Refuses: UNKNOWN_PACKAGE, UNKNOWN_CATALOGUE_VERSION, CATALOGUE_VERSION_RETIRED, PRICE_CHANGED, MARKET_NOT_ELIGIBLE,
 * ORGANISATION_SUSPENDED, PACKAGE_UNAVAILABLE, PARTNER_ORDER_ID_TAKEN, CURRENCY_NOT_APPROVED, INSUFFICIENT_BALANCE, and what the key refuses.
 */
export const placeOrder = keyedUseCase({
  action: 'order.place',
  operation: 'createOrder',
  subject: (_input: PlaceOrder) => newId('order'),
  work: async (tx, input, id) => {
    const purchase = await findPurchase(tx, input);
    await assertPurchase(tx, input, purchase);
    const held = await ledger.reserve(tx, id, purchase.price);
    const order = orders.placeOrder(tx, {
      id,
      partnerOrderId: input.partnerOrderId,
      customerReference: input.customerReference,
      line: purchase.offer,
      expectedReadyBy: new Date(tx.now.getTime() + PROVISIONING_WINDOW_MS),
    });
    return {
      result: order,
      subject: id,
      event: [orders.orderEvent('order.reserved', order), ...(held.event ? [held.event] : [])],
      job: { name: 'provision_order', payload: { orderId: id, ...tx.owner }, key: id },
    };
  },
});
