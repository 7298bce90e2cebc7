import { sql } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import type { KeyRing } from '../../kernel/secret.ts';
import { listDue } from './due-deliveries.ts';
import { listSealedSecrets, type SealedSecret, unseal } from './secrets.ts';
import type { WebhookEndpointEntity, WebhookLeaseEntity } from './webhook.entity.ts';

type Tables = TablesOf<typeof WebhookEndpointEntity | typeof WebhookLeaseEntity>;

/** An endpoint as whoever sends to it needs it. Its secrets never leave the process. */
export interface LeasedEndpoint extends Owner {
  readonly id: string;
  readonly url: string;
  readonly secrets: readonly string[];
  readonly query: string | null;
  readonly scopes: readonly string[];
  /** Whether its last attempts failed. */
  readonly isFailing: boolean;
}

/** The same before its secrets are decrypted. */
export interface SealedLease extends Omit<LeasedEndpoint, 'secrets'> {
  readonly secrets: readonly SealedSecret[];
}

/** Decrypts the secrets of a leased endpoint: each one by itself, so that one whose key is missing holds up no other. */
export const openLease = (keyRing: KeyRing, lease: SealedLease): LeasedEndpoint => ({
  ...lease,
  secrets: unseal(keyRing, lease.secrets),
});

/** Who holds endpoints, and until when where there is no sign of life of it. */
interface Holding {
  readonly holder: string;
  readonly expiresAt: Date;
}

/**
 * Takes endpoints for a process that sends to them, or keeps them. A delivery needs no claim of its own then, and the
 * bound on an endpoint's requests holds across processes. In the order of the ids; null where another process has it, or
 * it is not enabled.
 */
export const leaseEndpoints = async (
  tx: Tx,
  endpointIds: readonly string[],
  { holder, expiresAt }: Holding,
): Promise<readonly (SealedLease | null)[]> => {
  const { rows } = await sql<Omit<LeasedEndpoint, 'secrets'>>`
    with endpoint as (
      select id, organisation_id, mode, url, query, scopes, failing_since from webhook_endpoints
      where id = any (${endpointIds}::text[]) and state = 'enabled'
    ), leased as (
      insert into webhook_leases as lease (endpoint_id, holder, expires_at)
      select id, ${holder}, ${expiresAt} from endpoint order by id
      on conflict (endpoint_id) do update set holder = excluded.holder, expires_at = excluded.expires_at
        where lease.holder = excluded.holder or lease.expires_at < ${tx.now}
      returning endpoint_id
    )
    select id, organisation_id as "organisationId", mode, url, query, scopes, failing_since is not null as "isFailing"
    from endpoint join leased on leased.endpoint_id = endpoint.id`.execute(tx.tables<Tables>());
  if (rows.length === 0) return endpointIds.map(() => null);
  const ids = rows.map(({ id }) => id);
  const secrets = await listSealedSecrets(tx.tables(), ids, tx.now);
  const leases = new Map(rows.map((row, index) => [row.id, { ...row, secrets: secrets[index] ?? [] }]));
  return endpointIds.map((id) => leases.get(id) ?? null);
};

/**
 * Gives endpoints back, and, in the order of the ids, whether something is due for each: whoever made that was told that
 * it is taken.
 */
export const releaseEndpoints = async (
  tx: Tx,
  endpointIds: readonly string[],
  holder: string,
): Promise<readonly boolean[]> => {
  await sql`
    delete from webhook_leases where endpoint_id in (
      select endpoint_id from webhook_leases where endpoint_id = any (${endpointIds}::text[]) and holder = ${holder}
      order by endpoint_id for update
    )`.execute(tx.tables<Tables>());
  return listDue(tx.tables(), endpointIds, tx.now);
};

/** Takes the endpoints of processes that died from them; gives how many. */
export const freeLeases = async (tx: Tx, holders: readonly string[]): Promise<number> => {
  const { numDeletedRows } = await tx
    .tables<Tables>()
    .deleteFrom('webhook_leases')
    .where('holder', 'in', holders)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
};
