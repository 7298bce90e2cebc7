import type { Kysely } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { EVIDENCE_KINDS, type EvidenceKind, type Sighting } from './checks.ts';
import type { LaunchEvidenceEntity } from './launch.entity.ts';

export type EvidenceTables = TablesOf<typeof LaunchEvidenceEntity>;

/** Keeps that the owner's traffic showed something, unless it was seen before; gives whether it is new. */
export const recordEvidence = async (tx: Tx, kind: EvidenceKind, reference: string): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tx
    .tables<EvidenceTables>()
    .insertInto('launch_evidence')
    .values({
      organisation_id: tx.owner.organisationId,
      mode: tx.owner.mode,
      kind,
      reference,
      first_seen_at: tx.realNow,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
};

/** What the owner's traffic showed, each kind at its first time. */
export const listEvidence = async (
  tables: Kysely<EvidenceTables>,
  owner: Owner,
): Promise<readonly (readonly [EvidenceKind, Sighting])[]> => {
  const rows = await tables
    .selectFrom('launch_evidence')
    .select(['kind', 'reference', 'first_seen_at as seenAt'])
    .where('organisation_id', '=', owner.organisationId)
    .where('mode', '=', owner.mode)
    .execute();
  return EVIDENCE_KINDS.flatMap((kind) => {
    const row = rows.find((one) => one.kind === kind);
    return row ? [[kind, { seenAt: row.seenAt, reference: row.reference }] as const] : [];
  });
};
