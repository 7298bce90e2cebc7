import { Migration } from '@mikro-orm/migrations';

/** Pages of entries go by the number in the chain: a sandbox's clock that was set back dates an entry before one that it follows. */
export class EntryOrder extends Migration {
  override up(): void {
    this.addSql('set local statement_timeout = 0'); // a ledger of years is read once for each index
    this.addSql('alter table entries drop constraint entries_sequence_key');
    // With what a page is narrowed to, so that it reads no entry that it does not show.
    this.addSql(`
      alter table entries add constraint entries_sequence_key unique (organisation_id, mode, currency, sequence)
        include (type, amount_minor, created_at)`);
    this.addSql('drop index entries_type_index');
    this.addSql(`
      create index entries_type_index on entries (organisation_id, mode, currency, type, sequence)
        include (amount_minor, created_at)`);
  }
}
