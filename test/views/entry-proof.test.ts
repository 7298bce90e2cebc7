import { sql } from 'kysely';
import { listEntries } from '../../src/domains/ledger/index.ts';
import { fundWallet } from '../../src/use-cases/fund-wallet.ts';
import { proveEntry } from '../../src/views/entry-proof.ts';
import { systemCall } from '../support/orders.ts';
import { seedPartner } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse();
});

afterAll(() => house.close());

/** A partner with four payments, the ids of whose entries stand in their sequence. */
const seedEntries = async () => {
  const owner = await seedPartner(house);
  const amount = { minor: 100n, currency: 'USD' } as const;
  for (const paymentReference of ['A', 'B', 'C', 'D']) {
    await fundWallet(house, systemCall(owner), { amount, paymentReference });
  }
  const { rows } = await listEntries(house.database.tables(), owner, 'USD', {}, 4, null);
  return { owner, ids: rows.map(({ id }) => id).reverse() };
};

test.each([
  ['changed', `update entries set description = 'Gift' where id = $1`],
  ['taken away', 'delete from entries where id = $1'],
  ['paid for by another posting', 'update postings set amount_minor = amount_minor + 1 where entry_id = $1'],
])('nothing is signed of a chain in which an entry was %s, but for what lies behind it', async (_what, change) => {
  const { owner, ids } = await seedEntries();
  const [first = '', , third = '', fourth = ''] = ids;
  expect((await proveEntry(house, owner, first)).digests).toHaveLength(3);
  const statement = change.replace('$1', `'${third}'`);
  await sql
    .raw(`do $$ begin set local session_replication_role = replica; ${statement}; end $$`)
    .execute(house.database.tables());
  await expect(proveEntry(house, owner, first)).rejects.toThrow('the chain does not fit at entry');
  if (change.startsWith('update')) expect((await proveEntry(house, owner, fourth)).digests).toEqual([]);
});
