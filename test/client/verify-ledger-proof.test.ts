import fc from 'fast-check';
import { type LedgerProof, LedgerProofError, OnyxClient, verifyLedgerProof } from '../../src/client/index.ts';
import { entryDigest, entryHash, listEntries, signCheckpoint } from '../../src/domains/ledger/index.ts';
import { toLedgerProof } from '../../src/graphql/types/ledger-proof.type.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { CURRENCY_DECIMALS, type Currency } from '../../src/kernel/money.ts';
import { KeyRing } from '../../src/kernel/secret.ts';
import { fundWallet } from '../../src/use-cases/fund-wallet.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { keepInvariants } from '../support/after-each.ts';
import { JP, keyedCall, orderInput, systemCall } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const ENTRIES = 258;

let api: TestApi;
let partner: SeededPartner;
let client: OnyxClient;
let publicKeys: Awaited<ReturnType<OnyxClient['ledgerPublicKeys']>>;
/** The ids of the partner's entries, the oldest first. */
let ids: readonly string[];

const clientOf = async (owner: Owner): Promise<OnyxClient> =>
  new OnyxClient({ url: api.url, credential: await api.credential(owner) });

const fund = (house: TestApi['house'], owner: Owner, index: number) =>
  fundWallet(house, systemCall(owner), {
    amount: { minor: 100n, currency: 'USD' },
    paymentReference: `Überweisung ${index} 🏦`,
  });

beforeAll(async () => {
  api = await openTestApi();
  await seedCatalogue(api.house, [packageDraft('JP', '4.00')]);
  partner = await seedPartner(api.house, { wallet: '5.00', approved: [JP] });
  await placeOrder(api.house, keyedCall(partner, 'key'), orderInput('order'));
  for (let index = 3; index <= ENTRIES; index += 1) await fund(api.house, partner, index);
  client = await clientOf(partner);
  publicKeys = await client.ledgerPublicKeys();
  const { rows } = await listEntries(api.house.database.tables(), partner, 'USD', {}, ENTRIES, null);
  ids = rows.map(({ id }) => id).reverse();
});
afterAll(() => api.close());
keepInvariants(() => api);

const idAt = (sequence: number): string => ids[sequence - 1] ?? '';

const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'proven',
    (error: unknown) => (error instanceof LedgerProofError ? error.reason : Promise.reject(error)),
  );

test.each([
  [1, 256, 255],
  [2, 256, 254],
  [255, 256, 1],
  [256, 256, 0],
  [257, 258, 1],
  [258, 258, 0],
])(
  'a partner verifies entry %d with the key that it kept: checkpoint %d, %d digests on the way',
  async (sequence, end, digests) => {
    const proof = await client.ledgerProof(idAt(sequence));
    expect([proof.checkpoint.sequence, proof.digests.length]).toEqual([end, digests]);
    const proven = await verifyLedgerProof(proof, { publicKeys });
    expect(proven).toMatchObject({
      entry: { id: idAt(sequence), sequence },
      checkpoint: { organisationId: partner.organisationId, mode: 'SANDBOX', currency: 'USD', sequence: end },
    });
  },
);

test('an entry of another organisation or mode is no entry, and one that nobody has neither', async () => {
  const other = await seedPartner(api.house, { wallet: '1.00' });
  const live = await clientOf({ ...partner, mode: 'live' });
  const unknown = `ent_${'0'.repeat(26)}`;
  const stranger = await clientOf(other);
  for (const ask of [
    () => stranger.ledgerProof(idAt(1)),
    () => live.ledgerProof(idAt(1)),
    () => client.ledgerProof(unknown),
  ]) {
    await expect(ask()).rejects.toMatchObject({ code: 'ENTRY_NOT_FOUND', moneyMoved: false });
  }
});

test('a proof that was kept still verifies when the chain has grown', async () => {
  const owner = await seedPartner(api.house, { wallet: '1.00' });
  const own = await clientOf(owner);
  const { nodes } = await own.ledgerEntries({ first: 1 });
  const [{ id } = { id: '' }] = nodes;
  const before = await own.ledgerProof(id);
  await fund(api.house, owner, 2);
  const after = await own.ledgerProof(id);
  expect([before, after].map(({ checkpoint }) => checkpoint.sequence)).toEqual([1, 2]);
  for (const proof of [before, after]) await verifyLedgerProof(proof, { publicKeys });
});

type Path = readonly (string | number)[];

/** Where the leaves of a proof are. */
const leavesOf = (value: unknown, path: Path = []): readonly Path[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name]))
    : [path];

const leafAt = (proof: LedgerProof, path: Path): unknown =>
  path.reduce<unknown>((value, name) => Reflect.get(Object(value), name), proof);

/** A copy of a proof with another leaf. */
const withLeaf = (proof: LedgerProof, path: Path, leaf: unknown): LedgerProof => {
  const copy: LedgerProof = structuredClone(proof);
  const last = path.at(-1) ?? '';
  Reflect.set(Object(leafAt(copy, path.slice(0, -1))), last, leaf);
  return copy;
};

describe('of a proof, any one change makes it none:', () => {
  let proof: LedgerProof;
  let leaves: readonly Path[];

  beforeAll(async () => {
    proof = await client.ledgerProof(idAt(254));
    leaves = leavesOf(proof);
  });

  test('each character of each text that becomes another', async () => {
    for (const path of leaves) {
      const leaf = leafAt(proof, path);
      if (typeof leaf !== 'string') continue;
      for (const [at, character] of [...leaf].entries()) {
        const other = [...leaf].with(at, character === 'A' ? 'B' : 'A').join('');
        expect([
          path,
          other,
          await reasonOf(verifyLedgerProof(withLeaf(proof, path, other), { publicKeys })),
        ]).not.toEqual([path, other, 'proven']);
      }
    }
  });

  test('any text in place of another, with a character more, less, or changed', async () => {
    const texts = leaves.filter((path) => typeof leafAt(proof, path) === 'string');
    const characters = fc.constantFrom(...'0129aAfFzZ.-+/= \n\t_', '', '\ud83d', '\u0000', 'é', 'e\u0301', '00', '.0');
    const changes = fc.record({ path: fc.constantFrom(...texts), at: fc.nat(), taken: fc.nat(2), put: characters });
    await fc.assert(
      fc.asyncProperty(changes, async ({ path, at, taken, put }) => {
        const leaf = String(leafAt(proof, path));
        const place = at % (leaf.length + 1);
        const other = leaf.slice(0, place) + put + leaf.slice(place + taken);
        fc.pre(other !== leaf);
        expect(await reasonOf(verifyLedgerProof(withLeaf(proof, path, other), { publicKeys }))).not.toBe('proven');
      }),
      { numRuns: 1_500 },
    );
  });

  test.each([null, undefined, '', 0, 1, -1, 255, Number.NaN, 1.5, true, [], {}, 1n])(
    'a leaf that is %p',
    async (other) => {
      for (const path of leaves) {
        if (leafAt(proof, path) === other) continue;
        const changed = withLeaf(proof, path, other);
        expect([path, await reasonOf(verifyLedgerProof(changed, { publicKeys }))]).not.toEqual([path, 'proven']);
      }
    },
  );

  test('digests that lack one, have one more, or changed places', async () => {
    const [first = '', second = ''] = proof.digests;
    const changes = [[], [first], [second], [second, first], [first, second, first], Array(300).fill(first)];
    for (const digests of changes) {
      expect(await reasonOf(verifyLedgerProof({ ...proof, digests }, { publicKeys }))).toMatch(
        /chain_differs|malformed/,
      );
    }
  });

  test('an amount that says the same with its point elsewhere, or for nothing', async () => {
    for (const amount of ['10.0', '1.000', '01.00', '+1.00', '1,00', '1', '-1.00', ' 1.00']) {
      const changed = withLeaf(proof, ['entry', 'amount', 'amount'], amount);
      expect([amount, await reasonOf(verifyLedgerProof(changed, { publicKeys }))]).not.toEqual([amount, 'proven']);
    }
  });

  test('a part of it that is not there, and what is no proof at all', async () => {
    const parts = ['entry', 'checkpoint', 'digests', 'previousHash'] as const;
    const broken: readonly unknown[] = [null, 'proof', {}, ...parts.map((part) => ({ ...proof, [part]: undefined }))];
    for (const one of broken) {
      expect(await reasonOf(verifyLedgerProof(one as LedgerProof, { publicKeys }))).toBe('malformed'); // as a caller without types has it
    }
  });

  test('the entry of another proof, and the checkpoint of another', async () => {
    const other = await client.ledgerProof(idAt(253));
    const { entry, checkpoint } = other;
    expect(await reasonOf(verifyLedgerProof({ ...proof, entry }, { publicKeys }))).toBe('entry_differs');
    const late = await client.ledgerProof(idAt(257));
    expect(await reasonOf(verifyLedgerProof({ ...proof, checkpoint }, { publicKeys }))).toBe('proven');
    expect(await reasonOf(verifyLedgerProof({ ...proof, checkpoint: late.checkpoint }, { publicKeys }))).toBe(
      'chain_differs',
    );
  });
});

test('a proof that another key signed is not believed, whatever public key it brings', async () => {
  const proof = await client.ledgerProof(idAt(1));
  const forger = new KeyRing([{ id: 'test', key: Buffer.alloc(32, 1) }]);
  const { organisationId, mode } = partner;
  const { sequence, hash, signedAt } = proof.checkpoint;
  const claim = { organisationId, mode, currency: 'USD', sequence: BigInt(sequence), hash: Buffer.from(hash, 'hex') };
  const { signature } = signCheckpoint(forger, { ...claim, signedAt: new Date(signedAt) });
  const publicKey = forger.publicKeys().get('test')?.toString('base64') ?? '';
  const forged = { ...proof, checkpoint: { ...proof.checkpoint, signature: signature.toString('base64') } };
  expect(await reasonOf(verifyLedgerProof(forged, { publicKeys }))).toBe('signature_differs');
  const whole = { ...forged, checkpoint: { ...forged.checkpoint, publicKey } };
  expect(await reasonOf(verifyLedgerProof(whole, { publicKeys }))).toBe('unknown_key');
  expect(await reasonOf(verifyLedgerProof(whole, { publicKeys: [{ keyId: 'test', publicKey }] }))).toBe('proven');
  expect(await reasonOf(verifyLedgerProof(proof, { publicKeys: [] }))).toBe('unknown_key');
});

test.each(['', 'short', 'A'.repeat(44), `${'A'.repeat(42)}B=`])(
  'a pinned key that is none, %p, is a mistake here',
  async (publicKey) => {
    const proof = await client.ledgerProof(idAt(1));
    const pinned = verifyLedgerProof(proof, { publicKeys: [{ keyId: 'test', publicKey }] });
    await expect(pinned).rejects.toThrow(TypeError);
  },
);

test.each(Object.keys(CURRENCY_DECIMALS) as Currency[])(
  'amounts of %s are read as the server writes them',
  async (currency) => {
    const keyRing = new KeyRing([{ id: 'k', key: Buffer.alloc(32, 3) }]);
    const [publicKey = Buffer.alloc(0)] = keyRing.publicKeys().values();
    const minor = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
    await fc.assert(
      fc.asyncProperty(minor, minor, minor, async (amountMinor, availableAfterMinor, reservedAfterMinor) => {
        const wallet = { organisationId: 'org_1', mode: 'live', currency } as const;
        const entry = {
          id: 'ent_1',
          type: 'monthly_minimum_true_up',
          currency,
          amountMinor,
          orderId: null,
          invoiceId: 'inv_1',
          paymentReference: null,
          description: 'two\nlines',
          availableAfterMinor,
          reservedAfterMinor,
          createdAt: new Date('2026-11-24T09:00:00.007Z'),
          sequence: 1n,
        } as const;
        const previousHash = Buffer.alloc(32);
        const hash = entryHash(previousHash, entryDigest(wallet, entry));
        const claim = { ...wallet, sequence: 1n, hash, signedAt: new Date('2026-11-24T09:00:01.000Z') };
        const checkpoint = { ...claim, ...signCheckpoint(keyRing, claim), publicKey };
        const shown = toLedgerProof({ entry: { ...entry, hash }, previousHash, digests: [], checkpoint });
        const answered = JSON.parse(JSON.stringify(shown));
        const proof: LedgerProof = {
          ...answered,
          entry: { ...answered.entry, type: 'MONTHLY_MINIMUM_TRUE_UP' },
          checkpoint: { ...answered.checkpoint, mode: 'LIVE' },
        };
        const pinned = [{ keyId: 'k', publicKey: publicKey.toString('base64') }];
        expect(await reasonOf(verifyLedgerProof(proof, { publicKeys: pinned }))).toBe('proven');
      }),
      { numRuns: 20 },
    );
  },
);
