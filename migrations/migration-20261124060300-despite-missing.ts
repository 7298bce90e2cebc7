import { Migration } from '@mikro-orm/migrations';

/** Why live access was opened though the launch checks did not show all that they look for. */
export class DespiteMissing extends Migration {
  override up(): void {
    this.addSql('alter table launch_approvals add column despite_missing text');
  }
}
