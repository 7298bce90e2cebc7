import {
  CHAIN_START,
  type ChainFault,
  type ChainHead,
  type ChainState,
  checkChain,
  judgeCheckpoints,
  listChainHeads,
  readChain,
} from '../domains/ledger/index.ts';
import type { House } from '../door/use-case.ts';

/** What does not fit in a wallet's chain: its first such entry, or a checkpoint. */
export interface ChainFinding {
  readonly fault: ChainFault | 'checkpoint_differs';
  /** Null where there is no entry of this number. */
  readonly entryId: string | null;
  readonly sequence: bigint;
  readonly expected: string;
  readonly found: string;
}

/** How far a walk along a chain is. */
export interface ChainProgress {
  readonly chain: ChainHead;
  readonly state: ChainState;
  /** Entries since the progress before. */
  readonly entries: number;
  /** False where a checkpoint of the chain differs, although the entries fit. */
  readonly isTrusted: boolean;
}

/** A chain that was walked to the end that it had. */
export interface WalkedChain {
  readonly chain: ChainHead;
  /** The checkpoint behind which the walk began; 0 where it began at the first entry. */
  readonly behind: bigint;
  /** Entries that were looked at. */
  readonly entries: number;
  /** Checkpoints that say nothing, for the key that signed them is not in the ring. */
  readonly unknownCheckpoints: number;
  readonly findings: readonly ChainFinding[];
}

/** Entries in one statement: some milliseconds of work, and some megabytes. */
const PAGE = 5_000;

export interface WalkOptions {
  /** Begins at the first entry, whatever checkpoints there are. */
  readonly isFull?: boolean;
  readonly pageSize?: number;
  /** Called behind each page that fits. */
  readonly onProgress?: (progress: ChainProgress) => Promise<void> | void;
}

/**
 * Walks along a wallet's chain, page by page, up to the end that it had when that was asked for; it begins behind the last
 * checkpoint that is right. Every checkpoint is judged, and the walk ends at the first entry that does not fit.
 */
export const walkChain = async (
  { database, keyRing }: Pick<House, 'database' | 'keyRing'>,
  chain: ChainHead,
  { isFull = false, pageSize = PAGE, onProgress }: WalkOptions = {},
): Promise<WalkedChain> => {
  const tables = database.tables<unknown>();
  const checkpoints = await judgeCheckpoints(tables, keyRing, chain);
  const differing = checkpoints.filter(({ standing }) => standing === 'differs').reverse();
  const findings: ChainFinding[] = differing.map(({ entryId, sequence, expected, found }) => ({
    fault: 'checkpoint_differs',
    entryId,
    sequence,
    expected,
    found,
  }));
  const isTrusted = findings.length === 0;
  const start = (isFull ? null : checkpoints.find(({ standing }) => standing === 'right')) ?? CHAIN_START;
  let [state, entries]: [ChainState, number] = [start, 0];
  while (state.sequence < chain.head) {
    const page = await readChain(tables, chain, state.sequence + 1n, chain.head, pageSize);
    const checked = checkChain(chain, state, page);
    entries += page.length;
    state = checked.state;
    if (checked.broken) findings.push(checked.broken);
    else if (page.length === 0) findings.push(lackingBehind(state, chain));
    else await onProgress?.({ chain, state, entries: page.length, isTrusted });
    if (checked.broken || page.length === 0) break;
  }
  const unknownCheckpoints = checkpoints.filter(({ standing }) => standing === 'unknown_key').length;
  return { chain, behind: start.sequence, entries, unknownCheckpoints, findings };
};

const lackingBehind = ({ sequence }: ChainState, { head }: ChainHead): ChainFinding => ({
  fault: 'sequence_gap',
  entryId: null,
  sequence: sequence + 1n,
  expected: `${sequence + 1n} to ${head}`,
  found: 'no entry',
});

/** Walks along the chains of one organisation, or of all where it is null, one after another, each to the end that it has now. */
export const walkChains = async (
  house: Pick<House, 'database' | 'keyRing'>,
  organisationId: string | null,
  options: WalkOptions = {},
): Promise<readonly WalkedChain[]> => {
  const walked: WalkedChain[] = [];
  for (const chain of await listChainHeads(house.database.tables(), organisationId)) {
    walked.push(await walkChain(house, chain, options));
  }
  return walked;
};
