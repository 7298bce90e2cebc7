import type { JobHelpers } from 'graphile-worker';
import { getOrder, type Order } from '../domains/orders/index.ts';
import type { Call } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import type { JobPayloads } from '../records/jobs/index.ts';
import { advanceEsim } from '../use-cases/advance-esim.ts';
import { type CancellationOutcome, endCancellation } from '../use-cases/end-cancellation.ts';
import { ASKING_ENDS_MS, askAgainAfter, askCarrier, BRISK, PATIENT, startAt, timeOf } from './ask-again.ts';
import type { ProvisionOrderNeeds } from './provision-order.ts';

const isOver = ({ status }: Order): boolean => status === 'failed' || status === 'refunded';

/** Since when an order's profile is to be taken back; null where it is not to be, any more. */
const wantedSince = (order: Order): Date | null => (isOver(order) ? order.updatedAt : order.cancelRequestedAt);

const FRESH_MS = 600_000;

/** When to ask again; null where the carrier was asked for a day. */
const nextQuestionAt = (since: Date, now: Date): Date | null => {
  const waitedMs = now.getTime() - since.getTime();
  return waitedMs < ASKING_ENDS_MS ? askAgainAfter(since, now, waitedMs < FRESH_MS ? BRISK : PATIENT) : null;
};

/**
 * Settles what the carrier said. A device that has the eSIM of an order which is over cannot be helped any more; of one
 * that failed, the eSIM is not even known here.
 */
const settle = async (
  { house, log }: ProvisionOrderNeeds,
  call: Call,
  order: Order,
  iccid: string,
  outcome: CancellationOutcome,
): Promise<void> => {
  if (outcome === 'downloaded' && !isOver(order)) await advanceEsim(house, call, { iccid, to: 'downloaded' });
  const ended = await endCancellation(house, call, { orderId: order.id, outcome });
  if (isOver(ended) && outcome !== 'cancelled')
    log.warn({ orderId: order.id, outcome }, 'the eSIM of an order that is over was not taken back');
};

/**
 * Has the carrier take back a profile that nobody is to use. Of an order that waits for it, the answer decides: taken back,
 * its price is refunded; fetched by a device, the order goes on; without an answer within a day, too. An order that is
 * over already stays as it is. It may be run again at any point, also twice at once: money moves once.
 */
export const cancelEsim =
  (needs: ProvisionOrderNeeds) =>
  async (payload: JobPayloads['cancel_esim'], queue: Pick<JobHelpers, 'addJob'>): Promise<void> => {
    const { house, carrierOf, log } = needs;
    const { orderId, iccid, organisationId, mode } = payload;
    const owner: Owner = { organisationId, mode };
    const call: Call = { actor: { kind: 'system', name: 'cancel_esim', owner } };
    const order = await getOrder(house.database.tables(), owner, { id: orderId });
    const since = wantedSince(order);
    if (!since) return;
    const answer = await askCarrier(log, orderId, () => carrierOf(mode).cancel({ reference: orderId, iccid }));
    if (answer && answer !== 'unknown') return settle(needs, call, order, iccid, answer);
    const dueAt = nextQuestionAt(since, await timeOf(house.clock, owner));
    if (!dueAt) return settle(needs, call, order, iccid, 'unanswered');
    const runAt = startAt(house.clock, owner, dueAt);
    await queue.addJob('cancel_esim', payload, {
      jobKey: `cancel ${iccid}`,
      runAt,
      jobKeyMode: 'preserve_run_at',
    });
  };
