import {
  type ChainLink,
  type CheckpointClaim,
  checkChain,
  entryDigest,
  getEntry,
  type LedgerEntry,
  lastSequenceBefore,
  readChain,
  signCheckpoint,
} from '../domains/ledger/index.ts';
import type { House } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import type { Signed } from '../kernel/secret.ts';

/** A proof ends at the next entry whose number is a multiple of this, or at the last one there is. */
const CHECKPOINT_EVERY = 256n;

/** What proves an entry: the way from it to a hash that we signed. */
export interface EntryProof {
  readonly entry: LedgerEntry;
  /** The hash of the entry before it; 32 zero bytes for the first. */
  readonly previousHash: Buffer;
  /** Of the entries behind it up to the checkpoint, in their sequence; at most 255. */
  readonly digests: readonly Buffer[];
  readonly checkpoint: CheckpointClaim & Signed & { readonly publicKey: Buffer };
}

/** What the walk from the entry before begins with; its balances are known where there is such an entry. */
const stateBefore = (first: ChainLink, previous: ChainLink | undefined) => ({
  sequence: first.sequence - 1n,
  hash: previous?.hash ?? Buffer.alloc(32),
  availableMinor: previous?.availableAfterMinor ?? 0n,
  reservedMinor: previous?.reservedAfterMinor ?? 0n,
});

/**
 * Proves an entry of the owner with a signature of now. Nothing is signed that does not fit: a chain that somebody was at
 * is an error. Refuses: ENTRY_NOT_FOUND.
 */
export const proveEntry = async (
  { database, keyRing, clock }: House,
  { organisationId, mode }: Owner,
  entryId: string,
): Promise<EntryProof> => {
  const tables = database.tables<unknown>();
  const owner = { organisationId, mode };
  const entry = await getEntry(database.tables(), owner, entryId);
  const { currency, sequence } = entry;
  const wallet = { ...owner, currency };
  const head = await lastSequenceBefore(tables, owner, currency, null);
  const next = ((sequence + CHECKPOINT_EVERY - 1n) / CHECKPOINT_EVERY) * CHECKPOINT_EVERY;
  const end = next < head ? next : head;
  const links = await readChain(tables, wallet, sequence - 1n, end, Number(CHECKPOINT_EVERY) + 1);
  const [previous, from] = sequence === 1n ? [undefined, links] : [links[0], links.slice(1)];
  const [first] = from;
  if (!first) throw new Error(`the entry ${entryId} is not in its chain`);
  const { state, broken } = checkChain(wallet, stateBefore(first, previous), from);
  if (broken || state.sequence !== end) throw new Error(`the chain does not fit at entry ${broken?.entryId ?? end}`);
  const claim = { ...wallet, sequence: end, hash: state.hash, signedAt: clock.now() };
  const signed = signCheckpoint(keyRing, claim);
  const publicKey = keyRing.publicKeys().get(signed.keyId);
  if (!publicKey) throw new Error('the key ring has no public key of the key that signed');
  return {
    entry,
    previousHash: previous?.hash ?? Buffer.alloc(32),
    digests: from.slice(1).map((link) => entryDigest(wallet, link)),
    checkpoint: { ...claim, ...signed, publicKey },
  };
};
