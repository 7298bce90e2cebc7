import { Migration } from '@mikro-orm/migrations';

/** Rotation with an overlap, where a credential may be used from, what its use was, and where its secret was seen. */
export class CredentialLife extends Migration {
  override up(): void {
    this.addSql(`
      alter table credentials
        drop column state,
        add column allowed_addresses text[] not null default '{}',
        add column trusted_documents_only boolean not null default false,
        add column replaced_by text references credentials deferrable initially deferred,
        add column overlap_ends_at timestamptz(6),
        add column revoke_reason text check (revoke_reason in ('team_change', 'exposed', 'scheduled', 'not_needed')),
        add column last_used_at timestamptz(6),
        add column last_used_address text,
        add constraint credentials_overlap_check check ((replaced_by is null) = (overlap_ends_at is null)),
        add constraint credentials_revoke_check check (revoke_reason is null or revoked_at is not null)`);
    this.addSql(`
      alter table credentials
        alter column allowed_addresses drop default,
        alter column trusted_documents_only drop default`);
    this.addSql('create index credentials_owner_id_index on credentials (organisation_id, mode, id)');
    this.addSql('drop index credentials_owner_index');

    this.addSql(`
      create table exposures (
        id text primary key,
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        credential_id text not null references credentials,
        kind text not null check (kind in ('browser', 'reported')),
        place text not null,
        first_seen_at timestamptz(6) not null,
        last_seen_at timestamptz(6) not null,
        constraint exposures_place_key unique (credential_id, kind, place)
      )`);
  }
}
