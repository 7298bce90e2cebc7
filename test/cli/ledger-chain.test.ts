import { sql } from 'kysely';
import { verifyChains } from '../../src/cli/chain-report.ts';
import { KeyRing } from '../../src/kernel/secret.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { walkChains } from '../../src/views/ledger-chain.ts';
import { JP, keyedCall, orderInput, systemCall } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestHouse, TEST_KEY, type TestHouse } from '../support/test-house.ts';
import { runWarm } from '../support/warm-onyx.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse();
  await seedCatalogue(house, [packageDraft('JP', '4.00')]);
});

afterAll(() => house.close());

/** A wallet with a payment and nine holds: ten entries. */
const seedChain = async (): Promise<SeededPartner> => {
  const owner = await seedPartner(house, { wallet: '50.00', approved: [JP] });
  for (let index = 2; index <= 10; index += 1) {
    await placeOrder(house, keyedCall(owner, `key-${index}`), orderInput(`order-${index}`));
  }
  return owner;
};

/** A run of the command in this process, which keeps a checkpoint every `every` entries; `onProgress` may end it. */
const verify = (owner: SeededPartner, { every = 100, isFull = false, onProgress = (_line: string) => {} } = {}) =>
  verifyChains({ call: (of) => systemCall(of ?? owner), onProgress }, house, {
    organisationId: owner.organisationId,
    isFull,
    pageSize: Math.min(every, 100),
    checkpointEntries: every,
  });

const ofSandbox = (chains: Awaited<ReturnType<typeof verify>>) => {
  const walked = chains.find(({ chain }) => chain.mode === 'sandbox');
  if (!walked) throw new Error('the seeded partner has a sandbox wallet');
  return walked;
};

const checkpointsOf = async ({ organisationId }: SeededPartner): Promise<readonly number[]> => {
  const { rows } = await sql<{ sequence: bigint }>`
    select sequence from ledger_checkpoints where organisation_id = ${organisationId} order by sequence`.execute(
    house.database.tables(),
  );
  return rows.map(({ sequence }) => Number(sequence));
};

/** Changes rows by hand, past the triggers; `owned` stands for the entries of the owner. */
const tamper = async ({ organisationId }: SeededPartner, ...statements: readonly string[]): Promise<void> => {
  const text = statements
    .map((statement) => statement.replaceAll('owned', `organisation_id = '${organisationId}' and mode = 'sandbox'`))
    .join(';');
  await sql
    .raw(`do $$ begin set local session_replication_role = replica; ${text}; end $$`)
    .execute(house.database.tables());
};

const entryAt = async ({ organisationId }: SeededPartner, sequence: number): Promise<string | null> => {
  const { rows } = await sql<{ id: string }>`
    select id from entries where organisation_id = ${organisationId} and mode = 'sandbox' and sequence = ${sequence}`.execute(
    house.database.tables(),
  );
  return rows[0]?.id ?? null;
};

/** Gives every entry from a number on the hash that its content now has, as somebody would who knows how. */
const rehash = (from: number): string => `
  declare e entries; before bytea := decode(repeat('00', 32), 'hex');
  begin
    for e in select * from entries where owned order by sequence loop
      if e.sequence >= ${from} then
        e.hash := sha256(before || entry_digest(e));
        update entries set hash = e.hash where id = e.id;
      end if;
      before := e.hash;
    end loop;
  end`;

test('a chain that fits has a checkpoint at its end, and the next run looks at what came since', async () => {
  const owner = await seedChain();
  expect(ofSandbox(await verify(owner))).toMatchObject({ behind: 0n, entries: 10, findings: [] });
  expect(await checkpointsOf(owner)).toEqual([10]);
  expect(ofSandbox(await verify(owner))).toMatchObject({ behind: 10n, entries: 0, findings: [] });
  await placeOrder(house, keyedCall(owner, 'key-11'), orderInput('order-11'));
  expect(ofSandbox(await verify(owner))).toMatchObject({ behind: 10n, entries: 1, findings: [] });
  expect(ofSandbox(await verify(owner, { isFull: true }))).toMatchObject({ behind: 0n, entries: 11, findings: [] });
  expect(await checkpointsOf(owner)).toEqual([10, 11]);
});

test('a run that was ended on the way is gone on with where its last checkpoint is', async () => {
  const owner = await seedChain();
  const told: string[] = [];
  const onProgress = (line: string): void => {
    told.push(line);
    if (told.length === 2) throw new Error('killed');
  };
  await expect(verify(owner, { every: 3, onProgress })).rejects.toThrow('killed');
  expect(told).toEqual(['3 entries follow one another so far', '6 entries follow one another so far']);
  expect(await checkpointsOf(owner)).toEqual([3, 6]);
  expect(ofSandbox(await verify(owner, { every: 3 }))).toMatchObject({ behind: 6n, entries: 4, findings: [] });
  expect(await checkpointsOf(owner)).toEqual([3, 6, 9, 10]);
});

test('two runs at once keep each checkpoint once', async () => {
  const owner = await seedChain();
  const runs = await Promise.all([verify(owner, { every: 2 }), verify(owner, { every: 2 }), verify(owner)]);
  expect(runs.map((run) => ofSandbox(run).findings)).toEqual([[], [], []]);
  expect(await checkpointsOf(owner)).toEqual([2, 4, 6, 8, 10]);
});

/** What somebody might do to the rows, and the first row that does not fit then. */
const TAMPERING: readonly (readonly [what: string, change: string, fault: string, sequence: number])[] = [
  ['an amount was changed', 'update entries set amount_minor = 1 where owned and sequence = 4', 'hash_differs', 4],
  [
    'a description was changed',
    `update entries set description = description || ' ' where owned and sequence = 1`,
    'hash_differs',
    1,
  ],
  [
    'a balance was changed',
    'update entries set available_after_minor = 9 where owned and sequence = 10',
    'hash_differs',
    10,
  ],
  [
    'an entry was dated anew',
    `update entries set created_at = created_at - interval '1 day' where owned and sequence = 5`,
    'hash_differs',
    5,
  ],
  ['an entry was taken away', 'delete from entries where owned and sequence = 6', 'sequence_gap', 7],
  ['the first entry was taken away', 'delete from entries where owned and sequence = 1', 'sequence_gap', 2],
  [
    'two entries changed places',
    `update entries set sequence = -8 where owned and sequence = 8; update entries set sequence = 8 where owned and sequence = 7;
     update entries set sequence = 7 where owned and sequence = -8`,
    'hash_differs',
    7,
  ],
  [
    'an entry was changed and all hashes were made anew, but not its postings',
    `update entries set amount_minor = 1, available_after_minor = available_after_minor + 399 where owned and sequence = 3;
     ${rehash(3)}`,
    'balances_do_not_lead_on',
    3,
  ],
  [
    'a posting was changed',
    `update postings set amount_minor = amount_minor - 1
     where amount_minor < 0 and entry_id = (select id from entries where owned and sequence = 9)`,
    'balances_do_not_lead_on',
    9,
  ],
];

test.each(TAMPERING)('where %s, the first entry that does not fit is named', async (_what, change, fault, sequence) => {
  const owner = await seedChain();
  await tamper(owner, change);
  const { findings } = ofSandbox(await verify(owner, { every: 2 }));
  const entryId = await entryAt(owner, sequence);
  expect(findings).toEqual([
    { fault, entryId, sequence: BigInt(sequence), expected: expect.any(String), found: expect.any(String) },
  ]);
  expect((await checkpointsOf(owner)).every((kept) => kept < sequence)).toBe(true);
});

test('an end that is taken away while it is looked for is a gap', async () => {
  const owner = await seedChain();
  const chains = await walkChains(house, owner.organisationId, {
    pageSize: 5,
    onProgress: () => tamper(owner, 'delete from entries where owned and sequence > 5'),
  });
  expect(ofSandbox(chains).findings).toEqual([
    { fault: 'sequence_gap', entryId: null, sequence: 6n, expected: '6 to 10', found: 'no entry' },
  ]);
});

/** What somebody might do to a chain of ten with checkpoints at 4, 8 and 10, and the checkpoint that shows it. */
const REWRITING: readonly (readonly [what: string, change: string, differing: readonly number[], behind: number])[] = [
  [
    'an entry was changed and all hashes behind it were made anew',
    `update entries set description = 'Something else' where owned and sequence = 6; ${rehash(6)}`,
    [8, 10],
    4,
  ],
  [
    'the entry of a checkpoint was changed',
    `update entries set description = '' where owned and sequence = 8`,
    [8],
    10,
  ],
  ['the hash of its entry was changed', `update entries set hash = sha256('') where owned and sequence = 10`, [10], 8],
  ['the last entries were taken away', 'delete from entries where owned and sequence > 9', [10], 8],
  [
    'a checkpoint says another hash',
    `update ledger_checkpoints set hash = sha256('') where owned and sequence = 10`,
    [10],
    8,
  ],
  [
    'a checkpoint says other balances',
    'update ledger_checkpoints set available_minor = available_minor + 1 where owned and sequence = 4',
    [4],
    10,
  ],
  [
    'a checkpoint was moved to another number',
    'update ledger_checkpoints set sequence = 9 where owned and sequence = 10',
    [9],
    8,
  ],
  [
    'a checkpoint has the signature of another',
    `update ledger_checkpoints set signature = (select signature from ledger_checkpoints where owned and sequence = 4)
     where owned and sequence = 8`,
    [8],
    10,
  ],
];

test.each(REWRITING)(
  'where %s, the checkpoints that differ are named and none is trusted in their place',
  async (_what, change, differing, behind) => {
    const owner = await seedChain();
    await verify(owner, { every: 4 });
    await tamper(owner, change);
    const before = await checkpointsOf(owner);
    const walked = ofSandbox(await verify(owner, { every: 1 }));
    const rewritten = walked.findings.filter(({ fault }) => fault === 'checkpoint_differs');
    expect(rewritten.map(({ sequence }) => Number(sequence))).toEqual(differing);
    expect(rewritten.map(({ entryId }) => entryId)).toEqual(
      await Promise.all(differing.map((sequence) => entryAt(owner, sequence))),
    );
    expect(Number(walked.behind)).toBe(behind);
    expect(await checkpointsOf(owner)).toEqual(before);
  },
);

test('a checkpoint of a key that is not in the ring is passed over, and one of ours takes its place', async () => {
  const owner = await seedChain();
  await verify(owner);
  const { database, clock } = house;
  const other = { database, clock, keyRing: new KeyRing([{ id: 'new', key: Buffer.alloc(32, 9) }]) };
  const run = () =>
    verifyChains({ call: (of) => systemCall(of ?? owner), onProgress: () => {} }, other, {
      organisationId: owner.organisationId,
    });
  expect(ofSandbox(await run())).toMatchObject({ behind: 0n, entries: 10, unknownCheckpoints: 1, findings: [] });
  expect(ofSandbox(await run())).toMatchObject({ behind: 10n, entries: 0, unknownCheckpoints: 0, findings: [] });
});

describe('the command', () => {
  const run = async (...args: readonly string[]) =>
    runWarm(['ledger', 'verify', ...args], {
      DATABASE_URL: house.databaseUrl,
      ONYX_KEYS: `${TEST_KEY.id}:${TEST_KEY.key.toString('base64')}`,
    });

  test('follows the chains, keeps checkpoints, and begins at the first entry again with --full', async () => {
    const owner = await seedChain();
    const of = ['--organisation', owner.organisationId] as const;
    const first = await run(...of);
    expect(first).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^entries .*checkpoints +10$/m) });
    expect((await run(...of)).stdout).toMatch(/^entries .*checkpoints +0$/m);
    const { stdout } = await run(...of, '--full', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      proven: true,
      chains: [
        { mode: 'live', head: 0 },
        { mode: 'sandbox', currency: 'USD', head: 10, behind: 0, entries: 10, unknownCheckpoints: 0, findings: [] },
      ],
    });
  });

  test('ends with 1 and names the entry, its number, and what was expected and found', async () => {
    const owner = await seedChain();
    await tamper(owner, 'update entries set sequence = 12 where owned and sequence = 10');
    const { code, stdout } = await run('--organisation', owner.organisationId);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAIL {2}an entry follows the one before it/m);
    expect(stdout).toContain(
      `  sequence_gap  ${owner.organisationId} sandbox USD, entry 12 (${await entryAt(owner, 12)}): expected 10, found 12`,
    );
  });
});
