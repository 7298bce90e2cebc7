import { Migration } from '@mikro-orm/migrations';

/** Pages of entries go by the number in the chain, and each wallet knows whether time does too. */
export class EntryOrder extends Migration {
  override up(): void {
    this.addSql('set local statement_timeout = 0'); // a ledger of years is read once
    this.addSql('alter table wallets add is_in_order boolean not null default true');
    this.addSql(`
      update wallets w set is_in_order = false from (
        select distinct organisation_id, mode, currency from (
          select organisation_id, mode, currency, created_at, lag(created_at) over (
            partition by organisation_id, mode, currency order by sequence) as previous
          from entries
        ) dated where created_at < previous
      ) back
      where (w.organisation_id, w.mode, w.currency) = (back.organisation_id, back.mode, back.currency)`);
    this.addSql(`
      create or replace function chain_entry() returns trigger language plpgsql as $$
      declare
        previous record;
      begin
        select sequence, hash, created_at into previous from entries
        where organisation_id = new.organisation_id and mode = new.mode and currency = new.currency
        order by sequence desc limit 1;
        new.sequence := coalesce(previous.sequence, 0) + 1;
        new.created_at := date_trunc('milliseconds', new.created_at);
        if previous.created_at > new.created_at then
          if previous.created_at < new.created_at + interval '1 minute' then
            new.created_at := previous.created_at;
          else
            update wallets set is_in_order = false
            where organisation_id = new.organisation_id and mode = new.mode and currency = new.currency and is_in_order;
          end if;
        end if;
        new.hash := sha256(coalesce(previous.hash, decode(repeat('00', 32), 'hex')) || entry_digest(new));
        return new;
      end $$`);
    this.addSql('drop index entries_type_index');
    this.addSql('create index entries_type_index on entries (organisation_id, mode, currency, type, sequence)');
  }
}
