import type { Tx } from '../db/transaction.ts';
import { type CataloguePackage, getOffer } from '../domains/catalogue/index.ts';
import * as ledger from '../domains/ledger/index.ts';
import * as orders from '../domains/orders/index.ts';
import * as partners from '../domains/partners/index.ts';
import { keyedUseCase } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';
import { newId } from '../kernel/id.ts';
import { type Currency, formatMoney, type Money, money } from '../kernel/money.ts';

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

/** Refuses: PRICE_CHANGED where the net price is not the one that the caller expects. */
const assertPriceExpected = (price: Money, expected: PlaceOrder['expectedNetPrice']): void => {
  if (!expected) return;
  if (BigInt(expected.amountMinor) === price.minor && expected.currency === price.currency) return;
  throw new Fault('PRICE_CHANGED', { netPrice: { amount: formatMoney(price), currency: price.currency } });
};

/** The package at the owner's net price. */
export interface Purchase {
  readonly offer: CataloguePackage;
  readonly price: Money;
}

/** What the order would buy. Refuses: UNKNOWN_PACKAGE, UNKNOWN_CATALOGUE_VERSION, CATALOGUE_VERSION_RETIRED. */
export const findPurchase = async (tx: Tx, input: PlaceOrder): Promise<Purchase> => {
  const offer = await getOffer(tx, input.packageId, input.catalogueVersion);
  return { offer, price: money(offer.netPriceMinor, offer.currency as Currency) }; // checked when the price list was imported
};

/** Everything that speaks against the purchase but the wallet. Refuses: ORGANISATION_SUSPENDED, MARKET_NOT_ELIGIBLE, PRICE_CHANGED, PARTNER_ORDER_ID_TAKEN. */
export const assertPurchase = async (tx: Tx, input: PlaceOrder, { offer, price }: Purchase): Promise<void> => {
  partners.assertMaySell(await partners.getStanding(tx), offer.iso2);
  assertPriceExpected(price, input.expectedNetPrice);
  await orders.assertPartnerOrderIdFree(tx, input.partnerOrderId);
};

/**
 * Holds the net price in the wallet and hands the order to provisioning; no carrier is asked before the hold is committed.
 * Refuses: UNKNOWN_PACKAGE, UNKNOWN_CATALOGUE_VERSION, CATALOGUE_VERSION_RETIRED, PRICE_CHANGED, MARKET_NOT_ELIGIBLE,
 * ORGANISATION_SUSPENDED, PARTNER_ORDER_ID_TAKEN, INSUFFICIENT_BALANCE, and what the key refuses.
 */
export const placeOrder = keyedUseCase({
  action: 'order.place',
  operation: 'createOrder',
  subject: (_input: PlaceOrder) => newId('order'),
  work: async (tx, input, id) => {
    const purchase = await findPurchase(tx, input);
    await assertPurchase(tx, input, purchase);
    await ledger.reserve(tx, id, purchase.price);
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
      event: orders.orderEvent('order.reserved', order),
      job: { name: 'provision_order', payload: { orderId: id, ...tx.owner }, key: id },
    };
  },
});
