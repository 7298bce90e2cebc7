import { sql } from 'kysely';
import type { House } from '../door/use-case.ts';
import { gaugesOf } from './gauges.ts';

/** Live orders that the operator has to see to. What the sandbox has of them is meant to be there. */
export interface OrderFacts {
  /** In MANUAL_REVIEW: their price stays held until the operator settles them. */
  readonly inReview: number;
  /** Reserved or provisioning after the moment by which they were to be ready. */
  readonly late: number;
  /** Refunds that were asked for and are neither completed nor rejected. */
  readonly refundsOpen: number;
}

/** Reads it by the small indexes of open orders and open refunds. */
export const readOrderFacts = async ({ database, clock }: House): Promise<OrderFacts> => {
  const { rows } = await sql<OrderFacts>`
    select (select count(*)::integer from orders where mode = 'live' and status = 'manual_review') as "inReview",
      (select count(*)::integer from orders
        where mode = 'live' and status in ('reserved', 'provisioning') and expected_ready_by < ${clock.now()}) as late,
      (select count(*)::integer from refunds
        where mode = 'live' and status in ('requested', 'approved')) as "refundsOpen"`.execute(database.tables());
  const [row] = rows;
  if (!row) throw new Error('a select without from gives one row');
  return row;
};

/** The same as gauges. */
export const orderGauges = (house: House) =>
  gaugesOf(
    () => readOrderFacts(house),
    [
      {
        name: 'onyx_live_orders_in_review',
        help: 'Live orders in MANUAL_REVIEW: their price stays held until the operator settles them.',
        of: ({ inReview }) => inReview,
      },
      {
        name: 'onyx_live_orders_late',
        help: 'Live orders that are not ready after the moment by which they were to be.',
        of: ({ late }) => late,
      },
      {
        name: 'onyx_live_refunds_open',
        help: 'Live refunds that wait for the operator.',
        of: ({ refundsOpen }) => refundsOpen,
      },
    ],
  );
