import { Migration } from '@mikro-orm/migrations';

/** An invoice for each wallet and month, what was agreed about it, and disputes. */
export class Invoices extends Migration {
  override up(): void {
    this.addSql(`
      alter table organisations add time_zone text not null default 'UTC'
        check (time_zone ~ '^[A-Za-z]' and timestamptz '2000-01-01T00:00:00Z' at time zone time_zone is not null)`);
    this.addSql('create index orders_placed_index on orders (organisation_id, mode, currency, created_at)');
    this.addSql(`
      create table invoice_terms (
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        currency text not null,
        effective_month date not null check (extract(day from effective_month) = 1),
        monthly_minimum_minor bigint not null check (monthly_minimum_minor >= 0),
        gross_profit_basis_points int not null check (gross_profit_basis_points between 0 and 10000),
        agreed_at timestamptz(6) not null,
        primary key (organisation_id, mode, currency, effective_month),
        foreign key (organisation_id, mode, currency) references wallets
      )`);
    this.addSql(`
      create table invoice_series (
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        last_number int not null,
        primary key (organisation_id, mode)
      )`);
    this.addSql(`
      create table invoices (
        id text primary key,
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        currency text not null,
        month date not null check (extract(day from month) = 1),
        time_zone text not null,
        period_start timestamptz(6) not null,
        period_end timestamptz(6) not null,
        status text not null check (status in ('draft', 'issued', 'paid', 'void')),
        first_sequence bigint not null check (first_sequence > 0),
        last_sequence bigint,
        number text,
        line_count int,
        orders_minor bigint check (orders_minor >= 0),
        refunds_minor bigint check (refunds_minor >= 0),
        gross_profit_minor bigint,
        gross_profit_basis_points int,
        monthly_minimum_minor bigint,
        true_up_minor bigint,
        total_due_minor bigint,
        purchase_order text check (length(purchase_order) between 1 and 64),
        true_up_entry_id text references entries deferrable initially deferred,
        payment_entry_id text references entries deferrable initially deferred,
        reversal_entry_id text references entries deferrable initially deferred,
        void_reason text,
        created_at timestamptz(6) not null,
        issued_at timestamptz(6),
        paid_at timestamptz(6),
        voided_at timestamptz(6),
        constraint invoices_wallet_fkey foreign key (organisation_id, mode, currency)
          references wallets deferrable initially deferred,
        constraint invoices_number_key unique (number),
        check (period_start < period_end),
        check (last_sequence >= first_sequence - 1),
        check ((status = 'paid') = (paid_at is not null)),
        check ((status = 'void') = (voided_at is not null and void_reason is not null)),
        constraint invoices_issued_check check ((status = 'draft') = (number is null)
          and num_nulls(number, issued_at, line_count, orders_minor, refunds_minor, gross_profit_minor,
            gross_profit_basis_points, monthly_minimum_minor, true_up_minor, total_due_minor) in (0, 10)
          and (status = 'draft' or last_sequence is not null)),
        constraint invoices_true_up_check check (true_up_minor
          = greatest(0, monthly_minimum_minor - gross_profit_minor) and total_due_minor = true_up_minor
          and (true_up_minor > 0) = (true_up_entry_id is not null))
      )`);
    this.addSql(`
      create unique index invoices_month_key on invoices (organisation_id, mode, currency, month)
      where status <> 'void'`);
    this.addSql(`
      create unique index invoices_open_draft_key on invoices (organisation_id, mode, currency)
      where last_sequence is null`);
    this.addSql('create index invoices_owner_index on invoices (organisation_id, mode, id)');
    this.addSql("create index invoices_draft_index on invoices (period_end) where status = 'draft'");
    this.addSql(`
      create function refuse_change_of_invoice() returns trigger language plpgsql as $$
      declare
        open text[] := array['status', 'purchase_order', 'payment_entry_id', 'paid_at', 'reversal_entry_id', 'voided_at',
          'void_reason'];
      begin
        if tg_op = 'UPDATE' and old.status = 'draft' then return new; end if;
        if tg_op = 'UPDATE' and old.status = 'issued' and new.status <> 'draft'
          and to_jsonb(new) - open = to_jsonb(old) - open then
          return new;
        end if;
        raise exception 'invoice % is %', old.id, old.status using errcode = 'integrity_constraint_violation';
      end $$`);
    this.addSql(`
      create trigger invoices_refuse_change before update or delete on invoices
      for each row execute function refuse_change_of_invoice()`);
    this.addSql(`
      create trigger invoices_refuse_truncate before truncate on invoices
      for each statement execute function refuse_change()`);
    this.addSql(`
      insert into invoices (id, organisation_id, mode, currency, month, time_zone, period_start, period_end, status,
        first_sequence, created_at)
      select 'inv_0' || substr(md5(w.organisation_id || w.mode || w.currency), 1, 25), w.organisation_id, w.mode, w.currency,
        month, 'UTC', month::timestamp at time zone 'UTC', (month + interval '1 month') at time zone 'UTC', 'draft', 1, now()
      from wallets w, lateral (select date_trunc('month', coalesce((
        select min(created_at) from entries e
        where (e.organisation_id, e.mode, e.currency) = (w.organisation_id, w.mode, w.currency)
      ), now()) at time zone 'UTC')::date as month) as first`);

    this.addSql(`
      create table disputes (
        id text primary key,
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        invoice_id text not null references invoices,
        status text not null check (status in ('open', 'accepted', 'rejected')),
        reason text not null,
        note text,
        amount_minor bigint not null check (amount_minor > 0),
        currency text not null,
        credit_minor bigint check (credit_minor > 0 and credit_minor <= amount_minor),
        credit_entry_id text references entries deferrable initially deferred,
        answer text,
        opened_at timestamptz(6) not null,
        decided_at timestamptz(6),
        check ((status = 'open') = (decided_at is null)),
        check ((status = 'accepted') = (credit_entry_id is not null)),
        check ((status = 'accepted') = (credit_minor is not null))
      )`);
    this.addSql("create unique index disputes_open_key on disputes (invoice_id) where status = 'open'");
    this.addSql('create index disputes_owner_index on disputes (organisation_id, mode, id)');
    this.addSql('create index disputes_invoice_index on disputes (invoice_id, id)');
    this.addSql(`
      create table dispute_lines (
        dispute_id text not null references disputes deferrable initially deferred,
        entry_id text not null references entries,
        order_id text references orders,
        amount_minor bigint not null check (amount_minor > 0),
        primary key (dispute_id, entry_id)
      )`);
    this.addSql('create index dispute_lines_entry_index on dispute_lines (entry_id)');
    this.addSql('create index dispute_lines_order_index on dispute_lines (order_id) where order_id is not null');
  }
}
