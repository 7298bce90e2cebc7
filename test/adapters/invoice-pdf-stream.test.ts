import { once } from 'node:events';
import { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { PRINTED_LINES_MAX, renderInvoicePdf } from '../../src/adapters/invoice-pdf/index.ts';
import { invoiceDocument, LINE, manyLines } from '../support/invoice-document.ts';
import { openPdfReader } from '../support/pdf.ts';

/** Lines that count how many of them were asked for, and tell when nobody asks any more. */
const countedLines = (count: number) => {
  const seen = { pulled: 0, isOver: false };
  const lines = async function* () {
    try {
      while (seen.pulled < count) yield { ...LINE, partnerOrderId: `ORDER-${seen.pulled++}.` };
    } finally {
      seen.isOver = true;
    }
  };
  return { seen, lines: lines() };
};

/** Lets everything happen that can: a page takes one turn, and no document here has as many pages. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 2_000; turn++) await setImmediate();
};

test('lines are asked for as the reader takes them, a reader that stops holds them up, and of 20,000 the first are printed', async () => {
  const { seen, lines } = countedLines(20_000);
  const pdf = renderInvoicePdf({ ...invoiceDocument(), lineCount: 20_000, lines });
  await settle();
  expect(seen.pulled).toBe(0);
  let go = () => {};
  const parts: Buffer[] = [];
  const slow = new Writable({
    write: (part: Buffer, _, taken) => {
      parts.push(part);
      if (parts.length === 1) go = taken;
      else taken();
    },
  });
  pdf.pipe(slow);
  await settle();
  expect(seen.pulled).toBeGreaterThan(0);
  expect(seen.pulled).toBeLessThan(PRINTED_LINES_MAX);
  go();
  await once(slow, 'finish');
  expect(seen).toEqual({ pulled: PRINTED_LINES_MAX, isOver: true });
  const reader = await openPdfReader();
  const { texts } = await reader.read(Buffer.concat(parts));
  expect(texts.at(-1)).toContain(`ORDER-${PRINTED_LINES_MAX - 1}.`);
  expect(texts.at(-1)).toContain('18000 more lines are not printed');
  reader.close();
});

test('a reader that goes away ends the reading of lines', async () => {
  const { seen, lines } = countedLines(20_000);
  const pdf = renderInvoicePdf({ ...invoiceDocument(), lines });
  await once(pdf, 'readable');
  pdf.destroy();
  await settle();
  expect(seen.isOver).toBe(true);
  expect(seen.pulled).toBeLessThan(2_000);
});

test('lines that fail fail the document: it never ends as if it were whole', async () => {
  const failing = async function* () {
    yield* manyLines(100);
    throw new Error('the database went away');
  };
  await expect(buffer(renderInvoicePdf({ ...invoiceDocument(), lines: failing() }))).rejects.toThrow(
    'the database went away',
  );
});
