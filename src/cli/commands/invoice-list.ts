import { listInvoices } from '../../domains/invoices/index.ts';
import { command } from '../command.ts';
import { invoiceJson } from '../invoice-report.ts';
import { table } from '../layout.ts';
import { getOwner, ownerParameters } from '../owner.ts';
import { defaulting } from '../parameters.ts';
import { wholeNumber } from '../read-value.ts';

export const invoiceList = command({
  name: 'invoice list',
  say: "list an organisation's invoices, the newest period first",
  parameters: {
    ...ownerParameters,
    limit: defaulting('--limit <count>', 'how many at most', wholeNumber(1, 1_000), '24'),
  },
  run: async (context, { limit, ...named }) => {
    const { house } = await context.openHouse();
    const { owner } = await getOwner(house, named);
    const { rows } = await listInvoices(house.database.tables(), owner, {}, limit, null);
    const invoices = await Promise.all(rows.map((row) => invoiceJson(house, owner, row)));
    return {
      json: invoices,
      text: () =>
        table(
          ['ID', 'NUMBER', 'PERIOD', 'STATUS', 'LINES', 'ORDERS', 'REFUNDS', 'TRUE-UP', 'TOTAL DUE', 'CURRENCY'],
          invoices.map((one) => [
            one.id,
            one.number,
            one.month,
            one.status,
            String(one.lineCount),
            one.orders,
            one.refunds,
            one.trueUp,
            one.totalDue,
            one.currency,
          ]),
        ),
    };
  },
});
