import type { OnyxClient, Order } from '../../client/index.ts';
import { type PricedPackage, SANDBOX_PREFIX } from './catalogue-chapter.ts';
import { movementsOf } from './money-chapter.ts';
import { follow, guardedInput, type Purchase, readBalance } from './order-chapter.ts';
import { fact, minorOf, present, promised, type Story, shown, step } from './story.ts';

/** A sandbox package that comes out badly, by how its id ends. */
const findScenario = async (client: OnyxClient, ending: string): Promise<PricedPackage | null> => {
  const { nodes } = await client.packages({ filter: { text: ending }, first: 200 });
  const found = nodes.find(({ packageId }) => packageId.startsWith(SANDBOX_PREFIX) && packageId.endsWith(ending));
  return found ? { package: found, price: present(found.netPrice, 'a package has its net price') } : null;
};

async function* order(
  client: OnyxClient,
  chosen: PricedPackage,
  run: string,
): Story<Purchase & { readonly settled: Order }> {
  const input = guardedInput(chosen, run);
  const placed = await client.createOrder(input, { idempotencyKey: run });
  const settled = yield* follow(client, placed.order.id);
  return { input, idempotencyKey: run, price: chosen.price, order: placed.order, settled };
}

async function* fail(client: OnyxClient, run: string): Story {
  const chosen = await findScenario(client, '-rejected');
  if (!chosen) return;
  yield step('A package that the carrier refuses');
  const before = await readBalance(client);
  const purchase = yield* order(client, chosen, `${run}-rejected`);
  const { status, statusReason, nextAction } = purchase.settled;
  promised(status === 'FAILED', 'an order that the carrier refuses fails');
  promised(statusReason !== null && nextAction !== null, 'a failed order says why, and what to do next');
  yield fact(`Because: ${statusReason}`);
  await movementsOf(client, purchase, ['RESERVE', 'RELEASE']);
  const after = await readBalance(client);
  promised(after.available === before.available && after.reserved === before.reserved, 'a failed order costs nothing');
  yield fact(`${shown(purchase.price)} was held and given back`);
}

async function* wait(client: OnyxClient, run: string): Story {
  const chosen = await findScenario(client, '-review');
  if (!chosen) return;
  yield step('A package that the carrier wants to look at');
  const before = await readBalance(client);
  const purchase = yield* order(client, chosen, `${run}-review`);
  const { status, statusReason } = purchase.settled;
  promised(status === 'MANUAL_REVIEW', 'an order without a clear outcome goes to a review');
  yield fact(`Because: ${statusReason}`);
  await movementsOf(client, purchase, ['RESERVE']);
  const { reserved } = await readBalance(client);
  promised(reserved === before.reserved + minorOf(purchase.price), 'its price stays held until the review is over');
  yield fact(`${shown(purchase.price)} stays held until the operator has settled it`);
}

/** Orders that do not come well, where the sandbox has packages for it. */
export async function* meetTrouble(client: OnyxClient, run: string): Story {
  yield* fail(client, run);
  yield* wait(client, run);
}
