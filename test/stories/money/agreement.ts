import { sql } from 'kysely';
import { getWallet, type LedgerTables, walletAsOf } from '../../../src/domains/ledger/index.ts';
import type { House } from '../../../src/door/use-case.ts';
import type { Owner } from '../../../src/kernel/actor.ts';
import { walkChains } from '../../../src/views/ledger-chain.ts';
import { proveLedger } from '../../../src/views/ledger-proof.ts';
import type { Model, WalletCurrency } from './model.ts';
import { countIn, invoicesOf } from './perform.ts';
import { pictureOf, pictureOfModel } from './picture.ts';

/** Every so many moments is looked at, around those at which something was booked. */
const STRIDE = 7;

const agreeOnThePast = async (house: House, owner: Owner, currency: WalletCurrency, model: Model): Promise<void> => {
  const tables = house.database.tables<LedgerTables>();
  const { entries } = model.wallets[currency];
  const wallet = await getWallet(tables, owner, currency);
  const moments = entries.flatMap(({ at }) => [at - 1, at, at + 1]).filter((_at, n) => n % STRIDE === 0);
  for (const at of moments) {
    const last = entries.findLast((entry) => entry.at <= at);
    expect(await walletAsOf(tables, owner, wallet, new Date(at))).toMatchObject({
      availableMinor: last?.availableAfterMinor ?? 0n,
      reservedMinor: last?.reservedAfterMinor ?? 0n,
    });
  }
};

/** Entries that are on no invoice but void ones, or on more than one. */
const misplaced = async ({ database }: House, { organisationId }: Owner): Promise<readonly unknown[]> => {
  const { rows } = await sql`
    select e.id, e.type, count(i.id) from entries e
    left join invoices i on (i.organisation_id, i.mode, i.currency) = (e.organisation_id, e.mode, e.currency)
      and i.status <> 'void' and e.sequence between i.first_sequence and coalesce(i.last_sequence, e.sequence)
    where e.organisation_id = ${organisationId} group by e.id, e.type having count(i.id) <> 1`.execute(
    database.tables(),
  );
  return rows;
};

/** Insists that what an owner has is what the model says, and that it fits together. */
export const expectAgreement = async (house: House, owner: Owner, model: Model): Promise<void> => {
  expect(await pictureOf(house, owner)).toEqual(pictureOfModel(model));
  for (const currency of ['USD', 'JPY', 'KWD'] as const) await agreeOnThePast(house, owner, currency, model);
  const numbers = (await invoicesOf(house, owner)).flatMap(({ number }) => countIn(number) ?? []);
  expect(numbers.toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: model.lastNumber }, (_, n) => n + 1),
  );
  expect(await misplaced(house, owner)).toEqual([]);
  expect((await proveLedger(house, owner.organisationId)).offenders).toEqual([]);
  expect((await walkChains(house, owner.organisationId)).flatMap(({ findings }) => findings)).toEqual([]);
};
