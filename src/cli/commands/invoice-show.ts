import { getInvoiceOwner } from '../../views/invoice-owner.ts';
import { command } from '../command.ts';
import { invoice, reportInvoice } from '../invoice-report.ts';

export const invoiceShow = command({
  name: 'invoice show',
  say: 'show an invoice; a draft with what the ledger has now',
  parameters: { invoice },
  run: async (context, named) => {
    const { house } = await context.openHouse();
    const { invoiceId, owner } = await getInvoiceOwner(house, named.invoice);
    return reportInvoice(house, owner, invoiceId);
  },
});
