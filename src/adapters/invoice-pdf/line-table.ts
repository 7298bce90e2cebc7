import type { DocumentLine, InvoiceDocument } from '../../domains/invoices/index.ts';
import { formatMinor } from '../../kernel/money.ts';
import { localTime } from './local-time.ts';
import { BOTTOM, COLOURS, FOOTER, LEFT, type Pdf, put, RIGHT, rule, TOP } from './sheet.ts';
import { KINDS, titleOf } from './wording.ts';

const ROW_HEIGHT = 15;
const BASELINE = 10.5;
const GAP = 10;

const booked = { x: LEFT, width: 74 };
const kind = { x: booked.x + booked.width + GAP, width: 30 };
const order = { x: kind.x + kind.width + GAP, width: 120 };
/** Wide enough for any amount there is: a number cut short would be another number. */
const amount = { x: RIGHT - 88, width: 88, align: 'right' } as const;
const name = { x: order.x + order.width + GAP, width: amount.x - GAP - (order.x + order.width + GAP) };

export const COLUMNS = { booked, kind, order, name, amount };

/** What concerns no order has the room of three columns for what it is. */
const KIND_ALONE = { x: kind.x, width: name.x + name.width - kind.x };

const TITLE = { size: 7.5, isBold: true, colour: COLOURS.muted };
const CELL = { size: 7.5 };
const PASSING_CELL = { size: 7.5, isPassing: true };
const MUTED_CELL = { size: 7.5, colour: COLOURS.muted };

const NO_LINES = 'Nothing was booked in this period.';

/** The table of the lines, which begins a page where one is full. */
export interface LineTable {
  draw(line: DocumentLine): void;
  /** Says below the last line that so many are not printed. */
  tellOfMore(count: number): void;
}

/** Begins a page with its footer. How many pages there will be is not known while they are written. */
const beginPage = (pdf: Pdf, title: string, page: number): void => {
  pdf.addPage();
  rule(pdf, FOOTER - 14);
  put(pdf, title, { x: LEFT, y: FOOTER, width: RIGHT - LEFT - 80 }, MUTED_CELL);
  put(pdf, `page ${page}`, { x: RIGHT - 70, y: FOOTER, width: 70, align: 'right' }, MUTED_CELL);
};

const drawTitles = (pdf: Pdf, currency: string, top: number): number => {
  const y = top + BASELINE;
  put(pdf, 'Booked', { ...booked, y }, TITLE);
  put(pdf, 'Kind', { ...kind, y }, TITLE);
  put(pdf, 'Your order', { ...order, y }, TITLE);
  put(pdf, 'Package', { ...name, y }, TITLE);
  put(pdf, `Amount, ${currency}`, { ...amount, y }, TITLE);
  rule(pdf, top + ROW_HEIGHT, { thickness: 0.75, colour: COLOURS.muted });
  return top + ROW_HEIGHT + 2;
};

/** Begins the first page, whose head is drawn by `drawHead`, and the table below it. */
export const openLineTable = (
  pdf: Pdf,
  document: InvoiceDocument,
  drawHead: (pdf: Pdf, document: InvoiceDocument) => number,
): LineTable => {
  const { currency } = document;
  const title = titleOf(document);
  const { minute } = localTime(document.timeZone);
  let page = 1;
  beginPage(pdf, title, page);
  let top = drawTitles(pdf, currency, drawHead(pdf, document));
  if (document.lineCount === 0) put(pdf, NO_LINES, { x: LEFT, y: top + BASELINE, width: RIGHT - LEFT }, MUTED_CELL);
  /** The baseline of the next row, on the next page where this one is full. */
  const nextRow = (): number => {
    if (top + ROW_HEIGHT > BOTTOM) {
      page += 1;
      beginPage(pdf, title, page);
      top = drawTitles(pdf, currency, TOP);
    }
    return top + BASELINE;
  };
  return {
    draw: ({ bookedAt, type, partnerOrderId, packageName, amountMinor }) => {
      const y = nextRow();
      const isAlone = partnerOrderId === null && packageName === null;
      put(pdf, minute(bookedAt), { ...booked, y }, MUTED_CELL);
      put(pdf, KINDS[type], { ...(isAlone ? KIND_ALONE : kind), y }, CELL);
      put(pdf, partnerOrderId ?? '', { ...order, y }, PASSING_CELL);
      put(pdf, packageName ?? '', { ...name, y }, CELL);
      put(pdf, formatMinor(amountMinor, currency), { ...amount, y }, PASSING_CELL);
      top += ROW_HEIGHT;
      rule(pdf, top);
    },
    tellOfMore: (count) => {
      const say = `${count} more lines are not printed: the CSV of this invoice has all of them.`;
      put(pdf, say, { x: LEFT, y: nextRow(), width: RIGHT - LEFT }, MUTED_CELL);
    },
  };
};
