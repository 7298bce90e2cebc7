import { Migration } from '@mikro-orm/migrations';

/** Wallets with a credit line and a threshold, and a chain of hashes over the entries of each. */
export class Wallets extends Migration {
  override up(): void {
    this.addSql('set local statement_timeout = 0'); // a ledger of years is numbered in one statement
    this.addSql(`
      create table wallets (
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        currency text not null,
        credit_limit_minor bigint not null default 0 check (credit_limit_minor >= 0),
        low_balance_minor bigint check (low_balance_minor > 0),
        is_low boolean not null default false,
        opened_at timestamptz(6) not null,
        primary key (organisation_id, mode, currency),
        check (low_balance_minor is not null or not is_low)
      )`);
    this.addSql(`
      insert into wallets (organisation_id, mode, currency, opened_at)
      select distinct a.organisation_id, a.mode, a.currency, o.created_at
      from accounts a join organisations o on o.id = a.organisation_id`);

    // The lowest balance that an account may have: the credit line, or less where a true-up went beyond it.
    this.addSql('alter table accounts add floor_minor bigint not null default 0');
    this.addSql('alter table accounts drop constraint accounts_balance_check');
    this.addSql(`
      alter table accounts
        add constraint accounts_balance_check check (kind = 'funding' or balance_minor >= floor_minor),
        add constraint accounts_floor_check check (floor_minor = 0 or kind = 'available' and floor_minor < 0),
        add constraint accounts_wallet_fkey foreign key (organisation_id, mode, currency)
          references wallets deferrable initially deferred`);

    this.addSql(`
      alter table entries add sequence bigint not null default 0, add hash bytea not null default '',
        add constraint entries_payment_reference_check check (payment_reference !~ '[[:cntrl:]]')`);
    this.addSql('alter table entries alter sequence drop default, alter hash drop default');
    // What an entry's hash is made of, in lines; whoever knows the entry can make it again.
    this.addSql(`
      create function entry_digest(entry entries) returns bytea language sql stable as $$
        select sha256(convert_to(concat_ws(e'\\n', 'onyx-ledger-entry-v1', entry.organisation_id, entry.mode, entry.currency,
          entry.sequence, entry.id, entry.type, entry.amount_minor, coalesce(entry.order_id, ''),
          coalesce(entry.invoice_id, ''), coalesce(entry.payment_reference, ''), entry.available_after_minor,
          entry.reserved_after_minor, to_char(entry.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          entry.description), 'UTF8'))
      $$`);
    // Whoever posts holds the wallet's lock, so the last entry is the one before; the unique sequence insists on it.
    // Clocks of several servers differ by less than a minute; a sandbox's clock that was set back stays back.
    this.addSql(`
      create function chain_entry() returns trigger language plpgsql as $$
      declare
        previous record;
      begin
        select sequence, hash, created_at into previous from entries
        where organisation_id = new.organisation_id and mode = new.mode and currency = new.currency
        order by sequence desc limit 1;
        new.sequence := coalesce(previous.sequence, 0) + 1;
        new.created_at := date_trunc('milliseconds', new.created_at);
        if previous.created_at > new.created_at and previous.created_at < new.created_at + interval '1 minute' then
          new.created_at := previous.created_at;
        end if;
        new.hash := sha256(coalesce(previous.hash, decode(repeat('00', 32), 'hex')) || entry_digest(new));
        return new;
      end $$`);
    this.addSql('alter table entries disable trigger entries_refuse_change');
    this.addSql(`
      do $$
      declare
        entry entries;
        previous entries;
        moved record;
      begin
        for entry in select * from entries order by organisation_id, mode, currency, id loop
          if (previous.organisation_id, previous.mode, previous.currency)
            is distinct from (entry.organisation_id, entry.mode, entry.currency) then
            previous := null;
            previous.sequence := 0;
            previous.available_after_minor := 0;
            previous.reserved_after_minor := 0;
            previous.hash := decode(repeat('00', 32), 'hex');
          end if;
          select coalesce(sum(p.amount_minor) filter (where a.kind = 'available'), 0) as available,
            coalesce(sum(p.amount_minor) filter (where a.kind = 'reserved'), 0) as reserved
          into moved from postings p join accounts a on a.id = p.account_id where p.entry_id = entry.id;
          -- Ids of several servers may stand in another order than their entries; nothing could mend a chain of that.
          if entry.available_after_minor <> previous.available_after_minor + moved.available
            or entry.reserved_after_minor <> previous.reserved_after_minor + moved.reserved then
            raise exception 'the balances of entry % do not lead on from those of %', entry.id, previous.id;
          end if;
          entry.sequence := previous.sequence + 1;
          entry.created_at := date_trunc('milliseconds', entry.created_at);
          entry.hash := sha256(previous.hash || entry_digest(entry));
          update entries set sequence = entry.sequence, created_at = entry.created_at, hash = entry.hash where id = entry.id;
          previous := entry;
        end loop;
      end $$`);
    this.addSql('alter table entries enable trigger entries_refuse_change');
    this.addSql(`
      create trigger entries_chain before insert on entries for each row execute function chain_entry()`);
    this.addSql('drop index entries_owner_index');
    this.addSql(`
      alter table entries add constraint entries_sequence_key unique (organisation_id, mode, currency, sequence)
        include (type, amount_minor)`);
    this.addSql('create index entries_time_index on entries (organisation_id, mode, currency, created_at, sequence)');
    this.addSql(
      'create index entries_type_index on entries (organisation_id, mode, currency, type, created_at, sequence)',
    );
    this.addSql('create index entries_invoice_index on entries (invoice_id) where invoice_id is not null');
    this.addSql(`
      create table ledger_checkpoints (
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        currency text not null,
        sequence bigint not null check (sequence > 0),
        hash bytea not null,
        available_minor bigint not null,
        reserved_minor bigint not null,
        key_id text not null,
        signature bytea not null,
        created_at timestamptz(6) not null,
        primary key (organisation_id, mode, currency, sequence)
      )`);
  }
}
