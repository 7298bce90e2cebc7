import { type Kysely, sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import type { Currency } from '../../kernel/money.ts';
import type { KeyRing, Signed } from '../../kernel/secret.ts';
import { CHAIN_START, type ChainState, describeBalances, entryDigest, entryHash, type WalletName } from './chain.ts';
import { entryColumns, type LedgerEntry } from './entries.ts';
import { LedgerCheckpointEntity } from './ledger.entity.ts';
import { lockWallet } from './ledger.ts';

/** What a checkpoint says: that a wallet's chain had this hash at this number. */
export interface CheckpointClaim extends WalletName, Pick<ChainState, 'sequence' | 'hash'> {
  /** To the millisecond. */
  readonly signedAt: Date;
}

const messageOf = (claim: CheckpointClaim): Buffer =>
  Buffer.from(
    [
      'onyx-ledger-checkpoint-v1',
      claim.organisationId,
      claim.mode,
      claim.currency,
      claim.sequence,
      claim.hash.toString('hex'),
      claim.signedAt.toISOString(),
    ].join('\n'),
  );

/** Signs a checkpoint with the current key of the ring. */
export const signCheckpoint = (keyRing: KeyRing, claim: CheckpointClaim): Signed => keyRing.sign(messageOf(claim));

/** A checkpoint as it is stored, with how it stands. */
interface JudgedCheckpoint extends ChainState {
  /** `unknown_key` where the key that signed it is not in the ring any more: it says nothing then. */
  readonly standing: 'right' | 'unknown_key' | 'differs';
  /** The entry at its number; null where there is none. */
  readonly entryId: string | null;
  readonly expected: string;
  readonly found: string;
}

interface StoredCheckpoint extends ChainState, Signed {
  readonly signedAt: Date;
}

/** What a checkpoint says and what there is; the same where it is right. */
const compare = (
  wallet: WalletName,
  checkpoint: StoredCheckpoint,
  entry: LedgerEntry | undefined,
  previousHash: Buffer | undefined,
): readonly [expected: string, found: string] => {
  const hash = checkpoint.hash.toString('hex');
  if (!entry || !previousHash) return [hash, 'no such entry, or none before it'];
  const rebuilt = entryHash(previousHash, entryDigest(wallet, entry));
  if (!rebuilt.equals(checkpoint.hash)) return [hash, rebuilt.toString('hex')];
  if (!entry.hash.equals(checkpoint.hash)) return [hash, entry.hash.toString('hex')];
  return [
    describeBalances(checkpoint.availableMinor, checkpoint.reservedMinor),
    describeBalances(entry.availableAfterMinor, entry.reservedAfterMinor),
  ];
};

/**
 * A wallet's checkpoints, the newest first. One is right where a key of the ring signed it, and the entry at its number,
 * made anew from what the entry says, has its hash and its balances.
 */
export const judgeCheckpoints = async (
  tables: Kysely<unknown>,
  keyRing: KeyRing,
  wallet: WalletName,
): Promise<readonly JudgedCheckpoint[]> => {
  const { organisationId, mode, currency } = wallet;
  const owned = sql`organisation_id = ${organisationId} and mode = ${mode} and currency = ${currency}`;
  const { rows: checkpoints } = await sql<StoredCheckpoint>`
    select sequence, hash, available_minor as "availableMinor", reserved_minor as "reservedMinor", key_id as "keyId",
      signature, created_at as "signedAt"
    from ledger_checkpoints where ${owned} order by sequence desc`.execute(tables);
  if (checkpoints.length === 0) return [];
  const sequences = checkpoints.flatMap(({ sequence }) => [sequence - 1n, sequence]);
  const { rows: entries } = await sql<LedgerEntry>`
    select ${entryColumns} from entries where ${owned} and sequence = any(${sequences}::bigint[])`.execute(tables);
  const entryAt = new Map(entries.map((entry) => [entry.sequence, entry]));
  return checkpoints.map((checkpoint) => {
    const { sequence, keyId } = checkpoint;
    const entry = entryAt.get(sequence);
    const judged = { ...checkpoint, entryId: entry?.id ?? null };
    const signature = `a signature of ${keyId}`;
    if (!keyRing.ids.includes(keyId)) return { ...judged, standing: 'unknown_key', expected: signature, found: '' };
    if (!keyRing.verify(messageOf({ ...wallet, ...checkpoint }), checkpoint)) {
      return { ...judged, standing: 'differs', expected: signature, found: 'another signature' };
    }
    const previousHash = sequence === 1n ? CHAIN_START.hash : entryAt.get(sequence - 1n)?.hash;
    const [expected, found] = compare(wallet, checkpoint, entry, previousHash);
    return { ...judged, standing: expected === found ? 'right' : 'differs', expected, found };
  });
};

/**
 * Signs how far the owner's chain was verified, and keeps it; true where it did. One that is there already stays, but for
 * one of a key that is not in the ring any more. Refuses: CURRENCY_NOT_APPROVED.
 */
export const recordCheckpoint = async (
  tx: Tx,
  keyRing: KeyRing,
  currency: Currency,
  state: ChainState,
): Promise<boolean> => {
  await lockWallet(tx, currency);
  const { organisationId, mode } = tx.owner;
  const { sequence, hash, availableMinor, reservedMinor } = state;
  const at = sql`organisation_id = ${organisationId} and mode = ${mode} and currency = ${currency}
    and sequence = ${sequence}`;
  const { rows } = await sql`
    select 1 from ledger_checkpoints where ${at} and key_id = any(${keyRing.ids}::text[])`.execute(tx.tables());
  if (rows.length > 0) return false;
  await sql`delete from ledger_checkpoints where ${at}`.execute(tx.tables());
  const signedAt = tx.realNow;
  tx.write(LedgerCheckpointEntity, {
    organisationId,
    mode,
    currency,
    sequence,
    hash,
    availableMinor,
    reservedMinor,
    ...signCheckpoint(keyRing, { organisationId, mode, currency, sequence, hash, signedAt }),
    createdAt: signedAt,
  });
  return true;
};
