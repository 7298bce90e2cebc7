import type { Kysely } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { decodeMomentCursor, encodeMomentCursor, type Page, toPage } from '../../kernel/cursor.ts';
import { Fault } from '../../kernel/fault.ts';
import type { KeyRing } from '../../kernel/secret.ts';
import { assertMove } from '../../kernel/state-machine.ts';
import type { ActivationMaterial } from './carrier.ts';
import { EsimEntity } from './esim.entity.ts';
import { ESIM_TRANSITIONS, type EsimState } from './esim.states.ts';

export type EsimTables = TablesOf<typeof EsimEntity>;

interface Allocation {
  readonly iccid: string;
  readonly orderId: string;
  readonly packageId: string;
  readonly dataMb: number;
  readonly validityDays: number;
  readonly activation: ActivationMaterial;
}

/** Writes the eSIM that an order bought, its activation material encrypted and bound to its ICCID. */
export const allocateEsim = (tx: Tx, keyRing: KeyRing, { activation, ...allocation }: Allocation): void => {
  const sealed = keyRing.encrypt(JSON.stringify(activation), allocation.iccid);
  tx.write(EsimEntity, {
    ...allocation,
    organisationId: tx.owner.organisationId,
    mode: tx.owner.mode,
    status: 'ready',
    keyId: sealed.keyId,
    activationSealed: sealed.bytes,
    dataMbUsed: 0,
    createdAt: tx.now,
    updatedAt: tx.now,
  });
};

const columns = [
  'iccid',
  'organisation_id as organisationId',
  'mode',
  'order_id as orderId',
  'package_id as packageId',
  'status',
  'data_mb as dataMb',
  'validity_days as validityDays',
  'data_mb_used as dataMbUsed',
  'usage_observed_at as usageObservedAt',
  'usage_received_at as usageReceivedAt',
  'downloaded_at as downloadedAt',
  'installed_at as installedAt',
  'expires_at as expiresAt',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const;

const owned = (tables: Kysely<EsimTables>, { organisationId, mode }: Owner) =>
  tables.selectFrom('esims').select(columns).where('organisation_id', '=', organisationId).where('mode', '=', mode);

const readEsim = (tables: Kysely<EsimTables>, owner: Owner, iccid: string) =>
  owned(tables, owner).where('iccid', '=', iccid).executeTakeFirst();

/** An eSIM as lists and look-ups see it: nothing of its activation material. */
export type Esim = NonNullable<Awaited<ReturnType<typeof readEsim>>>;

/** One of the owner's eSIMs. Its check digit is not looked at. Refuses: ESIM_NOT_FOUND, also for another owner's. */
export const getEsim = async (tables: Kysely<EsimTables>, owner: Owner, iccid: string): Promise<Esim> => {
  const esim = await readEsim(tables, owner, iccid);
  if (!esim) throw new Fault('ESIM_NOT_FOUND');
  return esim;
};

/** The eSIMs of the owner's orders, in the order of the ids; null where an order has none. One query, for a DataLoader. */
export const listEsimsOfOrders = async (
  tables: Kysely<EsimTables>,
  owner: Owner,
  orderIds: readonly string[],
): Promise<readonly (Esim | null)[]> => {
  const rows = await owned(tables, owner).where('order_id', 'in', orderIds).execute();
  const byOrder = new Map(rows.map((esim) => [esim.orderId, esim]));
  return orderIds.map((orderId) => byOrder.get(orderId) ?? null);
};

/** The order of any owner whose eSIM has this ICCID; null where none has. */
export const findOrderIdOfIccid = async (tables: Kysely<EsimTables>, iccid: string): Promise<string | null> => {
  const esim = await tables.selectFrom('esims').select('order_id').where('iccid', '=', iccid).executeTakeFirst();
  return esim?.order_id ?? null;
};

/** What a page of eSIMs is narrowed to. Everything given must hold. */
export interface EsimFilter {
  readonly statuses?: readonly EsimState[] | undefined;
  readonly packageId?: string | undefined;
  readonly orderId?: string | undefined;
  readonly createdFrom?: Date | undefined;
  readonly createdBefore?: Date | undefined;
}

/** Names the list too: a cursor of another one must not be taken for one of this. */
const SORT = 'esims, newest first';

/** The cursor of an eSIM in a page, newest first. */
export const esimCursor = ({ createdAt, iccid }: Pick<Esim, 'createdAt' | 'iccid'>): string =>
  encodeMomentCursor(SORT, { at: createdAt, id: iccid });

/** A page of the owner's eSIMs, newest first, behind the cursor `after`. Refuses: BAD_USER_INPUT for a malformed cursor. */
export const listEsims = async (
  tables: Kysely<EsimTables>,
  owner: Owner,
  filter: EsimFilter,
  first: number,
  after: string | null,
): Promise<Page<Esim>> => {
  let query = owned(tables, owner);
  if (filter.statuses) query = query.where('status', 'in', filter.statuses);
  if (filter.packageId) query = query.where('package_id', '=', filter.packageId);
  if (filter.orderId) query = query.where('order_id', '=', filter.orderId);
  if (filter.createdFrom) query = query.where('created_at', '>=', filter.createdFrom);
  if (filter.createdBefore) query = query.where('created_at', '<', filter.createdBefore);
  if (after !== null) {
    const { at, id: iccid } = decodeMomentCursor(after, SORT);
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'iccid'), '<', tuple(at, iccid)));
  }
  const rows = await query
    .orderBy('created_at', 'desc')
    .orderBy('iccid', 'desc')
    .limit(first + 1)
    .execute();
  return toPage(rows, first);
};

/** One of the owner's eSIMs, locked. Whoever changes its order too locks that first. Refuses: ESIM_NOT_FOUND. */
export const lockEsim = async (tx: Tx, iccid: string): Promise<Esim> => {
  const esim = await owned(tx.tables<EsimTables>(), tx.owner).where('iccid', '=', iccid).forUpdate().executeTakeFirst();
  if (!esim) throw new Fault('ESIM_NOT_FOUND');
  return esim;
};

const DAY_MS = 86_400_000;

/** Moves a locked eSIM along the table of states. Its validity begins with its installation. Gives it as it then stands. */
export const moveEsim = (tx: Tx, esim: Esim, to: EsimState): Esim => {
  assertMove(ESIM_TRANSITIONS, esim.status, to);
  const moved: Esim = {
    ...esim,
    status: to,
    downloadedAt: to === 'downloaded' ? tx.now : esim.downloadedAt,
    installedAt: to === 'installed' ? tx.now : esim.installedAt,
    expiresAt: to === 'installed' ? new Date(tx.now.getTime() + esim.validityDays * DAY_MS) : esim.expiresAt,
    updatedAt: tx.now,
  };
  tx.change(
    'update esims set status = ?, downloaded_at = ?, installed_at = ?, expires_at = ?, updated_at = ? where iccid = ?',
    [to, moved.downloadedAt, moved.installedAt, moved.expiresAt, tx.now, esim.iccid],
  );
  return moved;
};
