import type { Kysely } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/id.ts';
import type { Currency } from '../../kernel/money.ts';
import { type Organisation, OrganisationEntity } from './organisation.entity.ts';

export type OrganisationTables = TablesOf<typeof OrganisationEntity>;

interface NewOrganisation {
  readonly name: string;
  readonly currency: Currency;
  /** ISO 3166-1 alpha-2 codes of the markets in which it may not sell. */
  readonly excludedMarkets: readonly string[];
  /** IANA name. */
  readonly timeZone: string;
}

/** Writes a new, active organisation and gives its id. Refuses: ORGANISATION_NAME_TAKEN. */
export const createOrganisation = (tx: Tx, { name, currency, excludedMarkets, timeZone }: NewOrganisation): string => {
  const id = newId('organisation');
  tx.write(OrganisationEntity, {
    id,
    name,
    state: 'active',
    currency,
    excludedMarkets: [...excludedMarkets],
    timeZone,
    createdAt: tx.now,
  });
  return id;
};

/** An organisation, to be changed. Refuses: UNKNOWN_ORGANISATION. */
export const getOrganisation = async (tx: Tx, id: string): Promise<Organisation> => {
  const organisation = await tx.em.findOne(OrganisationEntity, { id });
  if (!organisation) throw new Fault('UNKNOWN_ORGANISATION');
  return organisation;
};

const columns = [
  'id',
  'name',
  'state',
  'currency',
  'excluded_markets as excludedMarkets',
  'time_zone as timeZone',
  'created_at as createdAt',
] as const;

/** All organisations, oldest first. */
export const listOrganisations = (tables: Kysely<OrganisationTables>) =>
  tables.selectFrom('organisations').select(columns).orderBy('id').execute();

/** What an order needs to know of the owner's organisation, read in the order's own transaction. */
export const getStanding = async (tx: Tx) =>
  tx
    .tables<OrganisationTables>()
    .selectFrom('organisations')
    .select(['state', 'excluded_markets as excludedMarkets'])
    .where('id', '=', tx.owner.organisationId)
    .executeTakeFirstOrThrow();

/** The time zone of the owner's invoices, as an IANA name. */
export const getTimeZone = async (tx: Tx): Promise<string> => {
  const { timeZone } = await tx
    .tables<OrganisationTables>()
    .selectFrom('organisations')
    .select('time_zone as timeZone')
    .where('id', '=', tx.owner.organisationId)
    .executeTakeFirstOrThrow();
  return timeZone;
};

/** Refuses: ORGANISATION_SUSPENDED, MARKET_NOT_ELIGIBLE where the package is of a market that is closed to the owner. */
export const assertMaySell = (standing: Awaited<ReturnType<typeof getStanding>>, market: string | null): void => {
  if (standing.state === 'suspended') throw new Fault('ORGANISATION_SUSPENDED');
  if (market !== null && standing.excludedMarkets.includes(market)) {
    throw new Fault('MARKET_NOT_ELIGIBLE', { market });
  }
};
