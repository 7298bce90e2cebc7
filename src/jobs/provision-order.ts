import type { JobHelpers } from 'graphile-worker';
import { getPackage } from '../domains/catalogue/index.ts';
import type { Carrier, CarrierAnswer } from '../domains/esims/index.ts';
import type { Order } from '../domains/orders/index.ts';
import type { Call, House } from '../door/use-case.ts';
import type { Mode, Owner } from '../kernel/actor.ts';
import type { Log } from '../kernel/log.ts';
import type { JobPayloads } from '../records/jobs/index.ts';
import { beginProvisioning } from '../use-cases/begin-provisioning.ts';
import { type ProvisioningOutcome, settleProvisioning } from '../use-cases/settle-provisioning.ts';

export interface ProvisionOrderNeeds {
  readonly house: House;
  readonly carrierOf: (mode: Mode) => Carrier;
  readonly log: Log;
}

const ASK_AGAIN_MIN_MS = 1_000;
const ASK_AGAIN_MAX_MS = 60_000;

/** When to ask again after no clear answer: half as long as the order has waited, so that the questions thin out. */
const askAgainAfter = (order: Order, now: Date): Date => {
  const waitedMs = now.getTime() - order.createdAt.getTime();
  return new Date(now.getTime() + Math.min(ASK_AGAIN_MAX_MS, Math.max(ASK_AGAIN_MIN_MS, waitedMs / 2)));
};

/** Asks the carrier outside any transaction. That it cannot be reached means that nothing is known. */
const ask = async ({ house, carrierOf, log }: ProvisionOrderNeeds, order: Order): Promise<CarrierAnswer> => {
  const bought = await getPackage(house.database.tables(), order.catalogueVersionId, order.packageId);
  try {
    return await carrierOf(order.mode).prepare({
      reference: order.id,
      packageId: order.packageId,
      dataMb: bought.dataMb,
      validityDays: bought.validityDays,
      askedAt: order.createdAt,
    });
  } catch (error) {
    log.warn({ orderId: order.id, err: error }, 'carrier gave no answer');
    return { kind: 'pending', askAgainAt: askAgainAfter(order, house.clock.now()) };
  }
};

const outcomeOf = (answer: Exclude<CarrierAnswer, { kind: 'pending' }>): ProvisioningOutcome =>
  answer.kind === 'rejected' ? { kind: 'failed', reason: answer.reason } : answer;

/**
 * Provisions one order: claims it, asks the carrier with the order's id as reference, and settles what came of it. It may
 * be run again at any point, also twice at once: the claim and the settlement each happen once.
 */
export const provisionOrder =
  (needs: ProvisionOrderNeeds) =>
  async (payload: JobPayloads['provision_order'], queue: Pick<JobHelpers, 'addJob'>): Promise<void> => {
    const { house } = needs;
    const owner: Owner = { organisationId: payload.organisationId, mode: payload.mode };
    const call: Call = { actor: { kind: 'system', name: 'provision_order', owner } };
    const order = await beginProvisioning(house, call, { orderId: payload.orderId });
    if (order.status !== 'provisioning') return;
    const answer = await ask(needs, order);
    const windowEnd = order.expectedReadyBy ?? order.createdAt;
    if (answer.kind !== 'pending') {
      await settleProvisioning(house, call, { orderId: order.id, outcome: outcomeOf(answer) });
    } else if (house.clock.now() >= windowEnd) {
      const outcome = { kind: 'review', reason: 'CARRIER_UNREACHABLE' } as const;
      await settleProvisioning(house, call, { orderId: order.id, outcome });
    } else {
      const runAt = new Date(Math.min(answer.askAgainAt.getTime(), windowEnd.getTime()));
      await queue.addJob('provision_order', payload, { jobKey: order.id, runAt });
    }
  };
