import { REMARK_MAX } from '../../kernel/remark.ts';
import { voidInvoice } from '../../use-cases/void-invoice.ts';
import { getInvoiceOwner } from '../../views/invoice-owner.ts';
import { command } from '../command.ts';
import { invoice, reportInvoice } from '../invoice-report.ts';
import { required } from '../parameters.ts';
import { boundedText } from '../read-value.ts';

export const invoiceVoid = command({
  name: 'invoice void',
  say: 'make an issued invoice void: its true-up goes back, and its period has a draft for `invoice issue`',
  parameters: { invoice, reason: required('--reason <text>', 'why, as the partner reads it', boundedText(REMARK_MAX)) },
  run: async (context, { invoice: name, reason }) => {
    const { house } = await context.openHouse();
    const { invoiceId, owner } = await getInvoiceOwner(house, name);
    await voidInvoice(house, context.call(owner), { invoiceId, reason });
    return reportInvoice(house, owner, invoiceId);
  },
});
