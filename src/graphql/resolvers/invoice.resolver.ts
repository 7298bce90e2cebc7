import { Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { getInvoice, type Invoice, invoiceCursor, listInvoices } from '../../domains/invoices/index.ts';
import { disputeInvoice } from '../../use-cases/dispute-invoice.ts';
import { setInvoicePurchaseOrder } from '../../use-cases/set-invoice-purchase-order.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import {
  DisputeInvoiceArgs,
  InvoiceArgs,
  InvoicesArgs,
  PurchaseOrderArgs,
  toInvoiceFilter,
} from '../inputs/invoice.input.ts';
import { type Connection, toConnection } from '../types/connection.type.ts';
import { InvoiceConnectionType, InvoicePayloadType, InvoiceType, toInvoice } from '../types/invoice.type.ts';

/** Shows an invoice, and notes that one was read. */
export const showInvoice = ({ facts }: ApiContext, invoice: Invoice): InvoiceType => {
  facts.invoiceRead = true;
  return toInvoice(invoice);
};

/** The sums of a draft are made once for each request, whatever is asked of them: they are priced where invoices are asked for. */
export const INVOICE_COST = 10;

@Resolver()
export class InvoiceResolver {
  @Needs('invoices:read')
  @Query(() => InvoiceType, {
    complexity: INVOICE_COST,
    description: "One invoice, by its id. Refuses INVOICE_NOT_FOUND, also for another organisation's invoice.",
  })
  async invoice(@Args(() => InvoiceArgs) { id }: InvoiceArgs, @Ctx() context: ApiContext): Promise<InvoiceType> {
    return showInvoice(context, await getInvoice(context.house.database.tables(), context.actor, id));
  }

  @Needs('invoices:read')
  @Query(() => InvoiceConnectionType, {
    complexity: INVOICE_COST,
    description:
      "The organisation's invoices in the credential's mode, drafts and void ones too, the newest month first. Refuses BAD_USER_INPUT.",
  })
  async invoices(
    @Args(() => InvoicesArgs) { filter, first, after }: InvoicesArgs,
    @Ctx() context: ApiContext,
  ): Promise<Connection<InvoiceType>> {
    const tables = context.house.database.tables();
    const page = await listInvoices(tables, context.actor, toInvoiceFilter(filter), first, after ?? null);
    return toConnection(page, after, (invoice) => showInvoice(context, invoice), invoiceCursor);
  }

  @Needs('invoices:manage')
  @Mutation(() => InvoicePayloadType, {
    complexity: INVOICE_COST,
    description:
      'Says that lines of an ISSUED or PAID invoice are wrong. The operator decides; the events `dispute.…` tell of it, and no money moves before the dispute is ACCEPTED. An invoice has one open dispute at most, so a repeat is refused and nothing is done twice. Refuses INVOICE_NOT_FOUND, INVOICE_NOT_ISSUED, INVOICE_VOID, DISPUTE_OPEN, ORDER_CREDITED (the price of one of the orders was given back before), BAD_USER_INPUT.',
  })
  async disputeInvoice(
    @Args(() => DisputeInvoiceArgs) { input }: DisputeInvoiceArgs,
    @Ctx() context: ApiContext,
  ): Promise<InvoicePayloadType> {
    const { house, actor, requestId } = context;
    const { invoiceId, reason, note = null, lines } = input;
    await disputeInvoice(house, { actor, requestId }, { invoiceId, reason, note, entryIds: lines });
    return { invoiceId, invoice: toInvoice(await getInvoice(house.database.tables(), actor, invoiceId)) };
  }

  @Needs('invoices:manage')
  @Mutation(() => InvoicePayloadType, {
    complexity: INVOICE_COST,
    description:
      'Sets the purchase-order number that a DRAFT or ISSUED invoice shows. Refuses INVOICE_NOT_FOUND, INVOICE_PAID, INVOICE_VOID, BAD_USER_INPUT.',
  })
  async setInvoicePurchaseOrder(
    @Args(() => PurchaseOrderArgs) { input }: PurchaseOrderArgs,
    @Ctx() { house, actor, requestId }: ApiContext,
  ): Promise<InvoicePayloadType> {
    const { invoiceId, purchaseOrder = null } = input;
    const invoice = await setInvoicePurchaseOrder(house, { actor, requestId }, { invoiceId, purchaseOrder });
    return { invoiceId, invoice: toInvoice(invoice) };
  }
}
