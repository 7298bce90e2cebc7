import type { Tx } from '../db/transaction.ts';
import { openFirstDraft } from '../domains/invoices/index.ts';
import { openWallet as openBook } from '../domains/ledger/index.ts';
import { getTimeZone } from '../domains/partners/index.ts';
import { useCase } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import type { Currency } from '../kernel/money.ts';

/** Opens an empty wallet with the draft of its first invoice. */
export const openWalletOf = async (tx: Tx, owner: Owner, currency: Currency, timeZone: string): Promise<void> => {
  await openBook(tx, owner, currency);
  openFirstDraft(tx, { ...owner, currency, timeZone }, tx.now);
};

/** Approves an owner for one more currency: it gets an empty wallet. Refuses: WALLET_EXISTS. */
export const openWallet = useCase('wallet.open', async (tx, { currency }: { readonly currency: Currency }) => {
  await openWalletOf(tx, tx.owner, currency, await getTimeZone(tx));
  return { result: null, subject: tx.owner.organisationId, event: null };
});
