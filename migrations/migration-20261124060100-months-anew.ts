import { Migration } from '@mikro-orm/migrations';

/** A sandbox that is reset has its present month again, also where that was invoiced before: once for each reset. */
export class MonthsAnew extends Migration {
  override up(): void {
    this.addSql('alter table invoices add resets integer not null default 0');
    this.addSql(
      "alter table invoices add constraint invoices_resets_check check (resets = 0 or resets > 0 and mode = 'sandbox')",
    );
    this.addSql('drop index invoices_month_key');
    this.addSql(`
      create unique index invoices_month_key on invoices (organisation_id, mode, currency, month, resets)
      where status <> 'void'`);
  }
}
