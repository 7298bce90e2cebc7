import { type ChainState, recordCheckpoint } from '../domains/ledger/index.ts';
import { useCase } from '../door/use-case.ts';
import type { Currency } from '../kernel/money.ts';

/** How far a chain of the owner was verified. */
export interface VerifiedChain extends ChainState {
  readonly currency: Currency;
}

/**
 * Signs how far a chain of the owner was verified, so that the next run begins there; true where that is new. Refuses:
 * CURRENCY_NOT_APPROVED.
 */
export const recordLedgerCheckpoint = useCase(
  'ledger.checkpoint',
  async (tx, { currency, ...state }: VerifiedChain, { keyRing }) => {
    const isNew = await recordCheckpoint(tx, keyRing, currency, state);
    return { result: isNew, subject: isNew ? `${currency} ${state.sequence}` : null, event: null };
  },
);
