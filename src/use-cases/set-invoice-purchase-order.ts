import { type Invoice, lockInvoice, setPurchaseOrder } from '../domains/invoices/index.ts';
import { type Done, useCase } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';

interface SetInvoicePurchaseOrder {
  readonly invoiceId: string;
  /** At most 64 characters; null takes it away. */
  readonly purchaseOrder: string | null;
}

/** Sets the purchase-order number that an invoice shows, while it is not paid. Refuses: INVOICE_NOT_FOUND, INVOICE_PAID, INVOICE_VOID. */
export const setInvoicePurchaseOrder = useCase(
  'invoice.set_purchase_order',
  async (tx, { invoiceId, purchaseOrder }: SetInvoicePurchaseOrder): Promise<Done<Invoice>> => {
    const invoice = await lockInvoice(tx, invoiceId);
    if (invoice.status === 'paid') throw new Fault('INVOICE_PAID');
    if (invoice.status === 'void') throw new Fault('INVOICE_VOID');
    if (invoice.purchaseOrder === purchaseOrder) return { result: invoice, subject: null, event: null };
    return { result: setPurchaseOrder(tx, invoice, purchaseOrder), subject: invoiceId, event: null };
  },
);
