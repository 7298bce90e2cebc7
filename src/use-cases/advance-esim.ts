import {
  ESIM_TRANSITIONS,
  type Esim,
  type EsimState,
  esimEvent,
  getEsim,
  lockEsim,
  moveEsim,
} from '../domains/esims/index.ts';
import { lockOrder, moveOrder, type Order, orderEvent, takeBackCancellation } from '../domains/orders/index.ts';
import { type Done, useCase } from '../door/use-case.ts';
import { canMove } from '../kernel/state-machine.ts';
import type { EventDraft } from '../records/events/index.ts';

/** Where a device or a carrier can take an eSIM that is ready. */
export type EsimStep = Extract<EsimState, 'downloaded' | 'installed' | 'expired' | 'failed'>;

interface AdvanceEsim {
  readonly iccid: string;
  readonly to: EsimStep;
}

const EVENTS = {
  downloaded: 'esim.downloaded',
  installed: 'esim.installed',
  expired: 'esim.expired',
  failed: 'esim.failed',
} as const;

/** The order follows its eSIM: with the eSIM it is installed, and once a device has the eSIM it is too late to cancel. */
const follow = (tx: Parameters<typeof moveOrder>[0], order: Order, esim: Esim): readonly EventDraft[] => {
  if (order.status !== 'esim_ready') return [];
  const tooLate = order.cancelRequestedAt === null ? null : 'CANCELLATION_TOO_LATE';
  if (esim.status === 'installed') return [orderEvent('order.installed', moveOrder(tx, order, 'installed', tooLate))];
  if (esim.status === 'downloaded' && tooLate) takeBackCancellation(tx, order, tooLate);
  return [];
};

/**
 * Moves an eSIM along its life as its device or carrier says, and its order with it. What the table of states does not
 * have, such as a download told of after the installation, changes nothing. Gives the eSIM as it then stands.
 * Refuses: ESIM_NOT_FOUND.
 */
export const advanceEsim = useCase('esim.advance', async (tx, { iccid, to }: AdvanceEsim): Promise<Done<Esim>> => {
  const { orderId } = await getEsim(tx.tables(), tx.owner, iccid);
  const order = await lockOrder(tx, orderId);
  const esim = await lockEsim(tx, iccid);
  if (!canMove(ESIM_TRANSITIONS, esim.status, to)) return { result: esim, subject: null, event: null };
  const moved = moveEsim(tx, esim, to);
  return { result: moved, subject: iccid, event: [esimEvent(EVENTS[to], moved, order), ...follow(tx, order, moved)] };
});
