import type { Call, House } from '../door/use-case.ts';

/** A change that forgets a bounded number of rows. */
type Prune = (house: House, call: Call, input: null) => Promise<{ readonly pruned: number; readonly hasMore: boolean }>;

/** Forgets bounded numbers of rows, each in a transaction of its own, until there are no more. Gives how many. */
export const pruneAll = async (prune: Prune, house: House, call: Call): Promise<number> => {
  let all = 0;
  for (;;) {
    const { pruned, hasMore } = await prune(house, call, null);
    all += pruned;
    if (!hasMore) return all;
  }
};
