import { getInvoiceOwner } from '../../views/invoice-owner.ts';
import { command } from '../command.ts';
import { invoice, reportInvoice } from '../invoice-report.ts';
import { getOrganisation } from '../owner.ts';
import { optional } from '../parameters.ts';
import { filePath } from '../read-value.ts';
import { writeOwnFile } from '../write-file.ts';

export const invoiceShow = command({
  name: 'invoice show',
  say: 'show an invoice; a draft with what the ledger has now',
  parameters: {
    invoice,
    pdf: optional('--pdf <file>', 'write it to a file as its partner fetches it, to be printed', filePath),
    csv: optional('--csv <file>', 'write its lines to a file, for a spreadsheet', filePath),
  },
  run: async (context, { invoice: name, pdf, csv }) => {
    const { house } = await context.openHouse();
    const { invoiceId, owner } = await getInvoiceOwner(house, name);
    const organisationName = (await getOrganisation(house, owner.organisationId)).name;
    for (const [format, path] of [['pdf', pdf] as const, ['csv', csv] as const]) {
      if (path === null) continue;
      const wanted = { owner: { ...owner, organisationName }, invoiceId, format };
      await writeOwnFile(path, await context.runtime.openInvoice(house, wanted));
    }
    return reportInvoice(house, owner, invoiceId);
  },
});
