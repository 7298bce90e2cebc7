import { sql } from 'kysely';
import { type InstallLinkState, isInstallable, linkStateOf } from '../domains/esims/index.ts';
import type { House } from '../door/use-case.ts';
import type { Mode, Owner } from '../kernel/actor.ts';
import { isInstallToken } from '../kernel/secret.ts';

/** What a customer may know of an eSIM before it is shown. */
export interface InstallPage {
  readonly linkId: string;
  readonly owner: Owner;
  /** Of the link; `installed` where the link still lasts and the eSIM cannot be installed any more. */
  readonly state: InstallLinkState | 'installed';
  readonly partner: string;
  readonly packageName: string;
  readonly dataMb: number;
  readonly validityDays: number;
  readonly oneTime: boolean;
  readonly expiresAt: Date;
}

interface FoundLink {
  readonly linkId: string;
  readonly organisationId: string;
  readonly mode: Mode;
  readonly oneTime: boolean;
  readonly expiresAt: Date;
  readonly opens: number;
  readonly revokedAt: Date | null;
  readonly status: Parameters<typeof isInstallable>[0];
  readonly partner: string;
  readonly packageName: string;
  readonly dataMb: number;
  readonly validityDays: number;
}

/** What stands under the secret of an install link, whosever it is; null where there is none. */
export const findInstallPage = async (
  { database, keyRing, clock }: House,
  token: string,
): Promise<InstallPage | null> => {
  if (!isInstallToken(token)) return null;
  const hashes = keyRing.hashes(token).map(({ bytes }) => bytes);
  const { rows } = await sql<FoundLink>`
    select l.id as "linkId", l.organisation_id as "organisationId", l.mode, l.one_time as "oneTime",
      l.expires_at as "expiresAt", l.opens, l.revoked_at as "revokedAt", e.status, g.name as partner,
      p.display_name as "packageName", e.data_mb as "dataMb", e.validity_days as "validityDays"
    from install_links l
    join esims e on e.iccid = l.iccid
    join organisations g on g.id = l.organisation_id
    join orders o on o.id = e.order_id
    join packages p on p.version_id = o.catalogue_version_id and p.package_id = o.package_id
    where l.token_hash = any(${hashes}::bytea[])`.execute(database.tables());
  const [found] = rows;
  if (!found) return null;
  const { organisationId, mode, opens, revokedAt, status, ...shown } = found;
  const owner = { organisationId, mode };
  const state = linkStateOf(found, clock.now(owner));
  return { ...shown, owner, state: state === 'open' && !isInstallable(status) ? 'installed' : state };
};
