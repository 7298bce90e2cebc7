import { payInvoice } from '../../use-cases/pay-invoice.ts';
import { getInvoiceOwner } from '../../views/invoice-owner.ts';
import { command } from '../command.ts';
import { invoice, reportInvoice } from '../invoice-report.ts';
import { optional } from '../parameters.ts';
import { reference } from '../read-value.ts';

export const invoicePay = command({
  name: 'invoice pay',
  say: 'note that an issued invoice is paid: by a payment of all that is due, or by the wallet',
  parameters: {
    invoice,
    reference: optional(
      '--reference <reference>',
      "the payment's own reference, such as the bank's; without it the wallet has paid",
      reference,
    ),
  },
  run: async (context, { invoice: name, reference: paymentReference }) => {
    const { house } = await context.openHouse();
    const { invoiceId, owner } = await getInvoiceOwner(house, name);
    await payInvoice(house, context.call(owner), { invoiceId, paymentReference });
    return reportInvoice(house, owner, invoiceId);
  },
});
