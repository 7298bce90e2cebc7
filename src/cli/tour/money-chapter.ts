import type { LedgerEntry, LedgerEntryType, OnyxClient } from '../../client/index.ts';
import { type Balance, type Purchase, readBalance } from './order-chapter.ts';
import { fact, minorOf, promised, type Story, shown, step } from './story.ts';

/** The movements of an order, oldest first. Promises which they are, and that each moves the whole price. */
export const movementsOf = async (
  client: OnyxClient,
  { order, price }: Purchase,
  types: readonly LedgerEntryType[],
): Promise<readonly LedgerEntry[]> => {
  const { nodes } = await client.ledgerEntries({ filter: { orderId: order.id } });
  const entries = nodes.toReversed();
  const found = entries.map(({ type }) => type);
  promised(found.join() === types.join(), `the ledger has ${types.join(', ')} for it, and it has ${found.join(', ')}`);
  promised(
    entries.every(({ amount }) => minorOf(amount) === minorOf(price)),
    'each movement is of the price',
  );
  return entries;
};

/** Compares the wallet before and after a purchase with the ledger. */
export async function* settle(client: OnyxClient, purchase: Purchase, before: Balance): Story {
  yield step('Does the money add up?');
  const after = await readBalance(client);
  promised(after.available === before.available - minorOf(purchase.price), 'the wallet paid the price once');
  promised(after.reserved === before.reserved, 'nothing stays held for a finished order');
  const { available, reserved } = await client.wallet();
  yield fact(`Available ${shown(available)}, reserved ${shown(reserved)}`);

  for (const entry of await movementsOf(client, purchase, ['RESERVE', 'CAPTURE'])) {
    yield fact(
      `${entry.type} ${shown(entry.amount)}: then ${shown(entry.availableAfter)} available, ${shown(entry.reservedAfter)} reserved`,
    );
  }
}
