import type { House } from '../door/use-case.ts';
import { isCurrency } from '../kernel/money.ts';
import { recordLedgerCheckpoint } from '../use-cases/record-ledger-checkpoint.ts';
import { type ChainProgress, type WalkedChain, type WalkOptions, walkChains } from '../views/ledger-chain.ts';
import type { CommandContext } from './command-context.ts';
import { counted } from './layout.ts';

/** Entries of a chain between two checkpoints: what a run that was ended does again at most. */
const CHECKPOINT_ENTRIES = 100_000;

/** What is walked along, and how. */
export interface ChainWalk extends Pick<WalkOptions, 'isFull' | 'pageSize'> {
  readonly organisationId: string | null;
  readonly checkpointEntries?: number;
}

/**
 * Walks along the chains and keeps a checkpoint at the end of each that fits, and on the way. A run that is ended in
 * between is gone on with by the next one.
 */
export const verifyChains = (
  context: Pick<CommandContext, 'call' | 'onProgress'>,
  house: House,
  { organisationId, checkpointEntries = CHECKPOINT_ENTRIES, ...how }: ChainWalk,
): Promise<readonly WalkedChain[]> => {
  let [walked, unkept] = [0, 0];
  const keep = async ({ chain, state }: ChainProgress): Promise<void> => {
    const { organisationId: id, mode, currency } = chain;
    if (!isCurrency(currency)) throw new Error('a wallet of no currency');
    await recordLedgerCheckpoint(house, context.call({ organisationId: id, mode }), { ...state, currency });
  };
  const onProgress = async (progress: ChainProgress): Promise<void> => {
    const { chain, state, entries, isTrusted } = progress;
    const before = walked;
    walked += entries;
    unkept += entries;
    const isEnd = state.sequence === chain.head;
    if (isTrusted && (isEnd || unkept >= checkpointEntries)) await keep(progress);
    if (isEnd || unkept >= checkpointEntries) unkept = 0;
    if (Math.floor(before / checkpointEntries) < Math.floor(walked / checkpointEntries)) {
      context.onProgress(`${walked} entries follow one another so far`);
    }
  };
  return walkChains(house, organisationId, { ...how, onProgress });
};

const nameOf = ({ chain }: WalkedChain): string => `${chain.organisationId} ${chain.mode} ${chain.currency}`;

/** How many things of the chains do not fit. */
export const countFindings = (chains: readonly WalkedChain[]): number =>
  chains.reduce((sum, { findings }) => sum + findings.length, 0);

/** What does not fit, a line each. */
export const findingLines = (chains: readonly WalkedChain[]): readonly string[] =>
  chains.flatMap((walked) =>
    walked.findings.map(
      ({ fault, entryId, sequence, expected, found }) =>
        `  ${fault}  ${nameOf(walked)}, entry ${sequence}${entryId === null ? '' : ` (${entryId})`}: expected ${expected}, found ${found}`,
    ),
  );

/** Remarks beside the result: checkpoints that nobody can judge any more. */
export const checkpointNotes = (chains: readonly WalkedChain[]): readonly string[] => {
  const unknown = chains.reduce((sum, { unknownCheckpoints }) => sum + unknownCheckpoints, 0);
  if (unknown === 0) return [];
  return [`${counted(unknown, 'checkpoint')} of keys that are not in the ring: passed over.`];
};

/** The chains as a script gets them. */
export const chainsJson = (chains: readonly WalkedChain[]) =>
  chains.map(({ chain, behind, findings, ...counts }) => ({
    organisationId: chain.organisationId,
    mode: chain.mode,
    currency: chain.currency,
    head: Number(chain.head),
    behind: Number(behind),
    ...counts,
    findings: findings.map(({ sequence, ...finding }) => ({ ...finding, sequence: Number(sequence) })),
  }));
