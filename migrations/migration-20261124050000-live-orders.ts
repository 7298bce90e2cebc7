import { Migration } from '@mikro-orm/migrations';

/** The live orders that are still to be settled are counted at each scrape: by an index of their own, however many orders there were. */
export class LiveOrders extends Migration {
  override up(): void {
    this.addSql(`
      create index orders_live_open_index on orders (status, expected_ready_by)
        where mode = 'live' and status in ('reserved', 'provisioning', 'manual_review')`);
  }
}
