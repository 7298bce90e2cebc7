import fc from 'fast-check';
import { sql } from 'kysely';
import {
  CHAIN_START,
  checkChain,
  ENTRY_TYPES,
  entryDigest,
  entryHash,
  listChainHeads,
  readChain,
} from '../../src/domains/ledger/index.ts';
import { MODES } from '../../src/kernel/actor.ts';
import { parseMoney } from '../../src/kernel/money.ts';
import { fundWallet } from '../../src/use-cases/fund-wallet.ts';
import { walkChains } from '../../src/views/ledger-chain.ts';
import { systemCall } from '../support/orders.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse();
});

afterAll(() => house.close());

/** Any text that PostgreSQL can keep. */
const text = fc.string({ unit: 'binary', maxLength: 60 }).map((any) => any.replaceAll('\0', ''));
const minor = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const words = fc.oneof(
  text,
  fc.constantFrom('two\nlines', '\n', '', ' padded ', '🌍 é e\u0301', '\\n', '"{}"', '\ufeff'),
);

const entry = fc.record({
  organisationId: text,
  mode: fc.constantFrom(...MODES),
  currency: fc.constantFrom('USD', 'JPY', 'KWD'),
  id: text,
  type: fc.constantFrom(...ENTRY_TYPES),
  amountMinor: minor,
  orderId: fc.option(text),
  invoiceId: fc.option(text),
  paymentReference: fc.option(text),
  description: words,
  availableAfterMinor: minor,
  reservedAfterMinor: minor,
  createdAt: fc.date({
    min: new Date('2000-01-01T00:00:00Z'),
    max: new Date('2100-01-01T00:00:00Z'),
    noInvalidDate: true,
  }),
  sequence: fc.bigInt({ min: 1n, max: 10n ** 12n }),
});

test('the digest of any entry is the one that the database makes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 20 }), async (entries) => {
      const rows = entries.map((one) => ({
        organisation_id: one.organisationId,
        mode: one.mode,
        currency: one.currency,
        id: one.id,
        type: one.type,
        amount_minor: `${one.amountMinor}`,
        order_id: one.orderId,
        invoice_id: one.invoiceId,
        payment_reference: one.paymentReference,
        description: one.description,
        available_after_minor: `${one.availableAfterMinor}`,
        reserved_after_minor: `${one.reservedAfterMinor}`,
        created_at: one.createdAt.toISOString(),
        sequence: `${one.sequence}`,
      }));
      const { rows: digests } = await sql<{ digest: Buffer }>`
        select entry_digest(entry) as digest
        from jsonb_populate_recordset(null::entries, ${JSON.stringify(rows)}::jsonb) entry`.execute(
        house.database.tables(),
      );
      expect(digests.map(({ digest }) => digest.toString('hex'))).toEqual(
        entries.map((one) => entryDigest(one, one).toString('hex')),
      );
    }),
    { numRuns: 100 },
  );
});

const fund = (owner: SeededPartner, index: number) =>
  fundWallet(house, systemCall(owner), {
    amount: parseMoney('1.00', 'USD'),
    paymentReference: `reference ${index} – Zürich 🏦`,
  });

const chainOf = async (owner: SeededPartner) => {
  const heads = await listChainHeads(house.database.tables(), owner.organisationId);
  const chain = heads.find(({ mode }) => mode === owner.mode);
  if (!chain) throw new Error('the seeded partner has a wallet');
  return chain;
};

test.each([20, 200])(
  '%d posts at once give one chain without a gap, whose hashes the entries themselves give',
  async (posts) => {
    const owner = await seedPartner(house);
    await Promise.all(Array.from({ length: posts }, (_, index) => fund(owner, index)));
    const chain = await chainOf(owner);
    const links = await readChain(house.database.tables(), chain, 1n, chain.head, posts + 1);
    expect(links.map(({ sequence }) => Number(sequence))).toEqual(
      Array.from({ length: posts }, (_, index) => index + 1),
    );
    const { state, broken } = checkChain(chain, CHAIN_START, links);
    const last = links.reduce<Buffer>((hash, link) => entryHash(hash, entryDigest(chain, link)), Buffer.alloc(32));
    expect(broken).toBeNull();
    expect(state).toEqual({
      sequence: BigInt(posts),
      hash: last,
      availableMinor: BigInt(posts * 100),
      reservedMinor: 0n,
    });
  },
);

test('a chain is followed page by page up to the end that it had, whatever was posted meanwhile', async () => {
  const owner = await seedPartner(house);
  for (let index = 0; index < 7; index += 1) await fund(owner, index);
  const seen: number[] = [];
  const [, walked] = await walkChains(house, owner.organisationId, {
    pageSize: 3,
    onProgress: async ({ state }) => {
      seen.push(Number(state.sequence));
      await fund(owner, 100 + seen.length);
    },
  });
  expect(seen).toEqual([3, 6, 7]);
  expect(walked).toMatchObject({ behind: 0n, entries: 7, findings: [] });
  expect((await chainOf(owner)).head).toBe(10n);
});
