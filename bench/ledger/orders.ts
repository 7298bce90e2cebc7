import type { Client, Pool } from 'pg';
import type { House } from '../../dist/src/door/use-case.js';
import { ALL_SCOPES } from '../../dist/src/kernel/scopes.js';
import { placeOrder } from '../../dist/src/use-cases/place-order.js';
import type { Partner } from '../seed.ts';
import { placeGathered } from '../servers/bare-order.ts';
import { atOnce, type SideCost, takeTurns } from './turns.ts';

/** Places one new order of a partner. */
export type Place = (partner: Partner) => Promise<unknown>;

let placed = 0;

const scopes = new Set(ALL_SCOPES);

/** Through the use-case, as the API does. */
export const placeByUseCase = (house: House, packageIds: readonly string[]): Place => {
  return ({ organisationId, mode, credentialId }) => {
    placed += 1;
    const key = `bench-${placed}`;
    const actor = { kind: 'partner', organisationId, mode, credentialId, scopes } as const;
    const packageId = packageIds[placed % packageIds.length] ?? '';
    const asked = { customerReference: null, catalogueVersion: null, expectedNetPrice: null };
    return placeOrder(house, { actor, key }, { packageId, partnerOrderId: key, ...asked });
  };
};

/** The same statements by hand, its rows in one. */
export const placeByHand = (pool: Pool, packageIds: readonly string[]): Place => {
  return (partner) => {
    placed += 1;
    const key = `bench-${placed}`;
    return placeGathered(pool, partner, key, {
      packageId: packageIds[placed % packageIds.length] ?? '',
      partnerOrderId: key,
    });
  };
};

const WIDTH = 8;
const ORDERS = 200;

/** Orders of these partners by turns, eight at once: by hand, and through the use-case. */
export const measureOrders = (
  client: Client,
  [byHand, byUseCase]: readonly [Place, Place],
  partners: readonly Partner[],
  rounds: number,
): Promise<readonly SideCost[]> => {
  let turn = 0;
  const next = (): Partner => {
    turn += 1;
    const partner = partners[turn % partners.length];
    if (!partner) throw new Error('there are partners');
    return partner;
  };
  const sides = [
    { name: 'by hand, the rows in one statement', run: atOnce(WIDTH, () => byHand(next())) },
    { name: 'placeOrder', run: atOnce(WIDTH, () => byUseCase(next())) },
  ];
  return takeTurns(client, sides, { rounds, count: ORDERS });
};
