import { Migration } from '@mikro-orm/migrations';

/** The way to live access, the evidence for it, and the documents that an organisation trusts. */
export class Launch extends Migration {
  override up(): void {
    this.addSql(`
      create table live_access (
        organisation_id text primary key references organisations,
        state text not null check (state in ('none', 'requested', 'approved', 'refused')),
        support_path text,
        note text,
        requested_at timestamptz(6),
        requested_by text,
        decided_at timestamptz(6),
        decided_by text,
        reason text
      )`);
    this.addSql(`
      create table launch_approvals (
        organisation_id text not null references organisations,
        kind text not null check (kind in ('launch_checklist', 'privacy_review', 'support_path', 'webhook_handling')),
        approved_at timestamptz(6) not null,
        approved_by text not null,
        primary key (organisation_id, kind)
      )`);
    this.addSql(`
      create table launch_evidence (
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        kind text not null,
        reference text not null,
        first_seen_at timestamptz(6) not null,
        primary key (organisation_id, mode, kind)
      )`);
    this.addSql(`
      create table trusted_documents (
        organisation_id text not null references organisations,
        hash text not null check (hash ~ '^[0-9a-f]{64}$'),
        name text,
        document text not null,
        created_at timestamptz(6) not null,
        primary key (organisation_id, hash)
      )`);
  }
}
