import { issueInvoice } from '../../use-cases/issue-invoice.ts';
import { getInvoiceOwner } from '../../views/invoice-owner.ts';
import { command } from '../command.ts';
import { invoice, reportInvoice } from '../invoice-report.ts';

export const invoiceIssue = command({
  name: 'invoice issue',
  say: 'issue one draft whose period is over, also of an empty month',
  parameters: { invoice },
  run: async (context, named) => {
    const { house } = await context.openHouse();
    const { invoiceId, owner } = await getInvoiceOwner(house, named.invoice);
    await issueInvoice(house, context.call(owner), { invoiceId });
    return reportInvoice(house, owner, invoiceId);
  },
});
