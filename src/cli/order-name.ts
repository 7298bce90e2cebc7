import type { OrderName } from '../domains/orders/index.ts';
import type { House } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import { badInput } from '../kernel/fault.ts';
import { getOrderOwner } from '../views/order-owner.ts';
import { getOwner, mode, ORGANISATION_NAME_MAX } from './owner.ts';
import { optional, required } from './parameters.ts';
import { boundedText, reference } from './read-value.ts';

const OUR_ID = /^ord_[0-9a-z]{26}$/;

/** The parameters that name an order. */
export const orderParameters = {
  order: required('<order>', "our id, ord_…, or the partner's own id", reference),
  organisation: optional(
    '--organisation <id-or-name>',
    "whose order, where the partner's own id is given",
    boundedText(ORGANISATION_NAME_MAX),
  ),
  mode,
} as const;

interface NamedOrder {
  readonly order: string;
  readonly organisation: string | null;
  readonly mode: Owner['mode'];
}

/** Our id names an order of anybody; a partner's own id only one of that partner. Refuses: ORDER_NOT_FOUND, UNKNOWN_ORGANISATION. */
export const findOrderName = async (
  house: House,
  { order, organisation, mode: of }: NamedOrder,
): Promise<{ readonly owner: Owner; readonly name: OrderName }> => {
  if (OUR_ID.test(order)) return { owner: await getOrderOwner(house, order), name: { id: order } };
  if (organisation === null) {
    throw badInput({ field: '<order>', bound: "our id, ord_…, or with --organisation the partner's own id" });
  }
  const { owner } = await getOwner(house, { organisation, mode: of });
  return { owner, name: { partnerOrderId: order } };
};
