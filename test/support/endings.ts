import type { CancellationAnswer, Carrier, CarrierAnswer } from '../../src/domains/esims/index.ts';
import { getOrder } from '../../src/domains/orders/index.ts';
import type { House } from '../../src/door/use-case.ts';
import { cancelEsim } from '../../src/jobs/cancel-esim.ts';
import { type ProvisionOrderNeeds, provisionOrder } from '../../src/jobs/provision-order.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { makeIccid } from '../../src/kernel/iccid.ts';
import type { Log } from '../../src/kernel/log.ts';
import { beginProvisioning } from '../../src/use-cases/begin-provisioning.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { type ProvisioningOutcome, settleProvisioning } from '../../src/use-cases/settle-provisioning.ts';
import { JP, keyedCall, orderInput, systemCall } from './orders.ts';
import { seedPartner } from './seed.ts';

/** An order on its way to an end, and the ICCID that the carrier gives it. */
export interface Ending {
  readonly owner: Owner;
  readonly orderId: string;
  readonly iccid: string;
}

let account = 0;

/** An order of 4.00 USD in a wallet of 10.00, with its price held. */
export const reservedOrder = async (house: House): Promise<Ending> => {
  const owner = await seedPartner(house, { wallet: '10.00', approved: [JP] });
  const { subject: orderId } = await placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1'));
  account += 1;
  return { owner, orderId, iccid: makeIccid({ country: '882', issuer: '97', account }) };
};

/** That the carrier prepared the eSIM of an order. */
export const readyOutcome = ({ iccid }: Ending) =>
  ({ kind: 'ready', iccid, activation: { smdpAddress: 'smdp.example', matchingId: 'MATCH' } }) as const;

/** An order that the carrier was asked about, and what came of it. */
export const settledOrder = async (house: House, outcome?: ProvisioningOutcome | 'ready'): Promise<Ending> => {
  const ending = await reservedOrder(house);
  const call = systemCall(ending.owner);
  await beginProvisioning(house, call, { orderId: ending.orderId });
  if (outcome) {
    const said = outcome === 'ready' ? readyOutcome(ending) : outcome;
    await settleProvisioning(house, call, { orderId: ending.orderId, outcome: said });
  }
  return ending;
};

export const orderOf = ({ database }: House, { owner, orderId }: Ending) =>
  getOrder(database.tables(), owner, { id: orderId });

/** A carrier that gives these answers; without one it cannot be reached. */
export const carrierSaying = (says: {
  readonly prepare?: CarrierAnswer;
  readonly cancel?: CancellationAnswer;
}): Carrier => {
  const orUnreachable = async <Answer>(answer: Answer | undefined): Promise<Answer> => {
    if (answer === undefined) throw new Error('connection refused');
    return answer;
  };
  return { prepare: () => orUnreachable(says.prepare), cancel: () => orUnreachable(says.cancel) };
};

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

type JobOf = (needs: ProvisionOrderNeeds) => (payload: never, queue: never) => Promise<void>;

/** Runs a job of an order once, as the queue would, and gives when it asked to be run again. */
const runJob = async (
  house: House,
  job: JobOf,
  ending: Ending,
  carrier: Carrier,
  log: Log,
): Promise<readonly Date[]> => {
  const again: Date[] = [];
  const addJob = async (_name: string, _payload: unknown, spec: { readonly runAt: Date }) => again.push(spec.runAt);
  const payload = { orderId: ending.orderId, iccid: ending.iccid, ...ending.owner };
  await job({ house, carrierOf: () => carrier, log })(payload as never, { addJob } as never); // what the queue hands in
  return again;
};

export const runProvisioning = (house: House, ending: Ending, carrier: Carrier, log = silent) =>
  runJob(house, provisionOrder, ending, carrier, log);

export const runCancellation = (house: House, ending: Ending, carrier: Carrier, log = silent) =>
  runJob(house, cancelEsim, ending, carrier, log);
