import type { InvoiceDocument } from '../../domains/invoices/index.ts';
import { formatMinor } from '../../kernel/money.ts';
import { COLOURS, CONTENT_WIDTH, LEFT, type Pdf, put, RIGHT, rule, TOP } from './sheet.ts';
import { factsOf, headlineOf, marksOf, totalsOf } from './wording.ts';

const HALF = CONTENT_WIDTH / 2;

/** Where the facts begin, and how wide their labels are. */
const FACTS = { x: LEFT + HALF + 10, labelWidth: 72 };

/** Right edges of both columns of the totals are this far apart. */
const SUM_WIDTH = 130;

const LABEL = { size: 8, colour: COLOURS.muted };
const VALUE = { size: 8.5 };

const NAME_LINES_MAX = 3;

const drawIssuer = (pdf: Pdf, document: InvoiceDocument): number => {
  const { issuer, currency } = document;
  const place = { x: LEFT, width: HALF };
  put(pdf, issuer.name, { ...place, y: TOP + 12 }, { size: 11, isBold: true });
  issuer.address.map((line, index) => put(pdf, line, { ...place, y: TOP + 28 + index * 12 }, LABEL));
  const right = { x: LEFT + HALF, width: HALF, align: 'right' } as const;
  put(pdf, headlineOf(document), { ...right, y: TOP + 16 }, { size: 20, isBold: true, colour: COLOURS.accent });
  put(pdf, document.number ?? `all amounts in ${currency}`, { ...right, y: TOP + 32 }, LABEL);
  return TOP + 28 + Math.max(issuer.address.length, 2) * 12;
};

const drawMarks = (pdf: Pdf, document: InvoiceDocument, top: number): number => {
  const marks = marksOf(document);
  marks.map(({ word, sentence }, index) => {
    const y = top + index * 30;
    pdf.rect(LEFT, y, CONTENT_WIDTH, 24).fill(COLOURS.tint);
    pdf.rect(LEFT, y, 3, 24).fill(COLOURS.accent);
    put(pdf, word, { x: LEFT + 14, y: y + 15.5, width: 76 }, { size: 9, isBold: true, colour: COLOURS.accent });
    put(pdf, sentence, { x: LEFT + 90, y: y + 15.5, width: CONTENT_WIDTH - 104 }, VALUE);
  });
  return top + marks.length * 30;
};
