import { aborted } from './attempt-failure.ts';
import type { OrderFieldsFragment } from './generated/graphql.ts';
import { OnyxError } from './onyx-error.ts';
import type { Runtime } from './runtime.ts';
import type { RequestOptions } from './transport.ts';
import type { AnyWebhookEvent } from './webhook-event.ts';

export interface WaitOptions extends RequestOptions {
  /** Milliseconds after which the order is given as it stands: 600,000. */
  readonly patienceMs?: number;
  /** Told of the order first as it is, and whenever its status is another one. */
  readonly onStatus?: (order: OrderFieldsFragment) => void;
}

/** An order that was followed. */
export interface FollowedOrder {
  readonly order: OrderFieldsFragment;
  /** Whether it is at its end: ready, installed, failed or refunded. False where it waits for a check by hand, or patience ended. */
  readonly isSettled: boolean;
  /** Why it could not be looked at any more, such as a credential without orders:read; null where it could. */
  readonly refusal: OnyxError | null;
}

/** An order that is to be followed. */
export interface Following {
  readonly first: OrderFieldsFragment;
  readonly read: () => Promise<OrderFieldsFragment>;
  readonly runtime: Runtime;
  /** The key under which it was placed, where that was part of the call. */
  readonly idempotencyKey: string | null;
  readonly options: WaitOptions;
}

const PATIENCE_MS = 600_000;
const FIRST_PAUSE_MS = 1_000;
const PAUSE_MAX_MS = 30_000;

const SETTLED: readonly OrderFieldsFragment['status'][] = ['ESIM_READY', 'INSTALLED', 'FAILED', 'REFUNDED'];

/** Rings while somebody listens, also between two rests. */
class Bell {
  #hasRung = false;
  #wake = new AbortController();

  ring(): void {
    this.#hasRung = true;
    this.#wake.abort();
  }

  /** Ends when it rings, or has rung since the last rest; after the milliseconds; or when the signal is aborted. */
  async rest({ sleep }: Runtime, ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#hasRung) await sleep(ms, AbortSignal.any([signal, this.#wake.signal]));
    this.#hasRung = false;
    this.#wake = new AbortController();
  }
}

/** Follows orders by asking for them with longer and longer pauses, or at once where a webhook tells of one. */
export class OrderWatch {
  readonly #bells = new Map<string, Set<Bell>>();

  /** Takes in an event of the partner's receiver. */
  deliver({ data: { orderId } }: AnyWebhookEvent): void {
    for (const bell of this.#bells.get(orderId ?? '') ?? []) bell.ring();
  }

  /** Gives the order at its end, in MANUAL_REVIEW, when patience ends, or when it is not shown any more. Refuses: ABORTED. */
  async follow(following: Following): Promise<FollowedOrder> {
    const { id } = following.first;
    const bell = new Bell();
    const bells = this.#bells.get(id) ?? new Set();
    this.#bells.set(id, bells.add(bell));
    try {
      return await look(following, bell);
    } finally {
      bells.delete(bell);
      if (bells.size === 0) this.#bells.delete(id);
    }
  }
}

const look = async (following: Following, bell: Bell): Promise<FollowedOrder> => {
  const { first, read, runtime, idempotencyKey, options } = following;
  const { patienceMs = PATIENCE_MS, signal = new AbortController().signal, onStatus } = options;
  const endsAt = runtime.now().getTime() + patienceMs;
  onStatus?.(first);
  for (let order = first, pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(PAUSE_MAX_MS, pauseMs * 2)) {
    if (SETTLED.includes(order.status)) return { order, isSettled: true, refusal: null };
    const leftMs = endsAt - runtime.now().getTime();
    if (order.status === 'MANUAL_REVIEW' || leftMs <= 0) return { order, isSettled: false, refusal: null };
    // Half of the pause is by chance, so that many orders are not asked for at once.
    await bell.rest(runtime, Math.min(leftMs, pauseMs * (0.5 + runtime.random() / 2)), signal);
    // The order is there, so nobody may say that no money moved.
    if (signal.aborted) throw aborted({ idempotencyKey, attempts: 0, isOpen: true, signal });
    const seen = await readAgain(order, read);
    if (seen instanceof OnyxError) return { order, isSettled: false, refusal: seen };
    if (seen.status !== order.status) onStatus?.(seen);
    order = seen;
  }
};

/** The order as it is now, or as it was where the API is away for a while: the next look will tell. */
const readAgain = (
  order: OrderFieldsFragment,
  read: () => Promise<OrderFieldsFragment>,
): Promise<OrderFieldsFragment | OnyxError> =>
  read().catch((error: unknown) => {
    if (!(error instanceof OnyxError)) throw error;
    return error.code === 'ABORTED' || error.isTransient ? order : error;
  });
