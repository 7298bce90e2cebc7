import type { OnyxClient } from '../../client/index.ts';
import { browse, introduce } from './catalogue-chapter.ts';
import { settle } from './money-chapter.ts';
import { ask, buy, guardedInput, readBalance, receive } from './order-chapter.ts';
import { bePutOff } from './refusal-chapter.ts';
import { meetTrouble } from './scenario-chapter.ts';
import type { Story } from './story.ts';

/**
 * A partner's first day, told as it happens. Throws a BrokenPromise where the server does not do what it promises.
 * `run` is new on every walk: order numbers and keys are made from it.
 */
export async function* firstDay(client: OnyxClient, run: string): Story {
  yield* introduce(client);
  const chosen = yield* browse(client);
  const before = await readBalance(client);
  const input = guardedInput(chosen, run);
  yield* ask(client, input, chosen.price, before);
  const purchase = yield* buy(client, input, { price: chosen.price, idempotencyKey: run, before });
  yield* receive(client, purchase);
  yield* settle(client, purchase, before);
  yield* bePutOff(client, purchase);
  yield* meetTrouble(client, run);
}
