import { type Kysely, sql } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import type { KeyRing } from '../../kernel/secret.ts';
import { isDue } from './due-deliveries.ts';
import { openSecrets } from './secrets.ts';
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

interface Lease {
  readonly endpointId: string;
  /** The process that sends. */
  readonly holder: string;
  readonly expiresAt: Date;
}

/**
 * Takes an endpoint for a process that sends to it, or keeps it. A delivery needs no claim of its own then, and the bound
 * on an endpoint's requests holds across processes. Null where another process has it, or it is not enabled.
 */
export const leaseEndpoint = async (
  tx: Tx,
  keyRing: KeyRing,
  { endpointId, holder, expiresAt }: Lease,
): Promise<LeasedEndpoint | null> => {
  const { rows } = await sql<Omit<LeasedEndpoint, 'secrets'>>`
    with endpoint as (
      select id, organisation_id, mode, url, query, scopes, failing_since from webhook_endpoints
      where id = ${endpointId} and state = 'enabled'
    ), leased as (
      insert into webhook_leases as lease (endpoint_id, holder, expires_at)
      select id, ${holder}, ${expiresAt} from endpoint
      on conflict (endpoint_id) do update set holder = excluded.holder, expires_at = excluded.expires_at
        where lease.holder = excluded.holder or lease.expires_at < ${tx.now}
      returning endpoint_id
    )
    select id, organisation_id as "organisationId", mode, url, query, scopes, failing_since is not null as "isFailing"
    from endpoint join leased on leased.endpoint_id = endpoint.id`.execute(tx.tables<Tables>());
  const [row] = rows;
  return row ? { ...row, secrets: await openSecrets(tx.tables(), keyRing, endpointId, tx.now) } : null;
};

/** Gives an endpoint back, and whether something is due for it: whoever made that was told that it is taken. */
export const releaseEndpoint = async (tx: Tx, endpointId: string, holder: string): Promise<boolean> => {
  await tx
    .tables<Tables>()
    .deleteFrom('webhook_leases')
    .where('endpoint_id', '=', endpointId)
    .where('holder', '=', holder)
    .execute();
  return isDue(tx.tables(), endpointId, tx.now);
};

/** Who holds endpoints now. */
export const listLeaseHolders = async (tables: Kysely<Tables>): Promise<readonly string[]> => {
  const rows = await tables.selectFrom('webhook_leases').select('holder').distinct().execute();
  return rows.map(({ holder }) => holder);
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
