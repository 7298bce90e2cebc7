import { Migration } from '@mikro-orm/migrations';

/** The time of a sandbox organisation, and which of its requests have met what a sandbox package does once. */
export class Sandbox extends Migration {
  override up(): void {
    this.addSql(`
      create table sandbox_clocks (
        organisation_id text primary key references organisations,
        offset_ms bigint not null check (offset_ms >= 0),
        updated_at timestamptz(6) not null
      )`);
    this.addSql(`
      create function tell_sandbox_clock() returns trigger language plpgsql as $$
      begin
        perform pg_notify('onyx_sandbox_clock', new.organisation_id);
        return null;
      end $$`);
    this.addSql(`
      create trigger sandbox_clocks_tell after insert or update on sandbox_clocks
      for each row execute function tell_sandbox_clock()`);
    // What is due for an owner is judged here, whatever a process has heard of its clock.
    this.addSql(`
      create function owner_time(organisation text, owner_mode text, real_time timestamptz) returns timestamptz
      language sql stable as $$
        select real_time + coalesce((
          select offset_ms from sandbox_clocks where owner_mode = 'sandbox' and organisation_id = organisation
        ), 0) * interval '1 millisecond'
      $$`);
    this.addSql(`
      create table sandbox_encounters (
        organisation_id text not null references organisations,
        key text not null,
        met_at timestamptz(6) not null,
        primary key (organisation_id, key)
      )`);
  }
}
