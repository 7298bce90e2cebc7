import { type Kysely, sql } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import { documentHash } from '../../kernel/document-hash.ts';
import { Fault } from '../../kernel/fault.ts';
import type { TrustedDocumentEntity } from './trusted-document.entity.ts';

export type DocumentTables = TablesOf<typeof TrustedDocumentEntity>;

/** A document to trust. Its hash is made from its text, here. */
export interface NewDocument {
  readonly name: string | null;
  readonly document: string;
}

/** Rows sent in one insert. */
const INSERT_ROWS = 500;

/** Registers documents with the owner's organisation; gives how many it did not have. */
export const registerDocuments = async (tx: Tx, documents: readonly NewDocument[]): Promise<number> => {
  const { organisationId } = tx.owner;
  const rows = documents.map(({ name, document }) => ({
    organisation_id: organisationId,
    hash: documentHash(document),
    name,
    document,
    created_at: tx.realNow,
  }));
  let added = 0n;
  for (let start = 0; start < rows.length; start += INSERT_ROWS) {
    const { numInsertedOrUpdatedRows } = await tx
      .tables<DocumentTables>()
      .insertInto('trusted_documents')
      .values(rows.slice(start, start + INSERT_ROWS))
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    added += numInsertedOrUpdatedRows ?? 0n;
  }
  return Number(added);
};

/** Takes documents from the owner's organisation. Refuses: UNKNOWN_DOCUMENT where it has not all of them. */
export const removeDocuments = async (tx: Tx, hashes: readonly string[]): Promise<void> => {
  const { numDeletedRows } = await tx
    .tables<DocumentTables>()
    .deleteFrom('trusted_documents')
    .where('organisation_id', '=', tx.owner.organisationId)
    .where('hash', 'in', hashes)
    .executeTakeFirstOrThrow();
  if (Number(numDeletedRows) !== new Set(hashes).size) throw new Fault('UNKNOWN_DOCUMENT');
};

/** An organisation's documents by name. */
export const listDocuments = (tables: Kysely<DocumentTables>, organisationId: string) =>
  tables
    .selectFrom('trusted_documents')
    .select(['hash', 'name', 'document', 'created_at as createdAt'])
    .where('organisation_id', '=', organisationId)
    .orderBy('name')
    .orderBy('hash')
    .execute();

/** The text of an organisation's document; null where it has none of this hash. */
export const findDocument = async (
  tables: Kysely<DocumentTables>,
  organisationId: string,
  hash: string,
): Promise<string | null> => {
  const row = await tables
    .selectFrom('trusted_documents')
    .select('document')
    .where('organisation_id', '=', organisationId)
    .where('hash', '=', hash)
    .executeTakeFirst();
  return row?.document ?? null;
};

interface DocumentName {
  readonly organisationId: string;
  readonly hash: string;
}

/** Those of these documents that are registered with the organisations named beside them. */
export const filterRegistered = async (
  tables: Kysely<DocumentTables>,
  names: readonly DocumentName[],
): Promise<readonly DocumentName[]> => {
  const organisationIds = names.map(({ organisationId }) => organisationId);
  const hashes = names.map(({ hash }) => hash);
  const { rows } = await sql<DocumentName>`
    select d.organisation_id as "organisationId", d.hash from trusted_documents d
    join unnest(${organisationIds}::text[], ${hashes}::text[]) as named (organisation_id, hash)
      on d.organisation_id = named.organisation_id and d.hash = named.hash`.execute(tables);
  return rows;
};
