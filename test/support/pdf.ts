import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { PNG } from 'pngjs';

/** Where what documents look like is kept to be looked at. */
const PICTURES = join(tmpdir(), 'onyx-test-invoice-pdf');

const PIXELS_PER_POINT = 2;

/** A page as it is seen. Measures are in points from its upper left corner. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** The colours that a rectangle has, row by row of its pixels: one alone where it is blank or a line goes across. */
  readonly colours: (x: number, y: number, width: number, height: number) => readonly ReadonlySet<number>[];
}

const WHITE = 0xff_ff_ff_ff;

export const isBlank = (rows: readonly ReadonlySet<number>[]): boolean =>
  rows.every((row) => row.size === 1 && row.has(WHITE));

/** What a reader of PDF files sees in one. */
export interface ReadPdf {
  readonly texts: readonly string[];
  /** Draws a page, counted from 1, and keeps its picture under a name. */
  readonly draw: (page: number, name: string) => Promise<Picture>;
}

const pictureOf = (pixels: Buffer, columns: number, rows: number): Picture => {
  const at = (points: number): number => Math.round(points * PIXELS_PER_POINT);
  const coloursOfRow = (row: number, from: number, to: number): ReadonlySet<number> =>
    new Set(Array.from({ length: to - from }, (_, index) => pixels.readUInt32BE((row * columns + from + index) * 4)));
  return {
    width: columns / PIXELS_PER_POINT,
    height: rows / PIXELS_PER_POINT,
    colours: (x, y, width, height) =>
      Array.from({ length: at(height) }, (_, index) => coloursOfRow(at(y) + index, at(x), at(x + width))),
  };
};

/** Opens documents until it is closed. */
export const openPdfReader = async () => {
  const [library] = await Promise.all([PDFiumLibrary.init(), mkdir(PICTURES, { recursive: true })]);
  const opened: { destroy(): void }[] = [];
  return {
    read: async (bytes: Buffer): Promise<ReadPdf> => {
      const document = await library.loadDocument(bytes);
      opened.push(document);
      const draw = async (page: number, name: string): Promise<Picture> => {
        const { data, width, height } = await document.getPage(page - 1).render({ scale: PIXELS_PER_POINT });
        const png = new PNG({ width, height });
        png.data = Buffer.from(data);
        await writeFile(join(PICTURES, `${name}.png`), PNG.sync.write(png, { filterType: 0 }));
        return pictureOf(png.data, width, height);
      };
      return { texts: [...document.pages()].map((page) => page.getText()), draw };
    },
    close: () => {
      for (const document of opened) document.destroy();
      library.destroy();
    },
  };
};
