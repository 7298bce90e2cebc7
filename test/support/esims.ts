import type { House } from '../../src/door/use-case.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { makeIccid } from '../../src/kernel/iccid.ts';
import { advanceEsim } from '../../src/use-cases/advance-esim.ts';
import { beginProvisioning } from '../../src/use-cases/begin-provisioning.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { settleProvisioning } from '../../src/use-cases/settle-provisioning.ts';
import { keyedCall, orderInput, systemCall } from './orders.ts';

/** An eSIM that an order bought. */
export interface SeededEsim {
  readonly owner: Owner;
  readonly orderId: string;
  readonly partnerOrderId: string;
  readonly iccid: string;
}

let account = 0;

/** Orders for an owner that can pay for it, and gives the eSIM, ready to be installed. */
export const seedReadyEsim = async (house: House, owner: Owner): Promise<SeededEsim> => {
  account += 1;
  const number = account;
  const partnerOrderId = `esim-${number}`;
  const { subject: orderId } = await placeOrder(
    house,
    keyedCall(owner, `key of ${partnerOrderId}`),
    orderInput(partnerOrderId),
  );
  await beginProvisioning(house, systemCall(owner), { orderId });
  const iccid = makeIccid({ country: '882', issuer: '97', account: number });
  const activation = { smdpAddress: 'smdp.example', matchingId: `MATCHING-${number}-${'R'.repeat(16)}` };
  await settleProvisioning(house, systemCall(owner), { orderId, outcome: { kind: 'ready', iccid, activation } });
  return { owner, orderId, partnerOrderId, iccid };
};

/** The same, installed. */
export const seedInstalledEsim = async (house: House, owner: Owner): Promise<SeededEsim> => {
  const esim = await seedReadyEsim(house, owner);
  await advanceEsim(house, systemCall(owner), { iccid: esim.iccid, to: 'installed' });
  return esim;
};
