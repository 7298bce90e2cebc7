import type { InvoiceDocument } from '../../domains/invoices/index.ts';
import { formatMinor } from '../../kernel/money.ts';
import { breakText, COLOURS, CONTENT_WIDTH, LEFT, type Pdf, put, RIGHT, rule, TOP } from './sheet.ts';
import { factsOf, headlineOf, marksOf, totalsOf } from './wording.ts';

const HALF = CONTENT_WIDTH / 2;
/** What stands on the left keeps away from what stands on the right. */
const LEFT_WIDTH = HALF - 20;
const FACT_LABEL_WIDTH = 72;

/** The columns of amounts: what the true-up comes of, and what adds up to the total due. */
const AMOUNT_WIDTH = 120;
const [WORKINGS, SUMMANDS] = [RIGHT - 2 * AMOUNT_WIDTH, RIGHT - AMOUNT_WIDTH];

/** Enough for a PO number of the widest letters: half of one would be of no use. */
const TEXT_LINES_MAX = 4;

const LABEL = { size: 8, colour: COLOURS.muted };
const VALUE = { size: 8.5 };
const HEADLINE = { size: 20, isBold: true, colour: COLOURS.accent };
const NAME = { size: 10.5, isBold: true };
const MARK = { size: 9, isBold: true, colour: COLOURS.accent };
const TOTAL = { size: 12, isBold: true, colour: COLOURS.accent };

/** Each part draws itself below a height and answers the height at which it ends. */
type Part = (pdf: Pdf, document: InvoiceDocument, top: number) => number;

const drawIssuer: Part = (pdf, document, top) => {
  const { issuer } = document;
  put(pdf, issuer.name, { x: LEFT, y: top + 14, width: LEFT_WIDTH }, NAME);
  for (const [index, line] of issuer.address.entries()) {
    put(pdf, line, { x: LEFT, y: top + 29 + index * 12, width: LEFT_WIDTH }, LABEL);
  }
  const place = { x: LEFT + HALF, y: top + 16, width: HALF, align: 'right' } as const;
  put(pdf, headlineOf(document), place, HEADLINE);
  return top + 29 + Math.max(issuer.address.length, 1) * 12;
};

const drawMarks: Part = (pdf, document, top) => {
  const marks = marksOf(document);
  for (const [index, { word, sentence }] of marks.entries()) {
    const y = top + index * 28;
    pdf.rect(LEFT, y, CONTENT_WIDTH, 24).fill(COLOURS.tint);
    pdf.rect(LEFT, y, 3, 24).fill(COLOURS.accent);
    put(pdf, word, { x: LEFT + 14, y: y + 15.5, width: 70 }, MARK);
    put(pdf, sentence, { x: LEFT + 88, y: y + 15.5, width: CONTENT_WIDTH - 100 }, VALUE);
  }
  return top + marks.length * 28;
};

const drawFacts: Part = (pdf, document, top) => {
  put(pdf, 'Billed to', { x: LEFT, y: top + 12, width: LEFT_WIDTH }, LABEL);
  const name = breakText(pdf, document.partnerName, LEFT_WIDTH, TEXT_LINES_MAX, NAME);
  for (const [index, line] of name.entries()) {
    put(pdf, line, { x: LEFT, y: top + 28 + index * 14, width: LEFT_WIDTH }, NAME);
  }
  const x = LEFT + HALF + FACT_LABEL_WIDTH;
  let y = top + 12;
  for (const [label, value] of factsOf(document)) {
    put(pdf, label, { x: LEFT + HALF, y, width: FACT_LABEL_WIDTH }, LABEL);
    const lines = breakText(pdf, value, RIGHT - x, TEXT_LINES_MAX, VALUE);
    for (const [index, line] of lines.entries()) put(pdf, line, { x, y: y + index * 11, width: RIGHT - x }, VALUE);
    y += 15 + (lines.length - 1) * 11;
  }
  return Math.max(top + 28 + name.length * 14, y);
};

const drawTotals: Part = (pdf, document, top) => {
  const rows = totalsOf(document);
  for (const [index, { label, amount, isInSum }] of rows.entries()) {
    const y = top + 14 + index * 16;
    const style = isInSum ? VALUE : { ...VALUE, colour: COLOURS.muted };
    put(pdf, label, { x: LEFT, y, width: WORKINGS - LEFT }, style);
    put(pdf, amount, { x: isInSum ? SUMMANDS : WORKINGS, y, width: AMOUNT_WIDTH, align: 'right' }, style);
  }
  const bottom = top + 6 + rows.length * 16;
  rule(pdf, bottom, { thickness: 1, colour: COLOURS.accent });
  const y = bottom + 21;
  const total = `${document.currency} ${formatMinor(document.totalDueMinor, document.currency)}`;
  put(pdf, document.status === 'void' ? 'TOTAL DUE (VOID)' : 'TOTAL DUE', { x: LEFT, y, width: HALF }, TOTAL);
  put(pdf, total, { x: LEFT + HALF, y, width: HALF, align: 'right' }, TOTAL);
  return y;
};

/** Draws what stands above the lines on the first page, and answers the height at which it ends. */
export const drawHead = (pdf: Pdf, document: InvoiceDocument): number => {
  const belowIssuer = drawIssuer(pdf, document, TOP) + 16;
  const belowMarks = drawMarks(pdf, document, belowIssuer) + 14;
  const belowFacts = drawFacts(pdf, document, belowMarks) + 8;
  return drawTotals(pdf, document, belowFacts) + 34;
};
