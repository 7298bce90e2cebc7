import { Migration } from '@mikro-orm/migrations';

/** What credentials asked, a partition for each day, and where and what each of them was first seen with. */
export class Requests extends Migration {
  override up(): void {
    this.addSql(`
      create table requests (
        id text not null,
        occurred_at timestamptz(6) not null,
        organisation_id text not null,
        mode text not null check (mode in ('sandbox', 'live')),
        credential_id text not null,
        request_id text not null,
        operation_type text check (operation_type in ('query', 'mutation')),
        operation_name text,
        root_field text,
        http_status integer not null,
        codes text[] not null,
        duration_ms double precision not null,
        cost integer,
        address text not null,
        user_agent text,
        is_new_address boolean not null,
        is_new_operation boolean not null,
        primary key (occurred_at, id)
      ) partition by range (occurred_at)`);
    this.addSql('create index requests_owner_index on requests (organisation_id, mode, occurred_at, id)');
    this.addSql('create index requests_credential_index on requests (credential_id, occurred_at, id)');

    this.addSql(`
      create table request_sightings (
        credential_id text not null,
        kind text not null check (kind in ('address', 'operation')),
        value text not null,
        first_seen_at timestamptz(6) not null,
        last_seen_at timestamptz(6) not null,
        primary key (credential_id, kind, value)
      )`);
    this.addSql('create index request_sightings_last_seen_index on request_sightings (last_seen_at)');

    this.addSql(`
      create function open_request_day(day date) returns void language plpgsql as $$
      declare
        name text := 'requests_' || to_char(day, 'YYYYMMDD');
      begin
        if to_regclass(name) is not null then return; end if;
        perform pg_advisory_xact_lock(746002);
        if to_regclass(name) is not null then return; end if;
        execute format('create table %I (like requests including all)', name);
        execute format('alter table requests attach partition %I for values from (%L) to (%L)',
          name, day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
      end $$`);

    this.addSql(`
      create function drop_request_days(before date) returns integer language plpgsql as $$
      declare
        name text;
        dropped integer := 0;
      begin
        for name in
          select relid::text from pg_partition_tree('requests')
          where isleaf and relid::text ~ '^requests_[0-9]{8}$'
            and to_date(right(relid::text, 8), 'YYYYMMDD') < before
        loop
          execute format('drop table %s', name);
          dropped := dropped + 1;
        end loop;
        return dropped;
      end $$`);
  }
}
