import { Migration } from '@mikro-orm/migrations';

/** The house's first tables, and what the database itself insists on: balanced entries, rows that never change. */
export class Foundation extends Migration {
  override up(): void {
    this.addSql(`
      create table organisations (
        id text primary key,
        name text not null,
        state text not null check (state in ('active', 'suspended')),
        currency text not null,
        excluded_markets text[] not null,
        created_at timestamptz(6) not null,
        constraint organisations_name_key unique (name)
      )`);

    this.addSql(`
      create table credentials (
        id text primary key,
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        name text not null,
        scopes text[] not null,
        state text not null check (state in ('active', 'rotated', 'revoked')),
        key_id text not null,
        secret_hash bytea not null,
        created_at timestamptz(6) not null,
        expires_at timestamptz(6),
        revoked_at timestamptz(6)
      )`);
    this.addSql('create index credentials_owner_index on credentials (organisation_id, mode)');

    this.addSql(`
      create table catalogue_versions (
        id text primary key,
        version text not null,
        created_at timestamptz(6) not null,
        published_at timestamptz(6),
        effective_at timestamptz(6),
        constraint catalogue_versions_version_key unique (version),
        check ((published_at is null) = (effective_at is null))
      )`);
    this.addSql(`
      create table packages (
        version_id text not null references catalogue_versions,
        package_id text not null,
        product_family text not null,
        coverage_name text not null,
        coverage_type text not null check (coverage_type in ('country', 'region', 'global')),
        display_name text not null,
        iso2 text,
        region text not null,
        countries text[] not null,
        validity_days int not null check (validity_days > 0),
        data_mb int not null check (data_mb > 0),
        currency text not null,
        msrp_minor bigint not null check (msrp_minor > 0),
        net_price_minor bigint not null check (net_price_minor > 0),
        minimum_selling_price_minor bigint,
        suggested_retail_price_minor bigint,
        status text not null check (status in ('active', 'limited')),
        policy_notes text,
        primary key (version_id, package_id)
      )`);
    this.addSql(`
      create table package_approvals (
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        package_id text not null,
        net_price_minor bigint check (net_price_minor > 0),
        approved_at timestamptz(6) not null,
        primary key (organisation_id, mode, package_id)
      )`);

    this.addSql(`
      create table assortments (
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        revision bigint not null,
        primary key (organisation_id, mode)
      )`);

    this.addSql(`
      create table orders (
        id text primary key,
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        partner_order_id text not null,
        customer_reference text,
        package_id text not null,
        catalogue_version_id text not null,
        catalogue_version text not null,
        net_price_minor bigint not null check (net_price_minor > 0),
        currency text not null,
        status text not null check (status in
          ('created', 'reserved', 'provisioning', 'esim_ready', 'installed', 'failed', 'manual_review', 'refunded')),
        status_reason text,
        expected_ready_by timestamptz(6),
        created_at timestamptz(6) not null,
        updated_at timestamptz(6) not null,
        constraint orders_partner_order_id_key unique (organisation_id, mode, partner_order_id),
        constraint orders_package_fkey foreign key (catalogue_version_id, package_id) references packages (version_id, package_id)
      )`);
    this.addSql('create index orders_owner_index on orders (organisation_id, mode, id)');

    this.addSql(`
      create table esims (
        iccid text primary key,
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        order_id text not null references orders deferrable initially deferred,
        package_id text not null,
        status text not null check (status in ('allocated', 'ready', 'downloaded', 'installed', 'expired', 'failed')),
        key_id text not null,
        activation_sealed bytea not null,
        created_at timestamptz(6) not null,
        updated_at timestamptz(6) not null,
        constraint esims_order_id_key unique (order_id)
      )`);

    this.addSql(`
      create table accounts (
        id text primary key,
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        currency text not null,
        kind text not null check (kind in ('available', 'reserved', 'funding', 'sales')),
        balance_minor bigint not null,
        constraint accounts_owner_currency_kind_key unique (organisation_id, mode, currency, kind),
        constraint accounts_balance_check check (kind = 'funding' or balance_minor >= 0)
      )`);
    this.addSql(`
      create table entries (
        id text primary key,
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        type text not null check (type in
          ('reserve', 'capture', 'release', 'credit', 'refund', 'monthly_minimum_true_up')),
        currency text not null,
        amount_minor bigint not null check (amount_minor > 0),
        order_id text references orders deferrable initially deferred,
        invoice_id text,
        payment_reference text,
        description text not null,
        available_after_minor bigint not null,
        reserved_after_minor bigint not null,
        created_at timestamptz(6) not null,
        constraint entries_payment_reference_key unique (organisation_id, mode, payment_reference)
      )`);
    this.addSql('create index entries_owner_index on entries (organisation_id, mode, id)');
    this.addSql('create unique index entries_order_type_index on entries (order_id, type) where order_id is not null');
    this.addSql(`
      create table postings (
        entry_id text not null references entries,
        account_id text not null references accounts,
        amount_minor bigint not null check (amount_minor <> 0),
        primary key (entry_id, account_id)
      )`);
    this.addSql('create index postings_account_index on postings (account_id)');

    this.addSql(`
      create table idempotency_keys (
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        operation text not null,
        key text not null check (length(key) between 1 and 255),
        input_digest bytea not null,
        subject_id text not null,
        created_at timestamptz(6) not null,
        primary key (organisation_id, mode, operation, key)
      )`);
    this.addSql('create index idempotency_keys_created_at_index on idempotency_keys (created_at)');
    this.addSql(`
      create table activities (
        id text primary key,
        organisation_id text,
        mode text check (mode in ('sandbox', 'live')),
        actor_kind text not null check (actor_kind in ('partner', 'operator', 'system')),
        actor_id text not null,
        action text not null,
        subject_id text not null,
        request_id text,
        occurred_at timestamptz(6) not null
      )`);
    this.addSql('create index activities_owner_index on activities (organisation_id, mode, id)');
    this.addSql('create index activities_subject_index on activities (subject_id, id)');
    this.addSql(`
      create table events (
        id text primary key,
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        type text not null,
        order_id text,
        partner_order_id text,
        data jsonb not null,
        occurred_at timestamptz(6) not null
      )`);
    this.addSql('create index events_owner_index on events (organisation_id, mode, id)');
    this.addSql('create index events_order_index on events (order_id, id) where order_id is not null');

    this.addSql(`
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% rows are never changed or deleted', tg_table_name using errcode = 'integrity_constraint_violation';
      end $$`);
    for (const table of ['entries', 'postings', 'activities', 'events']) {
      this.addSql(`
        create trigger ${table}_refuse_change before update or delete on ${table}
        for each row execute function refuse_change()`);
      this.addSql(`
        create trigger ${table}_refuse_truncate before truncate on ${table}
        for each statement execute function refuse_change()`);
    }

    this.addSql(`
      create function refuse_unbalanced_entry() returns trigger language plpgsql as $$
      declare
        entry text := to_jsonb(new) ->> tg_argv[0];
        balance numeric;
        currencies int;
      begin
        if not exists (select from entries where id = entry and xmin = pg_current_xact_id()::xid) then
          raise exception 'entry % is complete', entry using errcode = 'integrity_constraint_violation';
        end if;
        select sum(p.amount_minor), count(distinct a.currency) into balance, currencies
        from postings p join accounts a on a.id = p.account_id where p.entry_id = entry;
        if balance is distinct from 0 or currencies <> 1 then
          raise exception 'entry % does not balance', entry using errcode = 'integrity_constraint_violation';
        end if;
        return null;
      end $$`);
    for (const [table, entryColumn] of [
      ['entries', 'id'],
      ['postings', 'entry_id'],
    ]) {
      this.addSql(`
        create constraint trigger ${table}_balance after insert on ${table} deferrable initially deferred
        for each row execute function refuse_unbalanced_entry('${entryColumn}')`);
    }

    this.addSql(`
      create function refuse_change_of_published() returns trigger language plpgsql as $$
      declare
        touched text;
      begin
        select version into touched from catalogue_versions
        where id in (old.version_id, new.version_id) and published_at is not null limit 1;
        if touched is not null then
          raise exception 'catalogue version % is published', touched using errcode = 'integrity_constraint_violation';
        end if;
        return coalesce(new, old);
      end $$`);
    this.addSql(`
      create trigger packages_refuse_change before insert or update or delete on packages
      for each row execute function refuse_change_of_published()`);
    this.addSql(`
      create trigger catalogue_versions_refuse_change before update or delete on catalogue_versions
      for each row when (old.published_at is not null) execute function refuse_change()`);
  }
}
