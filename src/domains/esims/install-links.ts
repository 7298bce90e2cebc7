import type { Kysely } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/id.ts';
import { type KeyRing, newInstallToken } from '../../kernel/secret.ts';
import { InstallLinkEntity } from './install-link.entity.ts';

export type InstallLinkTables = TablesOf<typeof InstallLinkEntity>;

/** Where the links lead on this server; the secret of a link follows. */
export const INSTALL_PATH = '/install/';

/** How long a link may last, in days. */
export const LINK_DAYS_MAX = 30;
export const LINK_DAYS_DEFAULT = 7;

/** Links of an eSIM that are listed: the newest. */
export const LINKS_LISTED_MAX = 50;

const DAY_MS = 86_400_000;

const columns = [
  'id',
  'organisation_id as organisationId',
  'mode',
  'iccid',
  'one_time as oneTime',
  'expires_at as expiresAt',
  'opened_at as openedAt',
  'opens',
  'revoked_at as revokedAt',
  'created_at as createdAt',
] as const;

const owned = (tables: Kysely<InstallLinkTables>, { organisationId, mode }: Owner) =>
  tables
    .selectFrom('install_links')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('mode', '=', mode);

const readLink = (tables: Kysely<InstallLinkTables>, owner: Owner, id: string) =>
  owned(tables, owner).where('id', '=', id).executeTakeFirst();

/** An install link as it stands; of its secret nothing. */
export type InstallLink = NonNullable<Awaited<ReturnType<typeof readLink>>>;

/** What a link is for: `open` alone shows the eSIM. */
export type InstallLinkState = 'open' | 'expired' | 'used' | 'revoked';

/** What a link is for at a moment. */
export const linkStateOf = (
  { revokedAt, expiresAt, oneTime, opens }: Pick<InstallLink, 'revokedAt' | 'expiresAt' | 'oneTime' | 'opens'>,
  now: Date,
): InstallLinkState => {
  if (revokedAt !== null) return 'revoked';
  if (oneTime && opens > 0) return 'used';
  return expiresAt <= now ? 'expired' : 'open';
};

interface LinkChoice {
  readonly iccid: string;
  /** For how many days it lasts, 1 to 30. */
  readonly days: number;
  readonly oneTime: boolean;
}

/** Makes a link to an eSIM that is there, and gives it with its secret, this once. */
export const addInstallLink = (
  tx: Tx,
  keyRing: KeyRing,
  { iccid, days, oneTime }: LinkChoice,
): { readonly link: InstallLink; readonly token: string } => {
  const token = newInstallToken();
  const { keyId, bytes } = keyRing.hash(token);
  const link: InstallLink = {
    id: newId('installLink'),
    organisationId: tx.owner.organisationId,
    mode: tx.owner.mode,
    iccid,
    oneTime,
    expiresAt: new Date(tx.now.getTime() + days * DAY_MS),
    openedAt: null,
    opens: 0,
    revokedAt: null,
    createdAt: tx.now,
  };
  tx.write(InstallLinkEntity, { ...link, keyId, tokenHash: bytes });
  return { link, token };
};

/** The newest links of one of the owner's eSIMs, at most 50, also those that have ended. */
export const listInstallLinks = (
  tables: Kysely<InstallLinkTables>,
  owner: Owner,
  iccid: string,
): Promise<readonly InstallLink[]> =>
  owned(tables, owner).where('iccid', '=', iccid).orderBy('id', 'desc').limit(LINKS_LISTED_MAX).execute();

/** One of the owner's links, locked. Refuses: INSTALL_LINK_NOT_FOUND, also for another owner's. */
export const lockInstallLink = async (tx: Tx, id: string): Promise<InstallLink> => {
  const link = await owned(tx.tables<InstallLinkTables>(), tx.owner)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!link) throw new Fault('INSTALL_LINK_NOT_FOUND');
  return link;
};

/** Notes on a locked link that it showed the eSIM. */
export const noteOpening = (tx: Tx, { id }: InstallLink): void => {
  tx.change('update install_links set opens = opens + 1, opened_at = coalesce(opened_at, ?) where id = ?', [
    tx.now,
    id,
  ]);
};

/** Ends a locked link that was not ended this way before. Gives it as it then stands. */
export const endInstallLink = (tx: Tx, link: InstallLink): InstallLink => {
  tx.change('update install_links set revoked_at = ? where id = ?', [tx.now, link.id]);
  return { ...link, revokedAt: tx.now };
};
