import { type Money, OnyxError } from '../../client/index.ts';

/** What the tour tells while it walks: a step that begins, or what came of it. */
export interface Told {
  readonly kind: 'step' | 'fact';
  readonly text: string;
}

/** A part of the tour: tells what happens, and ends with what later parts need. */
export type Story<Result = void> = AsyncGenerator<Told, Result, void>;

export const step = (text: string): Told => ({ kind: 'step', text });
export const fact = (text: string): Told => ({ kind: 'fact', text });

/** The server did not do what it promises. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}

/** Throws a BrokenPromise with the sentence that says what was promised. */
export function promised(isKept: boolean, say: string): asserts isKept {
  if (!isKept) throw new BrokenPromise(say);
}

/** Tells of a request that has to be refused with this code, and gives the refusal. */
export async function* refusedWith(code: string, work: Promise<unknown>): Story<OnyxError> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  promised(error !== null, `this is refused with ${code}, and it was not refused`);
  if (!(error instanceof OnyxError)) throw error;
  promised(error.code === code, `this is refused with ${code}, and it was refused with ${error.message}`);
  promised(error.moneyMoved === false, 'a refusal says that no money moved');
  yield fact(`${error.code}: ${error.refusals[0].message} Retry: ${error.retry}. No money moved.`);
  yield fact(`Next: ${error.next}`);
  return error;
}

/** In minor units: amounts come with exactly the currency's decimals. */
export const minorOf = ({ amount }: Money): bigint => BigInt(amount.replace('.', ''));

export const shown = ({ amount, currency }: Money): string => `${amount} ${currency}`;

/** Narrows what the credential's scopes allow to be read: without them it would be null. */
export const present = <Value>(value: Value | null | undefined, say: string): Value => {
  promised(value !== null && value !== undefined, say);
  return value;
};
