import type { JobHelpers } from 'graphile-worker';
import { getPackage } from '../domains/catalogue/index.ts';
import type { Carrier, CarrierAnswer } from '../domains/esims/index.ts';
import type { Order } from '../domains/orders/index.ts';
import type { Call, House } from '../door/use-case.ts';
import type { Mode, Owner } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';
import type { Log } from '../kernel/log.ts';
import type { JobPayloads } from '../records/jobs/index.ts';
import { beginProvisioning } from '../use-cases/begin-provisioning.ts';
import { type ProvisioningOutcome, settleProvisioning, UNSETTLED } from '../use-cases/settle-provisioning.ts';
import { ASKING_ENDS_MS, askAgainAfter, askCarrier, BRISK, PATIENT, startAt, timeOf } from './ask-again.ts';

export interface ProvisionOrderNeeds {
  readonly house: House;
  readonly carrierOf: (mode: Mode) => Carrier;
  readonly log: Log;
}

/** What the carrier says; pending where it says nothing. */
const ask = async ({ house, carrierOf, log }: ProvisionOrderNeeds, order: Order, now: Date): Promise<CarrierAnswer> => {
  const bought = await getPackage(house.database.tables(), order.catalogueVersionId, order.packageId);
  const request = {
    reference: order.id,
    packageId: order.packageId,
    dataMb: bought.dataMb,
    validityDays: bought.validityDays,
    askedAt: order.createdAt,
    now,
  };
  const answer = await askCarrier(log, order.id, () => carrierOf(order.mode).prepare(request));
  return answer ?? { kind: 'pending', askAgainAt: askAgainAfter(order.createdAt, now, BRISK) };
};

/** What an answer means for an order; null while there is still time to wait for another one. */
const outcomeOf = (order: Order, answer: CarrierAnswer, now: Date): ProvisioningOutcome | null => {
  if (answer.kind === 'rejected') return { kind: 'failed', reason: answer.reason };
  if (answer.kind !== 'pending') return answer;
  return now < windowEndOf(order) ? null : { kind: 'review', reason: 'CARRIER_UNREACHABLE' };
};

const windowEndOf = ({ expectedReadyBy, createdAt }: Order): Date => expectedReadyBy ?? createdAt;

/** Settles an order. Where the carrier gave it what another order has, it waits for a check by hand or a better answer. */
const settle = async (
  { house, log }: ProvisionOrderNeeds,
  call: Call,
  orderId: string,
  outcome: ProvisioningOutcome,
): Promise<Order> => {
  try {
    return await settleProvisioning(house, call, { orderId, outcome });
  } catch (error) {
    if (!(error instanceof Fault && error.code === 'ICCID_TAKEN')) throw error;
    log.error({ orderId }, 'the carrier prepared an eSIM that another order has');
    const review = { kind: 'review', reason: 'CARRIER_ICCID_TAKEN' } as const;
    return settleProvisioning(house, call, { orderId, outcome: review });
  }
};

/** When the carrier is asked again about an order that is not settled; null where it was asked for a day. */
const nextQuestionAt = (order: Order, answer: CarrierAnswer, now: Date): Date | null => {
  if (order.status === 'provisioning' && answer.kind === 'pending') {
    return new Date(Math.min(answer.askAgainAt.getTime(), windowEndOf(order).getTime()));
  }
  const next = askAgainAfter(order.createdAt, now, PATIENT);
  return next.getTime() - order.createdAt.getTime() <= ASKING_ENDS_MS ? next : null;
};

/** Says that an order of a real customer waits for the operator from now on; in the sandbox that is a partner's test. */
const tellOfReview = (log: Log, { id: orderId, mode, statusReason: reason }: Order): void =>
  log[mode === 'live' ? 'warn' : 'info']({ orderId, reason }, 'an order waits for a check by hand');

/**
 * Provisions one order: claims it, asks the carrier with the order's id as reference, and settles what came of it. An order
 * that went to a check by hand is asked about for a day more, for an answer may still come. It may be run again at any
 * point, also twice at once: the claim and the settlement each happen once.
 */
export const provisionOrder =
  (needs: ProvisionOrderNeeds) =>
  async (payload: JobPayloads['provision_order'], queue: Pick<JobHelpers, 'addJob'>): Promise<void> => {
    const { house } = needs;
    const owner: Owner = { organisationId: payload.organisationId, mode: payload.mode };
    const call: Call = { actor: { kind: 'system', name: 'provision_order', owner } };
    const now = await timeOf(house.clock, owner);
    const claimed = await beginProvisioning(house, call, { orderId: payload.orderId });
    if (!UNSETTLED.includes(claimed.status)) return;
    const answer = await ask(needs, claimed, now);
    const outcome = outcomeOf(claimed, answer, now);
    const order = outcome ? await settle(needs, call, claimed.id, outcome) : claimed;
    if (order.status !== claimed.status && order.status === 'manual_review') tellOfReview(needs.log, order);
    if (!UNSETTLED.includes(order.status)) return;
    const dueAt = nextQuestionAt(order, answer, now);
    if (!dueAt) return;
    const runAt = startAt(house.clock, owner, dueAt);
    await queue.addJob('provision_order', payload, {
      jobKey: order.id,
      runAt,
      jobKeyMode: 'preserve_run_at', // one that was added meanwhile is not put off
    });
  };
