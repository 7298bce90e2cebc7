import { listWallets } from '../../domains/ledger/index.ts';
import { badInput } from '../../kernel/fault.ts';
import { type Currency, formatMinor, formatMoney, isCurrency, parseMoney } from '../../kernel/money.ts';
import { fundWallet } from '../../use-cases/fund-wallet.ts';
import { command } from '../command.ts';
import { getOwner, ownerParameters } from '../owner.ts';
import { optional, required } from '../parameters.ts';
import { currency, decimal, reference } from '../read-value.ts';

const bookOf = (wanted: string, wallets: readonly { readonly currency: string }[]): Currency => {
  const known = wallets.map((wallet) => wallet.currency);
  if (!known.includes(wanted) || !isCurrency(wanted)) {
    throw badInput({
      field: '--currency',
      bound: `a currency in which the organisation has a wallet: ${known.join(', ')}`,
    });
  }
  return wanted;
};

export const walletFund = command({
  name: 'wallet fund',
  say: 'book a payment that came in; a reference is booked once',
  parameters: {
    ...ownerParameters,
    amount: required('--amount <amount>', 'what was paid, such as 50.00', decimal),
    reference: required('--reference <reference>', "the payment's own reference, such as the bank's", reference),
    currency: optional('--currency <code>', "the currency; the organisation's own where it is left out", currency),
  },
  run: async (context, { amount, reference: paymentReference, currency: code, ...named }) => {
    const { house } = await context.openHouse();
    const { owner, organisation } = await getOwner(house, named);
    const book = bookOf(code ?? organisation.currency, await listWallets(house.database.tables(), owner));
    const paid = parseMoney(amount, book, '--amount');
    const entryId = await fundWallet(house, context.call(owner), { amount: paid, paymentReference });
    const available =
      (await listWallets(house.database.tables(), owner)).find((wallet) => wallet.currency === book)?.availableMinor ??
      0n;
    const balance = formatMinor(available, book);
    return {
      json: { entryId, ...owner, amount: formatMoney(paid), currency: book, paymentReference, available: balance },
      text: () => [
        `Booked ${formatMoney(paid)} ${book} for ${organisation.name} in ${owner.mode}; available: ${balance} ${book}.`,
      ],
    };
  },
});
