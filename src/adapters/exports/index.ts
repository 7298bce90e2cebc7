import { getInvoice, type Invoice, type InvoiceFigures, type Issuer } from '../../domains/invoices/index.ts';
import { getWallet, lastSequenceBefore } from '../../domains/ledger/index.ts';
import type { House } from '../../door/use-case.ts';
import type { Charged } from '../../kernel/allowance.ts';
import type { Export } from '../../kernel/export.ts';
import { badInput, Fault } from '../../kernel/fault.ts';
import { isCurrency } from '../../kernel/money.ts';
import { isSignedPath, type LinkParts } from '../../kernel/signed-path.ts';
import type { Caller } from '../../views/caller.ts';
import { ENTRY_COLUMNS, entryRows, RECONCILIATION_COLUMNS, reconciliationRows } from '../../views/export-rows.ts';
import { figuresOfInvoice } from '../../views/invoice-figures.ts';
import { sequenceBehind } from '../../views/invoice-lines.ts';
import { readOrderPlace } from '../../views/reconciled-orders.ts';
import { lastCovered } from '../../views/reconciliation.ts';
import { PRINTED_LINES_MAX } from '../invoice-pdf/index.ts';
import { FORMATS, type Format, isFormat, writeRows } from './formats.ts';
import { printInvoice, writeInvoiceLines } from './invoice-export.ts';

interface ExportNeeds {
  readonly house: House;
  /** Who issues invoices. */
  readonly issuer: Issuer;
  readonly charge: (partner: Caller, cost: number) => Promise<Charged>;
  /** The most that anything costs: a full allowance always has as much. */
  readonly costMax: number;
}

/** How many rows and printed lines come to one point. */
const ROWS_A_POINT = 100;
const LINES_A_POINT = 2;

/** What an export is named by: a folder, a name in it, and a format. */
const PATH = /^\/exports\/(invoices|ledger|reconciliations)\/([A-Za-z0-9_-]{1,40})\.(pdf|csv|ndjson)$/;

/** The number of the entry behind which a ledger's export goes on. Refuses: BAD_USER_INPUT. */
const sequenceOf = (after: string | null): number => {
  if (after !== null && !/^\d{1,15}$/.test(after)) {
    throw badInput({ field: 'after', bound: 'the cursor of a row of this export' });
  }
  return Number(after ?? 0);
};

/** Null for what is not there, or is another owner's. */
const orNull = <Found>(finding: Promise<Found>): Promise<Found | null> =>
  finding.catch((error: unknown) => {
    if (error instanceof Fault && error.code !== 'BAD_USER_INPUT') return null;
    throw error;
  });

/** What partners fetch under signed links: invoices as PDF, their lines, and ledgers. */
export class Exports {
  readonly #needs: ExportNeeds;

  constructor(needs: ExportNeeds) {
    this.#needs = needs;
  }

  /** Whether a path was signed for this partner and has not expired, by the real time. */
  isSigned({ credentialId }: Caller, path: string, parts: LinkParts): boolean {
    const { keyRing, clock } = this.#needs.house;
    return isSignedPath(keyRing, path, credentialId, parts, clock.now());
  }

  charge(partner: Caller, cost: number): Promise<Charged> {
    return this.#needs.charge(partner, cost);
  }

  /** What a path names, behind a cursor of it; null where it names nothing of this partner's. Refuses: BAD_USER_INPUT for a malformed cursor. */
  async find(partner: Caller, path: string, after: string | null): Promise<Export | null> {
    const [, folder, name = '', format = ''] = PATH.exec(path) ?? [];
    if (folder === 'invoices') return this.#findInvoice(partner, name, format, after);
    if (!isFormat(format)) return null;
    if (folder === 'reconciliations') return this.#findReconciliation(partner, name, format, after);
    return folder === 'ledger' ? this.#findLedger(partner, name, format, after) : null;
  }

  #costOf(count: number, aPoint: number): number {
    return Math.min(this.#needs.costMax, Math.ceil(count / aPoint));
  }

  async #findInvoice(partner: Caller, id: string, format: string, after: string | null): Promise<Export | null> {
    const tables = this.#needs.house.database.tables();
    const invoice = await orNull(getInvoice(tables, partner, id));
    if (invoice === null) return null;
    const figures = await figuresOfInvoice(tables, partner, invoice);
    const name = `${invoice.number ?? `draft-${invoice.month.slice(0, '2026-11'.length)}`}-${invoice.currency}`;
    return isFormat(format)
      ? this.#linesOf(partner, invoice, figures, { name, format, after })
      : this.#pdfOf(partner, invoice, figures, name);
  }

  #pdfOf(owner: Caller, invoice: Invoice, figures: InvoiceFigures, name: string): Export {
    return {
      scopes: ['invoices:read'],
      fileName: `${name}.pdf`,
      contentType: 'application/pdf',
      cost: this.#costOf(Math.min(figures.lineCount, PRINTED_LINES_MAX), LINES_A_POINT),
      open: () => printInvoice({ ...this.#needs, owner, invoice, figures }),
    };
  }

  #linesOf(
    owner: Caller,
    invoice: Invoice,
    figures: InvoiceFigures,
    { name, format, after }: { readonly name: string; readonly format: Format; readonly after: string | null },
  ): Export {
    const { lineCount } = figures;
    const behind = sequenceBehind(after);
    // Of the entries behind the cursor some are no lines; of a draft their end is not known.
    const left = Math.min(lineCount, Math.max(0, Number(invoice.lastSequence ?? behind + lineCount) + 1 - behind));
    return {
      scopes: ['invoices:read'],
      fileName: `${name}.${format}`,
      contentType: FORMATS[format],
      cost: this.#costOf(left, ROWS_A_POINT),
      open: () => writeInvoiceLines({ house: this.#needs.house, owner, invoice, figures }, format, after),
    };
  }

  async #findReconciliation(partner: Caller, id: string, format: Format, after: string | null): Promise<Export | null> {
    const { house } = this.#needs;
    const invoice = await orNull(getInvoice(house.database.tables(), partner, id));
    if (invoice === null) return null;
    const behind = readOrderPlace(after);
    const begin = behind.sequence < invoice.firstSequence ? invoice.firstSequence - 1n : behind.sequence;
    const last = await lastCovered(house, partner, invoice);
    return {
      scopes: ['invoices:read', 'orders:read'],
      fileName: `reconciliation-${invoice.month.slice(0, '2026-11'.length)}-${invoice.currency}.${format}`,
      contentType: FORMATS[format],
      cost: this.#costOf(Math.max(0, Number(last - begin)), ROWS_A_POINT),
      open: () => writeRows(format, RECONCILIATION_COLUMNS, reconciliationRows(house, partner, invoice, behind)),
    };
  }

  async #findLedger(partner: Caller, code: string, format: Format, after: string | null): Promise<Export | null> {
    const { house } = this.#needs;
    if (!isCurrency(code)) return null;
    const wallet = await orNull(getWallet(house.database.tables(), partner, code));
    if (wallet === null) return null;
    const behind = sequenceOf(after);
    const last = await lastSequenceBefore(house.database.tables(), partner, code, null);
    return {
      scopes: ['ledger:read'],
      fileName: `ledger-${code}.${format}`,
      contentType: FORMATS[format],
      cost: this.#costOf(Math.max(0, Number(last) - behind), ROWS_A_POINT),
      open: () => writeRows(format, ENTRY_COLUMNS, entryRows(house, partner, code, behind)),
    };
  }
}
