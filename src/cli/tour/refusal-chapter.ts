import { isDeepStrictEqual } from 'node:util';
import type { OnyxClient } from '../../client/index.ts';
import { type Purchase, readBalance } from './order-chapter.ts';
import { promised, refusedWith, type Story, step } from './story.ts';

const NO_ORDER = `ord_${'0'.repeat(26)}`;

/** Asks for what cannot be had: each refusal says why and what to do, and nothing of it costs anything. */
export async function* bePutOff(client: OnyxClient, { input, idempotencyKey, price }: Purchase): Story {
  const before = await readBalance(client);
  const keyOf = (name: string) => ({ idempotencyKey: `${idempotencyKey}-${name}` });
  const another = { ...input, partnerOrderId: `${input.partnerOrderId}-refused` };

  yield step('A package that nobody sells');
  yield* refusedWith('UNKNOWN_PACKAGE', client.package('onyx-connect-atlantis-1gb-1d'));

  yield step("An order that is not there, or is another organisation's");
  yield* refusedWith('ORDER_NOT_FOUND', client.order({ id: NO_ORDER }));

  yield step('An order without an idempotency key');
  yield* refusedWith('IDEMPOTENCY_KEY_REQUIRED', client.createOrder(another, { idempotencyKey: null }));

  yield step('An order at a price that is not the price');
  const wrong = { ...another, expectedNetPrice: { ...price, amount: `1${price.amount}` } };
  const { details } = yield* refusedWith('PRICE_CHANGED', client.createOrder(wrong, keyOf('price')));
  promised(isDeepStrictEqual(details.netPrice, price), 'the refusal names the right price');

  yield step('Another order under my order number');
  yield* refusedWith('PARTNER_ORDER_ID_TAKEN', client.createOrder(input, keyOf('taken')));

  promised(isDeepStrictEqual(await readBalance(client), before), 'refused requests leave the wallet as it was');
}
