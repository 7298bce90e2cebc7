import type { CataloguePackage } from '../domains/catalogue/index.ts';
import { assertCovers, getWallet } from '../domains/ledger/index.ts';
import type { Call, House } from '../door/use-case.ts';
import { ownerOf } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';
import type { Money } from '../kernel/money.ts';
import { assertPurchase, findPurchase, type PlaceOrder } from './place-order.ts';

/** What `placeOrder` would say to an input right now. */
export interface OrderQuote {
  readonly offer: CataloguePackage | null;
  readonly price: Money | null;
  /** The available balance after the order in minor units; null where it would be refused. */
  readonly availableAfterMinor: bigint | null;
  readonly refusal: Fault | null;
}

const refused = (error: unknown, quote: Pick<OrderQuote, 'offer' | 'price'>): OrderQuote => {
  if (!(error instanceof Fault)) throw error;
  return { ...quote, availableAfterMinor: null, refusal: error };
};

/** Makes every check of `placeOrder` with the same code, and changes nothing. A refusal is part of the answer, never thrown. */
export const quoteOrder = (house: House, call: Call, input: PlaceOrder): Promise<OrderQuote> =>
  house.database.transaction(
    {
      actor: call.actor,
      now: house.clock.now(ownerOf(call.actor)),
      realNow: house.clock.now(),
      requestId: call.requestId ?? null,
    },
    async (tx) => {
      let found: Pick<OrderQuote, 'offer' | 'price'> = { offer: null, price: null };
      try {
        const purchase = await findPurchase(tx, input);
        const { price } = purchase;
        found = purchase;
        await assertPurchase(tx, input, purchase);
        const wallet = await getWallet(tx.tables(), tx.owner, price.currency);
        assertCovers(tx.actor, wallet, price);
        return { ...found, availableAfterMinor: wallet.availableMinor - price.minor, refusal: null };
      } catch (error) {
        return refused(error, found);
      }
    },
  );
