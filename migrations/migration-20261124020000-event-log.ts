import { Migration } from '@mikro-orm/migrations';

/** Events become a log for each owner: numbered in the order in which they are committed, a partition for each month. */
export class EventLog extends Migration {
  override up(): void {
    this.addSql(`
      create function open_month(parent text, month date) returns void language plpgsql as $$
      declare
        first date := date_trunc('month', month)::date;
        name text := parent || '_' || to_char(first, 'YYYYMM');
      begin
        if to_regclass(name) is not null then return; end if;
        perform pg_advisory_xact_lock(746003);
        -- Whoever held the lock may have made it: to_regclass would repeat what it found before.
        if exists (select from pg_class where relname = name and relnamespace = current_schema()::regnamespace) then
          return;
        end if;
        execute format('create table %I (like %I including all)', name, parent);
        execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, name,
          first::timestamp at time zone 'UTC', (first + interval '1 month') at time zone 'UTC');
      end $$`);
    this.addSql(`
      create function drop_months(parent text, before date) returns integer language plpgsql as $$
      declare
        name text;
        dropped integer := 0;
      begin
        for name in
          select relid::text from pg_partition_tree(parent::regclass)
          where isleaf and relid::text ~ ('^' || parent || '_[0-9]{6}$')
            and to_date(right(relid::text, 6), 'YYYYMM') < date_trunc('month', before)
        loop
          execute format('drop table %s', name);
          dropped := dropped + 1;
        end loop;
        return dropped;
      end $$`);

    this.addSql('alter table events rename to events_unnumbered');
    this.addSql('drop index events_owner_index');
    this.addSql('drop index events_order_index');
    this.addSql(`
      create table events (
        occurred_at timestamptz(6) not null,
        id text not null,
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        sequence bigint not null check (sequence > 0),
        type text not null,
        order_id text,
        partner_order_id text,
        iccid text,
        data jsonb not null,
        constraint events_key primary key (occurred_at, id)
      ) partition by range (occurred_at)`);
    this.addSql('create index events_sequence_index on events (organisation_id, mode, sequence)');
    this.addSql('create index events_id_index on events (id)');
    this.addSql('create index events_order_index on events (order_id, sequence) where order_id is not null');
    this.addSql('create index events_iccid_index on events (iccid, sequence) where iccid is not null');
    this.addSql(`
      create trigger events_refuse_change before update or delete on events
      for each row execute function refuse_change()`);
    this.addSql(`
      create trigger events_refuse_truncate before truncate on events
      for each statement execute function refuse_change()`);
    this.addSql(`
      create table event_sequences (
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        last_sequence bigint not null,
        primary key (organisation_id, mode)
      )`);

    this.addSql(`
      select open_month('events', month::date) from (
        select distinct date_trunc('month', occurred_at at time zone 'UTC') as month from events_unnumbered
      ) months`);
    this.addSql(`
      insert into events (occurred_at, id, organisation_id, mode, sequence, type, order_id, partner_order_id, iccid, data)
      select occurred_at, id, organisation_id, mode, row_number() over (partition by organisation_id, mode order by id),
        type, order_id, partner_order_id, data ->> 'iccid', data
      from events_unnumbered`);
    this.addSql(`
      insert into event_sequences (organisation_id, mode, last_sequence)
      select organisation_id, mode, count(*) from events_unnumbered group by 1, 2`);
    this.addSql('drop table events_unnumbered');

    // The log's row is locked in the order of the owners and stays so until the transaction ends: numbers are given in
    // the order of the commits. An owner's job waits under one key, so that many events bring one job.
    this.addSql(`
      create function record_events(at timestamptz, drafts jsonb) returns void language plpgsql as $$
      begin
        perform open_month('events', (at at time zone 'UTC')::date);
        with draft as materialized (
          select d.*, row_number() over (partition by d.organisation_id, d.mode order by n) as place
          from rows from (
            jsonb_to_recordset(drafts) as (id text, organisation_id text, mode text, type text, order_id text,
              partner_order_id text, iccid text, data jsonb)
          ) with ordinality as d (id, organisation_id, mode, type, order_id, partner_order_id, iccid, data, n)
        ), numbered as (
          insert into event_sequences as log (organisation_id, mode, last_sequence)
          select organisation_id, mode, count(*) from draft group by 1, 2 order by 1, 2
          on conflict (organisation_id, mode) do update set last_sequence = log.last_sequence + excluded.last_sequence
          returning organisation_id, mode, last_sequence
        )
        insert into events (occurred_at, id, organisation_id, mode, sequence, type, order_id, partner_order_id, iccid, data)
        select at, d.id, d.organisation_id, d.mode,
          l.last_sequence - count(*) over (partition by d.organisation_id, d.mode) + d.place,
          d.type, d.order_id, d.partner_order_id, d.iccid, d.data
        from draft d join numbered l using (organisation_id, mode);
        perform graphile_worker.add_job('fan_out_events',
          json_build_object('organisationId', organisation_id, 'mode', mode),
          job_key := 'events:' || organisation_id || ':' || mode)
        from (
          select distinct organisation_id, mode from jsonb_to_recordset(drafts) as (organisation_id text, mode text)
          order by 1, 2
        ) owners;
      end $$`);
  }
}
