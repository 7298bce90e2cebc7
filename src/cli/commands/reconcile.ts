import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { getInvoiceOfMonth, monthOf, readPartnerList } from '../../domains/invoices/index.ts';
import type { House } from '../../door/use-case.ts';
import type { Owner } from '../../kernel/actor.ts';
import { type ComparedOrders, compareOrders } from '../../views/compared-orders.ts';
import { DIFFERENCES, type Reconciliation, reconcile as reconcileMonth } from '../../views/reconciliation.ts';
import { command, type Report } from '../command.ts';
import { counted, facts, table } from '../layout.ts';
import { getOwner, ownerParameters } from '../owner.ts';
import { optional } from '../parameters.ts';
import { currency, filePath, month } from '../read-value.ts';
import { Refusal } from '../refusal.ts';

const reportMonth = ({ invoice, differences, ...found }: Reconciliation): Report => ({
  json: {
    isMatched: found.differenceCount === 0,
    invoiceId: invoice.id,
    number: invoice.number,
    status: invoice.status,
    orders: found.orders,
    matched: found.matched,
    open: found.open,
    differenceCount: found.differenceCount,
    differences,
  },
  text: () => [
    ...facts([
      ['invoice', invoice.number ?? `${invoice.id} (draft)`],
      ['orders', found.orders],
      ['matched', found.matched],
      ['open', found.open],
    ]),
    '',
    ...(found.differenceCount === 0
      ? ['Everything matches.']
      : [
          `${counted(found.differenceCount, 'difference', 'differences')}:`,
          ...differences.map(
            ({ word, partnerOrderId, left, right }) =>
              `  ${partnerOrderId ?? 'invoice'}: ${DIFFERENCES[word]} ${left}; ${right}.`,
          ),
        ]),
  ],
  isFailure: found.differenceCount > 0,
});

const reportList = (compared: ComparedOrders): Report => ({
  json: compared,
  text: () => [
    ...table(
      ['ROW', 'ORDER', 'DIFFERENCE', 'THEIRS', 'OURS'],
      compared.differences.map(({ row, partnerOrderId, code, yours, ours }) => [
        row === null ? null : String(row),
        partnerOrderId,
        code,
        yours,
        ours,
      ]),
    ),
    `${counted(compared.rows, 'row', 'rows')}, ${compared.matched} of them match; ${counted(compared.differenceCount, 'difference', 'differences')}.`,
  ],
  isFailure: compared.differenceCount > 0,
});

const compareFile = async (
  house: House,
  owner: Owner,
  path: string,
  found: Reconciliation['invoice'],
  code: string,
) => {
  const file = createReadStream(path);
  await once(file, 'open').catch((error: Error) => {
    throw new Refusal(`${path} cannot be read: ${error.message}.`, { cause: error });
  });
  return compareOrders(house, owner, found, readPartnerList(file, currency(code, '--currency')));
};

export const reconcile = command({
  name: 'reconcile',
  say: "hold a month's orders against ledger, invoice and carrier, or a partner's own list against them",
  parameters: {
    ...ownerParameters,
    month: optional('--month <month>', 'such as 2026-11; this one where it is left out', month),
    currency: optional('--currency <code>', "the wallet; the organisation's own where it is left out", currency),
    file: optional('--file <path>', "the partner's list: CSV with partnerOrderId and amount", filePath),
  },
  run: async (context, { month: given, currency: code, file, ...named }) => {
    const { house } = await context.openHouse();
    const { owner, organisation } = await getOwner(house, named);
    const first = given ?? monthOf(house.clock.now(owner), organisation.timeZone);
    const wallet = code ?? organisation.currency;
    const invoice = await getInvoiceOfMonth(house.database.tables(), owner, wallet, first);
    return file === null
      ? reportMonth(await context.telling('Reconciling', reconcileMonth(house, owner, invoice)))
      : reportList(await context.telling('Comparing', compareFile(house, owner, file, invoice, wallet)));
  },
});
