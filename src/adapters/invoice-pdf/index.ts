import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { InvoiceDocument } from '../../domains/invoices/index.ts';
import { drawHead } from './head.ts';
import { openLineTable } from './line-table.ts';
import { openSheets, type Pdf } from './sheet.ts';
import { titleOf } from './wording.ts';

/** Bytes that are made ahead of the one who reads them. */
const AHEAD_BYTES = 16_384;

/** Lines that are printed: forty pages. Whoever has more of them reads the CSV, and no document keeps a server busy for long. */
export const PRINTED_LINES_MAX = 2_000;

/** Takes what was written of a document since it was last asked. */
const takeWritten = (pdf: Pdf): Buffer[] => {
  const written: unknown = pdf.read();
  return Buffer.isBuffer(written) ? [written] : [];
};

async function* write(document: InvoiceDocument): AsyncGenerator<Buffer> {
  const pdf = openSheets({
    title: titleOf(document),
    author: document.issuer.name,
    createdAt: document.issuedAt ?? document.periodStart,
  });
  const table = openLineTable(pdf, document, drawHead);
  yield* takeWritten(pdf);
  let printed = 0;
  for await (const line of document.lines) {
    table.draw(line);
    printed += 1;
    if (printed === PRINTED_LINES_MAX) break;
    if (pdf.readableLength === 0) continue;
    yield* takeWritten(pdf); // a page has ended
    await setImmediate(); // a long invoice does not hold up what else the process does
  }
  if (printed < document.lineCount) table.tellOfMore(document.lineCount - printed);
  pdf.end();
  yield* takeWritten(pdf);
}

/**
 * An invoice as a PDF (A4), written while it is read: its lines are asked for as the reader takes what was made of those
 * before, and are told when the reader goes away. The first 2,000 of them are printed. The same invoice gives the same bytes. Letters that DejaVu Sans lacks,
 * such as Chinese ones, are printed as boxes.
 */
export const renderInvoicePdf = (document: InvoiceDocument): Readable =>
  Readable.from(write(document), { objectMode: false, highWaterMark: AHEAD_BYTES });
