import { listOpenOrderIds } from '../domains/orders/index.ts';
import { ADVANCE_SECONDS_MAX, advanceClock, assertSandbox } from '../domains/sandbox/index.ts';
import { type Call, type House, useCase } from '../door/use-case.ts';
import { ownerOf } from '../kernel/actor.ts';
import { badInput } from '../kernel/fault.ts';
import type { JobDraft } from '../records/jobs/index.ts';

interface AdvanceSandboxClock {
  readonly seconds: number;
}

const advance = useCase('sandbox.advance_clock', async (tx, { seconds }: AdvanceSandboxClock) => {
  assertSandbox(tx.owner);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > ADVANCE_SECONDS_MAX) {
    throw badInput({ field: 'seconds', bound: `1 to ${ADVANCE_SECONDS_MAX}: forward only, 400 days at a time` });
  }
  await advanceClock(tx, seconds);
  const { organisationId } = tx.owner;
  const orderIds = await listOpenOrderIds(tx.tables(), tx.owner);
  const provisioning = orderIds.map(
    (orderId): JobDraft => ({ name: 'provision_order', payload: { orderId, ...tx.owner }, key: orderId }),
  );
  const expiry: JobDraft = { name: 'expire_esims', payload: tx.owner, key: `expire ${organisationId}` };
  const months: JobDraft = { name: 'close_months', payload: tx.owner, key: `close ${organisationId}` };
  return { result: null, subject: organisationId, event: null, job: [...provisioning, expiry, months] };
});

/**
 * Moves the time of a sandbox ahead, and has everything looked at that waits for a time: open orders, eSIMs whose validity
 * ends, months that are over, webhooks that are due again. Gives what time it is then. Keys, credentials, limits and the catalogue go by real time.
 * Refuses: SANDBOX_ONLY, BAD_USER_INPUT outside of 1 second to 400 days, or more than five years ahead of real time.
 */
export const advanceSandboxClock = async (house: House, call: Call, input: AdvanceSandboxClock): Promise<Date> => {
  await advance(house, call, input);
  await house.clock.catchUp?.();
  return house.clock.now(ownerOf(call.actor));
};
