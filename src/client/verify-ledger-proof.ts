import { LedgerProofError } from './ledger-proof-error.ts';
import {
  type Bytes,
  bytesOfBase64,
  bytesOfHash,
  checkpointBytes,
  digestsOf,
  entryBytes,
  hexOf,
  type LedgerProof,
} from './ledger-proof-format.ts';

/** A key that was kept from `viewer { ledgerPublicKeys }`. */
export interface PinnedKey {
  readonly keyId: string;
  /** 32 bytes in base64. */
  readonly publicKey: string;
}

export interface VerifyLedgerProofOptions {
  /** The keys to believe: those that were kept, and none that came with the proof. */
  readonly publicKeys: readonly PinnedKey[];
}

/** What a proof has proven. */
export interface ProvenEntry {
  readonly entry: LedgerProof['entry'];
  /** Whose ledger it is, and which hash was signed: two of one number with different hashes prove that it was rewritten. */
  readonly checkpoint: LedgerProof['checkpoint'];
}

const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

const ED25519 = { name: 'Ed25519' } as const;

const sha256 = async (...parts: readonly Bytes[]): Promise<Bytes> => {
  const whole = Uint8Array.from(parts.flatMap((part) => [...part]));
  return new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
};

const refuseOtherEntries = async ({ entry, previousHash, checkpoint }: LedgerProof): Promise<Bytes> => {
  const hash = await sha256(bytesOfHash(previousHash), await sha256(entryBytes(entry, checkpoint)));
  if (hexOf(hash) !== hexOf(bytesOfHash(entry.hash))) throw new LedgerProofError('entry_differs');
  return hash;
};

const refuseOtherChains = async (proof: LedgerProof, from: Bytes): Promise<void> => {
  const { entry, checkpoint } = proof;
  const digests = digestsOf(proof);
  let hash = from;
  for (const digest of digests) hash = await sha256(hash, digest);
  const isThere = entry.sequence + digests.length === checkpoint.sequence;
  if (!isThere || hexOf(hash) !== checkpoint.hash) throw new LedgerProofError('chain_differs');
};

const pinnedKeyOf = ({ checkpoint }: LedgerProof, publicKeys: readonly PinnedKey[]): Bytes => {
  const pinned = publicKeys.map(({ keyId, publicKey }) => {
    const bytes = bytesOfBase64(publicKey, PUBLIC_KEY_BYTES);
    if (!bytes) throw new TypeError('a public key of the ledger is 32 bytes in base64, and this one is not');
    return { keyId, publicKey, bytes };
  });
  const key = pinned.find(({ keyId, publicKey }) => keyId === checkpoint.keyId && publicKey === checkpoint.publicKey);
  if (!key) throw new LedgerProofError('unknown_key');
  return key.bytes;
};

const refuseOtherSignatures = async ({ checkpoint }: LedgerProof, publicKey: Bytes): Promise<void> => {
  const signature = bytesOfBase64(checkpoint.signature, SIGNATURE_BYTES);
  if (!signature) throw new LedgerProofError('malformed');
  const key = await crypto.subtle.importKey('raw', publicKey, ED25519, false, ['verify']);
  const isSigned = await crypto.subtle.verify(ED25519, key, signature, checkpointBytes(checkpoint));
  if (!isSigned) throw new LedgerProofError('signature_differs');
};

const isWhole = (proof: LedgerProof): boolean =>
  [
    proof,
    proof?.checkpoint,
    proof?.entry,
    proof?.entry?.amount,
    proof?.entry?.availableAfter,
    proof?.entry?.reservedAfter,
  ].every((part) => typeof part === 'object' && part !== null);

/**
 * Verifies, without asking anybody, that an entry stands in the ledger as the proof says: its content gives its hash, the
 * digests lead from there to the checkpoint, and a pinned key signed that. Needs WebCrypto alone. Gives the entry and the
 * checkpoint; look whether its organisation is yours. Throws a TypeError where a given key is none: that is a mistake here.
 * Refuses: malformed, entry_differs, chain_differs, unknown_key, signature_differs, each as the `reason` of a
 * LedgerProofError.
 */
export const verifyLedgerProof = async (
  proof: LedgerProof,
  { publicKeys }: VerifyLedgerProofOptions,
): Promise<ProvenEntry> => {
  if (!isWhole(proof)) throw new LedgerProofError('malformed');
  const publicKey = pinnedKeyOf(proof, publicKeys);
  await refuseOtherChains(proof, await refuseOtherEntries(proof));
  await refuseOtherSignatures(proof, publicKey);
  return { entry: proof.entry, checkpoint: proof.checkpoint };
};
