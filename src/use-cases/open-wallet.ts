import type { Tx } from '../db/transaction.ts';
import { openFirstDraft } from '../domains/invoices/index.ts';
import { openWallet as openBook } from '../domains/ledger/index.ts';
import { getOrganisation } from '../domains/partners/index.ts';
import { useCase } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import type { Currency } from '../kernel/money.ts';

/** Opens an empty wallet with the draft of its first invoice. */
export const openWalletOf = (tx: Tx, owner: Owner, currency: Currency, timeZone: string): void => {
  openBook(tx, owner, currency);
  openFirstDraft(tx, { ...owner, currency, timeZone }, tx.now);
};

/** Approves an owner for one more currency: it gets an empty wallet. Refuses: UNKNOWN_ORGANISATION, WALLET_EXISTS. */
export const openWallet = useCase('wallet.open', async (tx, { currency }: { readonly currency: Currency }) => {
  const { timeZone } = await getOrganisation(tx, tx.owner.organisationId);
  openWalletOf(tx, tx.owner, currency, timeZone);
  return { result: null, subject: tx.owner.organisationId, event: null };
});
