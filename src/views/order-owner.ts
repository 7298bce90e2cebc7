import { sql } from 'kysely';
import type { House } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';

/** Whose order it is, for the operator, who sees them all. Refuses: ORDER_NOT_FOUND. */
export const getOrderOwner = async ({ database }: House, orderId: string): Promise<Owner> => {
  const { rows } = await sql<Owner>`
    select organisation_id as "organisationId", mode from orders where id = ${orderId}`.execute(database.tables());
  const [owner] = rows;
  if (!owner) throw new Fault('ORDER_NOT_FOUND');
  return owner;
};
