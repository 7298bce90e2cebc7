/** Why a proof proves nothing, each with its sentence. No sentence holds anything of the proof. */
const SENTENCES = {
  malformed: 'The proof does not have the form of one: give it as `ledgerProof` answered it, every field of it.',
  entry_differs: 'The entry is not the one that was written: its content does not give its hash.',
  chain_differs: 'The digests do not lead from the entry to the checkpoint.',
  unknown_key: 'No given public key is the one that the checkpoint names, with its id and its bytes.',
  signature_differs: 'The signature is not that of the key over this checkpoint.',
} as const;

export type LedgerProofReason = keyof typeof SENTENCES;

/** A proof that must not be believed. It holds nothing of the proof. */
export class LedgerProofError extends Error {
  override readonly name = 'LedgerProofError';
  readonly reason: LedgerProofReason;

  constructor(reason: LedgerProofReason) {
    super(SENTENCES[reason]);
    this.reason = reason;
  }
}
