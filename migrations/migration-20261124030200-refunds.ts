import { Migration } from '@mikro-orm/migrations';

/** Refunds, at most one open for an order; that the end of an order was asked for before its eSIM was used. */
export class Refunds extends Migration {
  override up(): void {
    this.addSql('alter table orders add column cancel_requested_at timestamptz(6)');
    this.addSql(`
      create table refunds (
        id text primary key,
        organisation_id text not null references organisations,
        mode text not null check (mode in ('sandbox', 'live')),
        order_id text not null references orders,
        status text not null check (status in ('requested', 'approved', 'completed', 'rejected')),
        reason text not null check (reason in ('customer_request', 'not_working', 'duplicate', 'other')),
        note text,
        rejection text,
        amount_minor bigint not null check (amount_minor > 0),
        currency text not null,
        requested_at timestamptz(6) not null,
        decided_at timestamptz(6),
        completed_at timestamptz(6),
        check ((status = 'rejected') = (rejection is not null)),
        check ((status = 'completed') = (completed_at is not null))
      )`);
    this.addSql(
      `create unique index refunds_open_order_key on refunds (order_id) where status in ('requested', 'approved')`,
    );
    this.addSql('create index refunds_order_index on refunds (order_id, id)');
    this.addSql(`create index refunds_open_index on refunds (id) where status in ('requested', 'approved')`);
  }
}
