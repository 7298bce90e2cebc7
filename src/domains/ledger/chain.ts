import { hash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Owner } from '../../kernel/actor.ts';
import { entryColumns, type LedgerEntry } from './entries.ts';

/** One wallet, by what makes it one: a chain is a wallet's. */
export interface WalletName extends Owner {
  readonly currency: string;
}

/** How far a chain was followed: the last entry that fitted, and the balances after it in minor units. */
export interface ChainState {
  readonly sequence: bigint;
  /** 32 bytes. */
  readonly hash: Buffer;
  readonly availableMinor: bigint;
  readonly reservedMinor: bigint;
}

/** Before the first entry. */
export const CHAIN_START: ChainState = {
  sequence: 0n,
  hash: Buffer.alloc(32),
  availableMinor: 0n,
  reservedMinor: 0n,
};

/** An entry with what its postings add to the wallet's two balances, in minor units. */
export interface ChainLink extends LedgerEntry {
  readonly addsAvailableMinor: bigint;
  readonly addsReservedMinor: bigint;
}

/** Why an entry does not follow the one before it. */
export type ChainFault = 'sequence_gap' | 'hash_differs' | 'balances_do_not_lead_on';

/** The first entry of a chain that does not fit. */
interface ChainBreak {
  readonly fault: ChainFault;
  readonly entryId: string;
  readonly sequence: bigint;
  readonly expected: string;
  readonly found: string;
}

/** SHA-256 of what an entry says, line by line: the database makes it of the same lines when the entry is written. */
export const entryDigest = ({ organisationId, mode, currency }: WalletName, entry: Omit<LedgerEntry, 'hash'>): Buffer =>
  hash(
    'sha256',
    [
      'onyx-ledger-entry-v1',
      organisationId,
      mode,
      currency,
      entry.sequence,
      entry.id,
      entry.type,
      entry.amountMinor,
      entry.orderId ?? '',
      entry.invoiceId ?? '',
      entry.paymentReference ?? '',
      entry.availableAfterMinor,
      entry.reservedAfterMinor,
      entry.createdAt.toISOString(),
      entry.description,
    ].join('\n'),
    'buffer',
  );

/** The hash of an entry: SHA-256 of the 32 bytes of the hash before it and the 32 bytes of its digest. */
export const entryHash = (previousHash: Buffer, digest: Buffer): Buffer =>
  hash('sha256', Buffer.concat([previousHash, digest]), 'buffer');

/** A wallet's balances in words, in minor units. */
export const describeBalances = (availableMinor: bigint, reservedMinor: bigint): string =>
  `${availableMinor} available, ${reservedMinor} reserved`;

/** Why an entry does not follow what came before it; null where it does. */
const breakAt = (wallet: WalletName, before: ChainState, link: ChainLink): ChainBreak | null => {
  const at = (fault: ChainFault, expected: string, found: string): ChainBreak => ({
    fault,
    entryId: link.id,
    sequence: link.sequence,
    expected,
    found,
  });
  const sequence = before.sequence + 1n;
  if (link.sequence !== sequence) return at('sequence_gap', `${sequence}`, `${link.sequence}`);
  const expected = entryHash(before.hash, entryDigest(wallet, link));
  if (!link.hash.equals(expected)) return at('hash_differs', expected.toString('hex'), link.hash.toString('hex'));
  const availableMinor = before.availableMinor + link.addsAvailableMinor;
  const reservedMinor = before.reservedMinor + link.addsReservedMinor;
  if (link.availableAfterMinor === availableMinor && link.reservedAfterMinor === reservedMinor) return null;
  return at(
    'balances_do_not_lead_on',
    describeBalances(availableMinor, reservedMinor),
    describeBalances(link.availableAfterMinor, link.reservedAfterMinor),
  );
};

/** How far a page of a chain fits behind what came before it. */
export interface CheckedPage {
  readonly state: ChainState;
  /** The first entry that does not fit; null where all do. */
  readonly broken: ChainBreak | null;
}

/** Follows a page of a wallet's chain, in its sequence: each entry has the next number, the right hash, and balances that lead on. */
export const checkChain = (wallet: WalletName, before: ChainState, page: readonly ChainLink[]): CheckedPage => {
  let state = before;
  for (const link of page) {
    const broken = breakAt(wallet, state, link);
    if (broken) return { state, broken };
    const { sequence, availableAfterMinor: availableMinor, reservedAfterMinor: reservedMinor } = link;
    state = { sequence, hash: link.hash, availableMinor, reservedMinor };
  }
  return { state, broken: null };
};

/** Entries of a chain from a number to another, both in it, in their sequence; as many of the first as `limit` says. */
export const readChain = async (
  tables: Kysely<unknown>,
  { organisationId, mode, currency }: WalletName,
  firstSequence: bigint,
  lastSequence: bigint,
  limit: number,
): Promise<readonly ChainLink[]> => {
  // Looked up by the postings' own key, entry by entry: a join would read all postings for a page of them.
  const added = (kind: 'available' | 'reserved') => sql`
    coalesce((select p.amount_minor from postings p where p.entry_id = e.id and p.account_id = (
      select a.id from accounts a
      where a.organisation_id = ${organisationId} and a.mode = ${mode} and a.currency = ${currency} and a.kind = ${kind}
    )), 0)`;
  const { rows } = await sql<ChainLink>`
    select ${entryColumns}, ${added('available')} as "addsAvailableMinor", ${added('reserved')} as "addsReservedMinor"
    from entries e
    where organisation_id = ${organisationId} and mode = ${mode} and currency = ${currency}
      and sequence between ${firstSequence} and ${lastSequence}
    order by sequence limit ${limit}`.execute(tables);
  return rows;
};

/** The end of a wallet's chain when it was asked for. */
export interface ChainHead extends WalletName {
  /** The number of its last entry; 0 where it has none. */
  readonly head: bigint;
}

/** The ends of the chains of one organisation, or of all where it is null. */
export const listChainHeads = async (
  tables: Kysely<unknown>,
  organisationId: string | null,
): Promise<readonly ChainHead[]> => {
  const { rows } = await sql<ChainHead>`
    select organisation_id as "organisationId", mode, currency, coalesce((
      select max(e.sequence) from entries e
      where (e.organisation_id, e.mode, e.currency) = (w.organisation_id, w.mode, w.currency)
    ), 0) as head
    from wallets w where ${organisationId === null ? sql`true` : sql`organisation_id = ${organisationId}`}
    order by organisation_id, mode, currency`.execute(tables);
  return rows;
};
