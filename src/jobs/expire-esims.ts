import { FIRST_OVERDUE, listOverdueEsims, type OverduePosition } from '../domains/esims/index.ts';
import type { House } from '../door/use-case.ts';
import type { Log } from '../kernel/log.ts';
import { advanceEsim } from '../use-cases/advance-esim.ts';

/** eSIMs that are read at a time. */
const CHUNK = 200;

/**
 * Ends the eSIMs whose validity is over, each in a change of its own and by the time of its owner. One that cannot be
 * ended is noted and left for the next time; it keeps none of the others. Gives how many it ended.
 */
export const expireEsims = async (house: House, log: Log, chunk = CHUNK): Promise<number> => {
  await house.clock.catchUp?.();
  let expired = 0;
  for (let after: OverduePosition | undefined = FIRST_OVERDUE; after; ) {
    const overdue = await listOverdueEsims(house.database.tables(), house.clock.now(), chunk, after);
    for (const { iccid, organisationId, mode } of overdue) {
      const owner = { organisationId, mode };
      try {
        const actor = { kind: 'system', name: 'expire_esims', owner } as const;
        await advanceEsim(house, { actor }, { iccid, to: 'expired' });
        expired += 1;
      } catch (error) {
        log.warn({ err: error, iccidEnd: iccid.slice(-4), ...owner }, 'eSIM not expired');
      }
    }
    after = overdue.length < chunk ? undefined : overdue.at(-1);
  }
  return expired;
};
