import { Migration } from '@mikro-orm/migrations';

/** What an eSIM carries, how far its life has come and what was used of it; that an order's end was asked for. */
export class EsimLife extends Migration {
  override up(): void {
    this.addSql(`
      alter table esims
        add column data_mb integer,
        add column validity_days integer,
        add column data_mb_used integer not null default 0 check (data_mb_used >= 0),
        add column usage_observed_at timestamptz(6),
        add column usage_received_at timestamptz(6),
        add column downloaded_at timestamptz(6),
        add column installed_at timestamptz(6),
        add column expires_at timestamptz(6)`);
    this.addSql(`
      update esims set data_mb = p.data_mb, validity_days = p.validity_days
      from orders o join packages p on p.version_id = o.catalogue_version_id and p.package_id = o.package_id
      where o.id = esims.order_id`);
    this.addSql(`
      alter table esims
        alter column data_mb set not null,
        alter column validity_days set not null,
        alter column data_mb_used drop default`);
    this.addSql('create index esims_owner_index on esims (organisation_id, mode, created_at, iccid)');
    this.addSql(
      `create index esims_expiry_index on esims (expires_at) where status in ('ready', 'downloaded', 'installed')`,
    );

    this.addSql(`
      create table usage_thresholds (
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        percentages integer[] not null,
        primary key (organisation_id, mode)
      )`);
    this.addSql(`
      create table usage_reports (
        reference text primary key,
        iccid text not null references esims,
        data_mb_used integer not null check (data_mb_used >= 0),
        observed_at timestamptz(6) not null,
        received_at timestamptz(6) not null
      )`);
    this.addSql('create index usage_reports_iccid_index on usage_reports (iccid, observed_at)');
    this.addSql('create index usage_reports_received_at_index on usage_reports (received_at)');
    this.addSql(`
      create table usage_crossings (
        iccid text not null references esims,
        percentage integer not null check (percentage between 1 and 100),
        crossed_at timestamptz(6) not null,
        primary key (iccid, percentage)
      )`);
  }
}
