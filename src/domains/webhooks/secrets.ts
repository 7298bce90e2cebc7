import { type Kysely, sql } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import { newId } from '../../kernel/id.ts';
import { type KeyRing, newWebhookSecret } from '../../kernel/secret.ts';
import { type Signature, WebhookSecretEntity } from './webhook.entity.ts';

type Tables = TablesOf<typeof WebhookSecretEntity>;

/** How long a rotated secret may sign beside its successor, in hours. */
export const SECRET_OVERLAP_HOURS_MAX = 168;
export const SECRET_OVERLAP_HOURS_DEFAULT = 24;

/** Secrets of one endpoint that sign at once: each makes every delivery longer. */
const SIGNING_MAX = 3;

/** A secret as it is shown once: what verifies, and for a key pair that is its public half, of which there is no secret to show. */
export interface NewSecret {
  /** `whsec_…` with which the partner verifies; null for a key pair. */
  readonly secret: string | null;
  /** `whpk_…` of a key pair; null for a shared secret. */
  readonly publicKey: string | null;
}

/** Makes a secret for an endpoint and stores it encrypted. */
export const addSecret = (tx: Tx, keyRing: KeyRing, endpointId: string, signature: Signature): NewSecret => {
  const id = newId('webhookSecret');
  const { secret, publicKey } = newWebhookSecret(signature);
  const { keyId, bytes } = keyRing.encrypt(secret, id);
  tx.write(WebhookSecretEntity, { id, endpointId, keyId, sealed: bytes, publicKey, createdAt: tx.now });
  return { secret: publicKey === null ? secret : null, publicKey };
};

/** Gives an endpoint a new secret; the two before it, no more, sign beside it for at most `overlapHours` of real time. */
export const rotateSecret = async (
  tx: Tx,
  keyRing: KeyRing,
  { id, signature }: { readonly id: string; readonly signature: Signature },
  overlapHours: number,
): Promise<NewSecret> => {
  const endsAt = new Date(tx.realNow.getTime() + overlapHours * 3_600_000);
  await sql`
    update webhook_secrets set expires_at = case when place < ${SIGNING_MAX} then least(expires_at, ${endsAt}) else ${tx.realNow} end
    from (
      select id as known, row_number() over (order by id desc) as place from webhook_secrets
      where endpoint_id = ${id} and (expires_at is null or expires_at > ${tx.realNow})
    ) signing
    where id = known`.execute(tx.tables<Tables>());
  return addSecret(tx, keyRing, id, signature);
};

const valid = (tables: Kysely<Tables>, endpointIds: readonly string[], now: Date) =>
  tables
    .selectFrom('webhook_secrets')
    .select(['id', 'endpoint_id as endpointId', 'key_id as keyId', 'sealed', 'public_key as publicKey'])
    .select('expires_at as expiresAt')
    .where('endpoint_id', 'in', endpointIds)
    .where(({ or, eb }) => or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy('id', 'desc')
    .execute();

/** A secret as it is stored, encrypted. */
export type SealedSecret = Pick<Awaited<ReturnType<typeof valid>>[number], 'id' | 'keyId' | 'sealed'>;

/** The secrets that sign for each endpoint now, newest first and still sealed, in the order of the ids. */
export const listSealedSecrets = async (
  tables: Kysely<Tables>,
  endpointIds: readonly string[],
  now: Date,
): Promise<readonly (readonly SealedSecret[])[]> => {
  const rows = await valid(tables, endpointIds, now);
  return endpointIds.map((endpointId) => rows.filter((row) => row.endpointId === endpointId));
};

/** Decrypts secrets; what comes out never leaves the process. */
export const unseal = (keyRing: KeyRing, secrets: readonly SealedSecret[]): readonly string[] =>
  secrets.map(({ id, keyId, sealed }) => keyRing.decrypt({ keyId, bytes: Buffer.from(sealed) }, id));

/** The secrets that sign for an endpoint now, newest first. They never leave the process. */
export const openSecrets = async (
  tables: Kysely<Tables>,
  keyRing: KeyRing,
  endpointId: string,
  now: Date,
): Promise<readonly string[]> => unseal(keyRing, await valid(tables, [endpointId], now));

/** What may be shown of a secret that signs now. */
export interface SigningKey {
  readonly id: string;
  readonly publicKey: string | null;
  /** Until when it signs; null for the current one. */
  readonly expiresAt: Date | null;
}

/** What may be shown of the secrets that sign for each endpoint now, newest first, in the order of the ids, for a DataLoader. */
export const listSigningKeys = async (
  tables: Kysely<Tables>,
  endpointIds: readonly string[],
  now: Date,
): Promise<readonly (readonly SigningKey[])[]> => {
  const rows = await valid(tables, endpointIds, now);
  return endpointIds.map((endpointId) =>
    rows
      .filter((row) => row.endpointId === endpointId)
      .map(({ id, publicKey, expiresAt }) => ({ id, publicKey, expiresAt })),
  );
};

/**
 * Encrypts some secrets of any owner's endpoints anew, those that an older key of the ring sealed; gives how many. What
 * another process has under its hands is passed over.
 */
export const resealSecrets = async (tx: Tx, keyRing: KeyRing, limit: number): Promise<number> => {
  const older = keyRing.ids.filter((id) => id !== keyRing.currentId);
  if (older.length === 0) return 0;
  const rows = await tx
    .tables<Tables>()
    .selectFrom('webhook_secrets')
    .select(['id', 'key_id as keyId', 'sealed'])
    .where('key_id', 'in', older)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  for (const { id, keyId, sealed } of rows) {
    const fresh = keyRing.encrypt(keyRing.decrypt({ keyId, bytes: Buffer.from(sealed) }, id), id);
    tx.change('update webhook_secrets set key_id = ?, sealed = ? where id = ?', [fresh.keyId, fresh.bytes, id]);
  }
  return rows.length;
};
