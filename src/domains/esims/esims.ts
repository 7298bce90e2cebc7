import type { Kysely } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import type { KeyRing } from '../../kernel/secret.ts';
import type { ActivationMaterial } from './carrier.ts';
import { EsimEntity } from './esim.entity.ts';

export type EsimTables = TablesOf<typeof EsimEntity>;

interface Allocation {
  readonly iccid: string;
  readonly orderId: string;
  readonly packageId: string;
  readonly activation: ActivationMaterial;
}

/** Writes the eSIM that an order bought, its activation material encrypted and bound to its ICCID. */
export const allocateEsim = (tx: Tx, keyRing: KeyRing, { iccid, orderId, packageId, activation }: Allocation): void => {
  const sealed = keyRing.encrypt(JSON.stringify(activation), iccid);
  tx.write(EsimEntity, {
    iccid,
    organisationId: tx.owner.organisationId,
    mode: tx.owner.mode,
    orderId,
    packageId,
    status: 'ready',
    keyId: sealed.keyId,
    activationSealed: sealed.bytes,
    createdAt: tx.now,
    updatedAt: tx.now,
  });
};

const readEsims = (tables: Kysely<EsimTables>, owner: Owner, orderIds: readonly string[]) =>
  tables
    .selectFrom('esims')
    .select(['iccid', 'order_id as orderId', 'package_id as packageId', 'status', 'created_at as createdAt'])
    .where('organisation_id', '=', owner.organisationId)
    .where('mode', '=', owner.mode)
    .where('order_id', 'in', orderIds)
    .execute();

/** An eSIM as lists and look-ups see it: nothing of its activation material. */
export type Esim = Awaited<ReturnType<typeof readEsims>>[number];

/** The eSIMs of the owner's orders, in the order of the ids; null where an order has none. One query, for a DataLoader. */
export const listEsimsOfOrders = async (
  tables: Kysely<EsimTables>,
  owner: Owner,
  orderIds: readonly string[],
): Promise<readonly (Esim | null)[]> => {
  const byOrder = new Map((await readEsims(tables, owner, orderIds)).map((esim) => [esim.orderId, esim]));
  return orderIds.map((orderId) => byOrder.get(orderId) ?? null);
};
