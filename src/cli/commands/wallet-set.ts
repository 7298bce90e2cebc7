import { getWallet } from '../../domains/ledger/index.ts';
import { badInput } from '../../kernel/fault.ts';
import { type Currency, formatMinor, parseMoney } from '../../kernel/money.ts';
import { setWalletTerms } from '../../use-cases/set-wallet-terms.ts';
import { command } from '../command.ts';
import { getOwner, ownerParameters } from '../owner.ts';
import { optional } from '../parameters.ts';
import { currency, decimal, type Reader } from '../read-value.ts';

const OFF = 'off';

const threshold: Reader<string> = (text, field) => (text === OFF ? text : decimal(text, field));

const minorOf = (amount: string | null, code: Currency, field: string): bigint | undefined =>
  amount === null ? undefined : parseMoney(amount, code, field).minor;

export const walletSet = command({
  name: 'wallet set',
  say: "set a wallet's credit line, and below which balance its organisation is told",
  parameters: {
    ...ownerParameters,
    currency: optional('--currency <code>', "the wallet; the organisation's own where it is left out", currency),
    creditLine: optional('--credit-line <amount>', 'how far the available balance may go below zero', decimal),
    lowBalance: optional(
      '--low-balance <amount>',
      `told below this available balance; ${OFF} to tell nobody`,
      threshold,
    ),
  },
  run: async (context, { currency: given, creditLine, lowBalance, ...named }) => {
    if (creditLine === null && lowBalance === null) {
      throw badInput({ field: '--credit-line', bound: 'given, or --low-balance' });
    }
    const { house } = await context.openHouse();
    const { owner, organisation } = await getOwner(house, named);
    const code = given ?? currency(organisation.currency, '--currency');
    await setWalletTerms(house, context.call(owner), {
      currency: code,
      creditLimitMinor: minorOf(creditLine, code, '--credit-line'),
      lowBalanceMinor: lowBalance === OFF ? null : minorOf(lowBalance, code, '--low-balance'),
    });
    const wallet = await getWallet(house.database.tables(), owner, code);
    const json = {
      ...owner,
      currency: code,
      creditLine: formatMinor(wallet.creditLimitMinor, code),
      lowBalance: wallet.lowBalanceMinor === null ? null : formatMinor(wallet.lowBalanceMinor, code),
    };
    return {
      json,
      text: () => [
        `The ${code} wallet of ${organisation.name} in ${owner.mode} has a credit line of ${json.creditLine}; ${json.lowBalance === null ? 'nobody is told when it is low' : `low below ${json.lowBalance}`}.`,
      ],
    };
  },
});
