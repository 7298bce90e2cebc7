import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { EntryProof } from '../../views/entry-proof.ts';
import { ModeEnum } from '../enums.ts';
import { DateTime } from '../scalars.ts';
import { LedgerEntryType, toLedgerEntry } from './ledger.type.ts';

@ObjectType('LedgerPublicKey', { description: 'A key that verifies the signatures of ledger checkpoints.' })
export class LedgerPublicKeyType {
  @Field(() => String, { simple: true, description: 'Its id, which each checkpoint names.' })
  keyId!: string;

  @Field(() => String, { simple: true, description: 'The 32 bytes of the Ed25519 public key (RFC 8032) in base64.' })
  publicKey!: string;
}

/** The public keys of a ring as the API shows them, the current one first. */
export const toLedgerPublicKeys = (publicKeys: ReadonlyMap<string, Buffer>): LedgerPublicKeyType[] =>
  [...publicKeys].map(([keyId, bytes]) => ({ keyId, publicKey: bytes.toString('base64') }));

@ObjectType('LedgerCheckpoint', {
  description: "What the server signed: that the chain of a wallet's entries had this hash at this number.",
})
export class LedgerCheckpointType {
  @Field(() => ID, { simple: true, description: 'The organisation whose wallet it is.' })
  organisationId!: string;

  @Field(() => ModeEnum, { simple: true, description: 'The mode of the wallet.' })
  mode!: string;

  @Field(() => String, { simple: true, description: "The wallet's currency as an ISO 4217 code." })
  currency!: string;

  @Field(() => Int, { simple: true, description: 'The number of the entry whose hash is signed.' })
  sequence!: number;

  @Field(() => String, { simple: true, description: 'The hash of that entry, in hexadecimal.' })
  hash!: string;

  @Field(() => DateTime, { simple: true, description: 'When it was signed.' })
  signedAt!: Date;

  @Field(() => String, { simple: true, description: 'The key that signed it.' })
  keyId!: string;

  @Field(() => String, {
    simple: true,
    description:
      'The 32 bytes of the public key in base64. Believe the one that you pinned from `viewer { ledgerPublicKeys }`, and not this one alone.',
  })
  publicKey!: string;

  @Field(() => String, { simple: true, description: 'The 64 bytes of the Ed25519 signature in base64.' })
  signature!: string;
}

@ObjectType('LedgerProof', {
  description:
    'Proves that an entry is in the ledger as it was written: the hashes lead from it to a signed checkpoint. `verifyLedgerProof` of the client verifies it without asking anybody.',
})
export class LedgerProofType {
  @Field(() => LedgerEntryType, { simple: true, complexity: 0, description: 'The entry that is proven.' })
  entry!: LedgerEntryType;

  @Field(() => String, {
    simple: true,
    description: 'The hash of the entry before it, in hexadecimal; 64 zeros where it is the first.',
  })
  previousHash!: string;

  @Field(() => [String], {
    simple: true,
    description:
      'The digests of the entries behind it up to the checkpoint, in hexadecimal and in their sequence; at most 255.',
  })
  digests!: string[];

  @Field(() => LedgerCheckpointType, {
    simple: true,
    complexity: 0,
    description:
      'The signed hash at which the way ends: of the next entry whose number is a multiple of 256, or the last.',
  })
  checkpoint!: LedgerCheckpointType;
}

/** A proof as the API shows it. */
export const toLedgerProof = ({ entry, previousHash, digests, checkpoint }: EntryProof): LedgerProofType => ({
  entry: toLedgerEntry(entry),
  previousHash: previousHash.toString('hex'),
  digests: digests.map((digest) => digest.toString('hex')),
  checkpoint: {
    organisationId: checkpoint.organisationId,
    mode: checkpoint.mode,
    currency: checkpoint.currency,
    sequence: Number(checkpoint.sequence),
    hash: checkpoint.hash.toString('hex'),
    signedAt: checkpoint.signedAt,
    keyId: checkpoint.keyId,
    publicKey: checkpoint.publicKey.toString('base64'),
    signature: checkpoint.signature.toString('base64'),
  },
});
