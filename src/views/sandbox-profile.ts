import { findOrderIdOfIccid } from '../domains/esims/index.ts';
import { type SandboxProfile, sandboxProfile } from '../domains/sandbox/index.ts';
import type { House } from '../door/use-case.ts';

/**
 * The eSIM that an order gets in the sandbox, the same one however often it is asked for: derived from the order's id,
 * and derived again as long as another order has its ICCID.
 */
export const sandboxProfileOf = async (
  { database }: Pick<House, 'database'>,
  orderId: string,
): Promise<SandboxProfile> => {
  for (let round = 0; ; round += 1) {
    const profile = sandboxProfile(orderId, round);
    const holderId = await findOrderIdOfIccid(database.tables(), profile.iccid);
    if (holderId === null || holderId === orderId) return profile;
  }
};
