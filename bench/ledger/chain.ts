import type { Client, Pool } from 'pg';
import { listChainHeads } from '../../dist/src/domains/ledger/index.js';
import type { House } from '../../dist/src/door/use-case.js';
import { walkChain, walkChains } from '../../dist/src/views/ledger-chain.js';
import type { Book } from './books.ts';
import { type SideCost, takeTurns } from './turns.ts';

const PAGE = 5_000;

const READ = `
  select id, type, currency, amount_minor, order_id, invoice_id, payment_reference, description, available_after_minor,
    reserved_after_minor, created_at, sequence, hash
  from entries where organisation_id = $1 and mode = $2 and currency = $3 and sequence > $4 and sequence <= $5
  order by sequence limit ${PAGE}`;

/** Milliseconds of one entry: a plain read of the rows, page by page, and the check of their chain as `onyx ledger verify` makes it. */
export const measureChain = async (
  { client, pool, house }: { readonly client: Client; readonly pool: Pool; readonly house: House },
  { partner, entries }: Book,
  rounds: number,
): Promise<readonly SideCost[]> => {
  const heads = await listChainHeads(house.database.tables(), partner.organisationId);
  const head = heads.find(({ mode }) => mode === partner.mode);
  if (!head) throw new Error('the wallet has a chain');
  const read = async (count: number): Promise<void> => {
    for (let at = 0; at < count; at += PAGE) {
      const values = [head.organisationId, head.mode, head.currency, at, count];
      const { rows } = await pool.query({ name: 'read chain', text: READ, values });
      if (rows.length !== Math.min(PAGE, count - at)) throw new Error('entries are missing');
    }
  };
  const walk = async (count: number): Promise<void> => {
    const walked = await walkChain(house, { ...head, head: BigInt(count) }, { isFull: true });
    if (walked.findings.length > 0 || walked.entries !== count) throw new Error('the chain does not hold');
  };
  const sides = [
    { name: 'a plain read of the rows', run: read },
    { name: 'the check of their chain', run: walk },
  ];
  return takeTurns(client, sides, { rounds, warmUpRounds: 0, count: entries });
};

/** Proves that the chains of all wallets hold, whoever placed their orders. */
export const assertChains = async (house: House): Promise<void> => {
  const broken = (await walkChains(house, null, { isFull: true })).filter(({ findings }) => findings.length > 0);
  if (broken.length > 0) throw new Error(`broken: ${JSON.stringify(broken.map(({ findings }) => findings))}`);
};
