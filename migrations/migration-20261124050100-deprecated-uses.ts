import { Migration } from '@mikro-orm/migrations';

/** What requests used of the schema that is deprecated. Few do: the index holds those alone, and the others pay nothing for it. */
export class DeprecatedUses extends Migration {
  override up(): void {
    // The default is for servers of the version before, which go on writing while this one is rolled out.
    this.addSql("alter table requests add column deprecations text[] not null default '{}'");
    this.addSql(`
      create index requests_deprecated_index on requests (organisation_id, mode, occurred_at, id)
        where deprecations <> '{}'`);
  }
}
