import { Migration } from '@mikro-orm/migrations';

/** Links under which a partner's customer gets what installs an eSIM, known by a keyed hash of their secret. */
export class InstallLinks extends Migration {
  override up(): void {
    this.addSql(`
      create table install_links (
        id text primary key,
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        iccid text not null references esims,
        key_id text not null,
        token_hash bytea not null unique,
        one_time boolean not null,
        expires_at timestamptz(6) not null,
        opened_at timestamptz(6),
        opens integer not null check (opens >= 0),
        revoked_at timestamptz(6),
        created_at timestamptz(6) not null,
        check ((opens > 0) = (opened_at is not null)),
        check (not one_time or opens <= 1)
      )`);
    this.addSql('create index install_links_iccid_index on install_links (iccid, id)');
    // What `onyx keys` counts, and what a rotation goes through.
    this.addSql('create index esims_key_index on esims (key_id, iccid)');
  }
}
