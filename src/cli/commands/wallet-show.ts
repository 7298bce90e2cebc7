import {
  type LedgerEntry,
  type LedgerTables,
  listEntries,
  listWallets,
  walletAsOf,
} from '../../domains/ledger/index.ts';
import { type Currency, formatMinor } from '../../kernel/money.ts';
import { command } from '../command.ts';
import { moment, table } from '../layout.ts';
import { getOwner, ownerParameters } from '../owner.ts';
import { defaulting, optional } from '../parameters.ts';
import { currency, isoMoment, wholeNumber } from '../read-value.ts';
import { walletJson } from '../wallet-report.ts';

/** The currency was checked when the book was opened. */
const amount = (minor: bigint, currency: string): string => formatMinor(minor, currency as Currency);

const entryJson = ({
  amountMinor,
  availableAfterMinor,
  reservedAfterMinor,
  sequence,
  hash,
  ...entry
}: LedgerEntry) => ({
  ...entry,
  sequence: Number(sequence),
  hash: hash.toString('hex'),
  amount: amount(amountMinor, entry.currency),
  availableAfter: amount(availableAfterMinor, entry.currency),
  reservedAfter: amount(reservedAfterMinor, entry.currency),
});

export const walletShow = command({
  name: 'wallet show',
  say: "show an organisation's balances and its last entries",
  parameters: {
    ...ownerParameters,
    currency: optional(
      '--currency <code>',
      "the wallet of the entries; the organisation's own where it is left out",
      currency,
    ),
    asOf: optional(
      '--as-of <moment>',
      'balances as the ledger had them at a moment, such as 2026-11-30T23:59:59Z',
      isoMoment,
    ),
    entries: defaulting('--entries <count>', 'how many of the last entries, 0 to 200', wholeNumber(0, 200), '10'),
  },
  run: async (context, { entries: count, currency: code, asOf, ...named }) => {
    const { house } = await context.openHouse();
    const { owner, organisation } = await getOwner(house, named);
    const tables = house.database.tables<LedgerTables>();
    const listed = await listWallets(tables, owner);
    const balances =
      asOf === null ? listed : await Promise.all(listed.map((one) => walletAsOf(tables, owner, one, asOf)));
    const wallets = balances.map(walletJson);
    const filter = asOf === null ? {} : { createdBefore: new Date(asOf.getTime() + 1) };
    const page = await listEntries(tables, owner, code ?? organisation.currency, filter, count, null);
    const entries = page.rows.map(entryJson);
    return {
      json: { ...owner, wallets, entries },
      text: () => [
        ...table(
          ['CURRENCY', 'AVAILABLE', 'RESERVED', 'CREDIT LINE', 'LOW BELOW'],
          wallets.map((wallet) => [
            wallet.currency,
            wallet.available,
            wallet.reserved,
            wallet.creditLine,
            wallet.lowBalance ?? 'not told',
          ]),
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
