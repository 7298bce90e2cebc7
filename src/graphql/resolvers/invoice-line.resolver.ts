import { Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { getPackage } from '../../domains/catalogue/index.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { DisputeType } from '../types/dispute.type.ts';
import { InvoiceType } from '../types/invoice.type.ts';
import { InvoiceLineType } from '../types/invoice-line.type.ts';
import { LedgerEntryType } from '../types/ledger.type.ts';
import { OrderType, toOrder } from '../types/order.type.ts';
import { PackageType, toPackage } from '../types/package.type.ts';
import { showInvoice } from './invoice.resolver.ts';
import { entryOf } from './invoice-fields.resolver.ts';

@Resolver(() => InvoiceLineType)
export class InvoiceLineResolver {
  @Needs('ledger:read')
  @FieldResolver(() => LedgerEntryType, { nullable: true, description: 'Its ledger entry.' })
  ledgerEntry(@Root() { stored }: InvoiceLineType, @Ctx() context: ApiContext): Promise<LedgerEntryType | null> {
    return entryOf(context, stored.entryId);
  }

  @Needs('orders:read')
  @FieldResolver(() => OrderType, { nullable: true, description: 'The order; null for a true-up.' })
  async order(@Root() { stored }: InvoiceLineType, @Ctx() { loaders }: ApiContext): Promise<OrderType | null> {
    const order = stored.orderId === null ? null : await loaders.orderById.load(stored.orderId);
    return order && toOrder(order);
  }

  @FieldResolver(() => PackageType, {
    nullable: true,
    description: 'The package as it was bought, frozen in its catalogue version; null for a true-up.',
  })
  async package(@Root() { stored }: InvoiceLineType, @Ctx() { house }: ApiContext): Promise<PackageType | null> {
    const { catalogueVersionId, packageId } = stored;
    if (catalogueVersionId === null || packageId === null) return null;
    return toPackage(await getPackage(house.database.tables(), catalogueVersionId, packageId));
  }
}

@Resolver(() => DisputeType)
export class DisputeResolver {
  @FieldResolver(() => [ID], { description: 'The ledger entries of the lines that are disputed.' })
  async lines(@Root() { id }: DisputeType, @Ctx() { loaders }: ApiContext): Promise<readonly string[]> {
    return (await loaders.linesOfDispute.load(id)).map(({ entryId }) => entryId);
  }

  @Needs('ledger:read')
  @FieldResolver(() => LedgerEntryType, {
    nullable: true,
    description: 'The entry that gave the credit; null unless it is ACCEPTED.',
  })
  creditEntry(@Root() { creditEntryId }: DisputeType, @Ctx() context: ApiContext): Promise<LedgerEntryType | null> {
    return entryOf(context, creditEntryId);
  }
}

@Resolver(() => OrderType)
export class OrderInvoiceResolver {
  @Needs('invoices:read')
  @FieldResolver(() => InvoiceType, {
    nullable: true,
    description: 'The invoice, draft or issued, on which its price stands; null until its price was taken.',
  })
  async invoice(@Root() { id }: OrderType, @Ctx() context: ApiContext): Promise<InvoiceType | null> {
    const invoiceId = await context.loaders.invoiceIdOfOrder.load(id);
    const invoice = invoiceId === null ? null : await context.loaders.invoiceById.load(invoiceId);
    return invoice && showInvoice(context, invoice);
  }
}
