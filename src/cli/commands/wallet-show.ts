import { type LedgerEntry, listEntries, listWallets, type WalletBalance } from '../../domains/ledger/index.ts';
import { type Currency, formatMinor } from '../../kernel/money.ts';
import { command } from '../command.ts';
import { moment, table } from '../layout.ts';
import { getOwner, ownerParameters } from '../owner.ts';
import { defaulting } from '../parameters.ts';
import { wholeNumber } from '../read-value.ts';

/** The currency was checked when the book was opened. */
const amount = (minor: bigint, currency: string): string => formatMinor(minor, currency as Currency);

const walletJson = ({ currency, availableMinor, reservedMinor }: WalletBalance) => ({
  currency,
  available: amount(availableMinor, currency),
  reserved: amount(reservedMinor, currency),
});

const entryJson = ({ amountMinor, availableAfterMinor, reservedAfterMinor, ...entry }: LedgerEntry) => ({
  ...entry,
  amount: amount(amountMinor, entry.currency),
  availableAfter: amount(availableAfterMinor, entry.currency),
  reservedAfter: amount(reservedAfterMinor, entry.currency),
});

export const walletShow = command({
  name: 'wallet show',
  say: "show an organisation's balances and its last entries",
  parameters: {
    ...ownerParameters,
    entries: defaulting('--entries <count>', 'how many of the last entries, 0 to 200', wholeNumber(0, 200), '10'),
  },
  run: async (context, { entries: count, ...named }) => {
    const { house } = await context.openHouse();
    const { owner } = await getOwner(house, named);
    const wallets = (await listWallets(house.database.tables(), owner)).map(walletJson);
    const entries = (await listEntries(house.database.tables(), owner, {}, count, null)).rows.map(entryJson);
    return {
      json: { ...owner, wallets, entries },
      text: () => [
        ...table(
          ['CURRENCY', 'AVAILABLE', 'RESERVED'],
          wallets.map((wallet) => [wallet.currency, wallet.available, wallet.reserved]),
        ),
        ...(entries.length === 0 ? [] : ['']),
        ...(entries.length === 0
          ? []
          : table(
              ['BOOKED', 'TYPE', 'AMOUNT', 'AVAILABLE AFTER', 'RESERVED AFTER', 'DESCRIPTION'],
              entries.map((entry) => [
                moment(entry.createdAt),
                entry.type,
                `${entry.amount} ${entry.currency}`,
                entry.availableAfter,
                entry.reservedAfter,
                entry.description,
              ]),
            )),
      ],
    };
  },
});
