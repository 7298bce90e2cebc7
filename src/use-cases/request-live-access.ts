import { findApprovedVersion } from '../domains/catalogue/index.ts';
import * as launch from '../domains/launch/index.ts';
import { findFirstOrder } from '../domains/orders/index.ts';
import { findFirstWebhooks } from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';

/**
 * Asks the operator for live access. A request that waits takes another support path or note, and an approval of the former
 * is taken back; the same one again, or one after the approval of all, changes nothing.
 * Refuses: LAUNCH_CHECKS_MISSING, naming the checks that the organisation's sandbox traffic does not show yet.
 */
export const requestLiveAccess = useCase('launch.request', async (tx, input: launch.LiveAccessRequest) => {
  const { organisationId } = tx.owner;
  const sandbox = { organisationId, mode: 'sandbox' } as const;
  const version = await findApprovedVersion(tx.tables(), sandbox, tx.now);
  const order = await findFirstOrder(tx.tables(), sandbox);
  const webhooks = await findFirstWebhooks(tx.tables(), sandbox);
  const evidence = await launch.listEvidence(tx.tables(), sandbox);
  const missing = launch.missingChecks(launch.checkLaunch(launch.sightingsOf({ version, order, webhooks, evidence })));
  if (missing.length > 0) throw new Fault('LAUNCH_CHECKS_MISSING', { missing: launch.shownChecks(missing) });
  const isChanged = await launch.requestLiveAccess(tx, input);
  return { result: isChanged, subject: isChanged ? organisationId : null, event: null };
});
