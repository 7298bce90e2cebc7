import { Migration } from '@mikro-orm/migrations';

/** Where partners receive their events, what is to be sent there, and what every attempt came to. */
export class Webhooks extends Migration {
  override up(): void {
    this.addSql(`
      create table webhook_endpoints (
        id text primary key,
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        url text not null,
        description text,
        event_types text[] not null,
        signature text not null check (signature in ('hmac', 'ed25519')),
        query text,
        scopes text[] not null,
        state text not null check (state in ('enabled', 'disabled', 'deleted')),
        disabled_reason text check (disabled_reason in ('partner', 'gone', 'failing')),
        disabled_at timestamptz(6),
        first_sequence bigint not null,
        failing_since timestamptz(6),
        first_delivered_at timestamptz(6),
        first_refused_at timestamptz(6),
        testing_until timestamptz(6),
        created_at timestamptz(6) not null,
        updated_at timestamptz(6) not null,
        check ((state = 'disabled') = (disabled_reason is not null))
      )`);
    this.addSql('create index webhook_endpoints_owner_index on webhook_endpoints (organisation_id, mode, id)');
    this.addSql(`
      create table webhook_secrets (
        id text primary key,
        endpoint_id text not null references webhook_endpoints,
        key_id text not null,
        sealed bytea not null,
        public_key text,
        created_at timestamptz(6) not null,
        expires_at timestamptz(6)
      )`);
    this.addSql('create index webhook_secrets_endpoint_index on webhook_secrets (endpoint_id)');

    this.addSql(`
      create table event_fan_outs (
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        sequence bigint not null,
        primary key (organisation_id, mode)
      )`);
    this.addSql(`
      create table replays (
        id text primary key,
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        endpoint_id text references webhook_endpoints,
        plan jsonb not null,
        eligible integer not null,
        not_eligible_count integer not null,
        not_eligible jsonb not null,
        created integer not null,
        position text,
        created_at timestamptz(6) not null,
        completed_at timestamptz(6)
      )`);
    this.addSql('create index replays_owner_index on replays (organisation_id, mode, id)');
    this.addSql(`
      create index replays_running_index on replays (organisation_id, mode) where completed_at is null`);

    this.addSql(`
      create table deliveries (
        created_at timestamptz(6) not null,
        id text not null,
        organisation_id text not null,
        mode text not null check (mode in ('sandbox', 'live')),
        endpoint_id text not null,
        event_id text not null,
        event_occurred_at timestamptz(6) not null,
        event_type text not null,
        sequence bigint not null,
        order_id text,
        replay_id text,
        state text not null check (state in ('pending', 'delivered', 'failed')),
        attempts integer not null,
        next_attempt_at timestamptz(6),
        failure text,
        http_status integer,
        completed_at timestamptz(6),
        constraint deliveries_key primary key (created_at, id),
        check ((state = 'pending') = (next_attempt_at is not null)),
        check ((state = 'pending') = (completed_at is null))
      ) partition by range (created_at)`);
    this.addSql(`
      create index deliveries_due_index on deliveries (endpoint_id, next_attempt_at)
      where state = 'pending' and replay_id is null`);
    this.addSql(`
      create index deliveries_replay_due_index on deliveries (endpoint_id, next_attempt_at)
      where state = 'pending' and replay_id is not null`);
    this.addSql('create index deliveries_owner_index on deliveries (organisation_id, mode, created_at, id)');
    this.addSql('create index deliveries_event_index on deliveries (event_id)');
    this.addSql('create index deliveries_replay_index on deliveries (replay_id, state) where replay_id is not null');
    this.addSql('create index deliveries_order_index on deliveries (order_id) where order_id is not null');
    this.addSql(`
      create index deliveries_failed_index on deliveries (endpoint_id, completed_at, id) where state = 'failed'`);

    this.addSql(`
      create table delivery_attempts (
        started_at timestamptz(6) not null,
        delivery_id text not null,
        number integer not null,
        duration_ms double precision not null,
        http_status integer,
        failure text,
        constraint delivery_attempts_key primary key (started_at, delivery_id, number)
      ) partition by range (started_at)`);
    this.addSql('create index delivery_attempts_delivery_index on delivery_attempts (delivery_id)');
    this.addSql(`
      create trigger delivery_attempts_refuse_change before update or delete on delivery_attempts
      for each row execute function refuse_change()`);

    this.addSql(`
      create table webhook_leases (
        endpoint_id text primary key references webhook_endpoints,
        holder text not null,
        expires_at timestamptz(6) not null
      )`);
  }
}
