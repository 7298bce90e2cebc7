import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateOrderDocument,
  type CreateOrderInput,
  type Money,
  type OnyxClient,
  type Order,
} from '../../client/index.ts';
import type { PricedPackage } from './catalogue-chapter.ts';
import { fact, minorOf, promised, refusedWith, type Story, shown, step } from './story.ts';

/** An order of the tour, with all that it was placed with. */
export interface Purchase {
  readonly input: CreateOrderInput;
  readonly idempotencyKey: string;
  readonly price: Money;
  readonly order: Order;
}

/** A wallet in minor units. */
export interface Balance {
  readonly available: bigint;
  readonly reserved: bigint;
}

const POLL_MS = 250;
const POLLS_MAX = 240;
const ON_ITS_WAY: readonly Order['status'][] = ['CREATED', 'RESERVED', 'PROVISIONING'];

export const readBalance = async (client: OnyxClient): Promise<Balance> => {
  const { available, reserved } = await client.wallet();
  return { available: minorOf(available), reserved: minorOf(reserved) };
};

/** The input of an order that is refused rather than placed at another price or from another catalogue. */
export const guardedInput = (chosen: PricedPackage, partnerOrderId: string): CreateOrderInput => ({
  packageId: chosen.package.packageId,
  partnerOrderId,
  catalogueVersion: chosen.package.catalogueVersion,
  expectedNetPrice: { amount: chosen.price.amount, currency: chosen.price.currency },
});

/** Follows an order, telling each new status, until it has its outcome. */
export async function* follow(client: OnyxClient, id: string): Story<Order> {
  let told: Order['status'] | null = null;
  for (let poll = 0; poll < POLLS_MAX; poll += 1) {
    const order = await client.order({ id });
    if (order.status !== told) yield fact(`${order.status}${order.nextAction ? `: ${order.nextAction}` : ''}`);
    told = order.status;
    if (!ON_ITS_WAY.includes(order.status)) return order;
    await sleep(POLL_MS);
  }
  promised(false, `an order has its outcome within ${(POLL_MS * POLLS_MAX) / 1000} seconds`);
}

/** Asks what an order would cost before it is placed. */
export async function* ask(client: OnyxClient, input: CreateOrderInput, price: Money, before: Balance): Story {
  yield step('What would it cost me?');
  const { netPrice, availableAfter, refusal } = await client.quote(input, { money: true });
  promised(refusal === null, `an order of it would be placed, not refused (${refusal?.code}: ${refusal?.message})`);
  promised(netPrice !== null && minorOf(netPrice) === minorOf(price), 'a quote has the price of the catalogue');
  promised(
    availableAfter !== null &&
      availableAfter !== undefined &&
      minorOf(availableAfter) === before.available - minorOf(price),
    'a quote says what will be left in the wallet',
  );
  yield fact(`${shown(netPrice)}, which leaves ${shown(availableAfter)}`);
}

/** Places an order, and shows that sending it again changes nothing. */
export async function* buy(
  client: OnyxClient,
  input: CreateOrderInput,
  {
    price,
    idempotencyKey,
    before,
  }: { readonly price: Money; readonly idempotencyKey: string; readonly before: Balance },
): Story<Purchase> {
  const left = before.available - minorOf(price);

  yield step('Order it, under an idempotency key');
  const { order, replayed } = await client.createOrder(input, { idempotencyKey });
  promised(!replayed, 'a new key places a new order');
  yield fact(`${order.id} for ${order.partnerOrderId}: ${order.status}`);
  promised(
    (await readBalance(client)).available === left,
    'an order takes exactly its net price from what is available',
  );
  yield fact(`The wallet holds ${shown(price)} for it`);

  yield step('The answer got lost? Send the same again');
  const again = await client.request(CreateOrderDocument, { input }, { idempotencyKey });
  promised(again.data.createOrder.order.id === order.id, 'the same key and input give the same order');
  promised(
    again.data.createOrder.replayed && again.replayed,
    'a repeat says that it is one, in the body and in the header',
  );
  promised((await readBalance(client)).available === left, 'a repeat costs nothing');
  yield fact(`${order.id} again, marked as replayed; the wallet has not changed`);

  yield step('The same key for something else');
  const other = { ...input, partnerOrderId: `${input.partnerOrderId}-other` };
  yield* refusedWith('IDEMPOTENCY_CONFLICT', client.createOrder(other, { idempotencyKey }));

  yield step('What became of my key?');
  const outcome = await client.idempotencyKey(idempotencyKey);
  promised(outcome.state === 'COMPLETED' && outcome.order?.id === order.id, 'a key that placed an order names it');
  const unused = await client.idempotencyKey(`${idempotencyKey}-unused`);
  promised(unused.state === 'NEVER_SEEN' && unused.order === null, 'a key that nobody used was never seen');
  yield fact(`${outcome.state}: ${outcome.order.id}. One that I never used: ${unused.state}`);
  return { input, idempotencyKey, price, order };
}

/** Waits for the eSIM, and reads all that happened. */
export async function* receive(client: OnyxClient, { order }: Purchase): Story {
  yield step('Follow it until the eSIM is ready');
  const settled = yield* follow(client, order.id);
  promised(settled.status === 'ESIM_READY', 'an order of an ordinary package ends with an eSIM');
  const { esim, timeline } = await client.order({ partnerOrderId: order.partnerOrderId }, { esim: true });
  promised(esim?.activationAvailable === true, 'the eSIM of a ready order can be installed');
  yield fact(`eSIM ${esim.iccid.slice(0, 2)}…${esim.iccid.slice(-4)}: ${esim.status}`);
  for (const { type, occurredAt } of timeline) yield fact(`${occurredAt}  ${type}`);
  const moments = timeline.map(({ occurredAt }) => occurredAt);
  promised(
    moments.length > 0 && moments.every((at, index) => index === 0 || at >= (moments[index - 1] ?? at)),
    'a timeline goes from old to new',
  );
}
