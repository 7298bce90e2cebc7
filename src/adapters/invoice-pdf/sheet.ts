import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

export type Pdf = InstanceType<typeof PDFDocument>;

/** Points of an A4 sheet, and of what stays blank around it. */
const SHEET = { width: 595.28, height: 841.89, side: 50, top: 56 };

export const LEFT = SHEET.side;
export const RIGHT = SHEET.width - SHEET.side;
export const CONTENT_WIDTH = RIGHT - LEFT;
export const TOP = SHEET.top;
/** Nothing but the footer is drawn below it. */
export const BOTTOM = SHEET.height - 72;
export const FOOTER = SHEET.height - 46;

export const COLOURS = { ink: '#1b2129', muted: '#5d6673', rule: '#d8dce2', accent: '#1f4e79', tint: '#f1f5f9' };

const fontFile = (name: string): string => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

/** A document knows a font by its file: by another name it would read the file again each time. */
const FONTS = { regular: fontFile('DejaVuSans'), bold: fontFile('DejaVuSans-Bold') };

/** What a document says about itself. */
interface About {
  readonly title: string;
  readonly author: string;
  readonly createdAt: Date;
}

/** An empty document without a page. Its identifier comes of what it says about itself: nothing in it is random. */
export const openSheets = ({ title, author, createdAt }: About): Pdf =>
  new PDFDocument({
    size: [SHEET.width, SHEET.height],
    margin: 0, // every text has its place: none is to go on over a page by itself
    autoFirstPage: false,
    font: FONTS.regular,
    lang: 'en',
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: title, Author: author, CreationDate: createdAt },
  });

export interface TextStyle {
  readonly size: number;
  readonly isBold?: boolean;
  readonly colour?: string;
  /** Whether it differs from line to line. The layout of all other words is remembered until the document ends. */
  readonly isPassing?: boolean;
}

/** Where a line of text stands: `y` is its baseline. */
export interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly align?: 'left' | 'right';
}

const plain = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

/** Without a list of features a layout is remembered; an empty one changes nothing about it. */
const layoutOf = ({ isPassing = false }: TextStyle) => (isPassing ? { features: [] } : {});

/** Measures text in points. */
type Measure = (text: string) => number;

/** Takes up a style, and answers how wide text will be in it. */
const takeUp = (pdf: Pdf, style: TextStyle): Measure => {
  pdf.font(style.isBold === true ? FONTS.bold : FONTS.regular, style.size).fillColor(style.colour ?? COLOURS.ink);
  const options = layoutOf(style);
  return (text) => pdf.widthOfString(text, options);
};

/** The longest beginning for which a width is enough, with an ellipsis where that is not the whole. */
const shorten = (text: string, width: number, measure: Measure): string => {
  if (measure(text) <= width) return text;
  const characters = [...text];
  const beginning = (length: number): string => `${characters.slice(0, length).join('').trimEnd()}…`;
  let [enough, tooLong] = [0, characters.length];
  while (tooLong - enough > 1) {
    const middle = Math.floor((enough + tooLong) / 2);
    if (measure(beginning(middle)) <= width) enough = middle;
    else tooLong = middle;
  }
  return beginning(enough);
};

/** Puts text on one line, shortened to its width. */
export const put = (pdf: Pdf, text: string, { x, y, width, align = 'left' }: TextPlace, style: TextStyle): void => {
  const measure = takeUp(pdf, style);
  const shown = shorten(plain(text), width, measure);
  const left = align === 'right' ? x + width - measure(shown) : x;
  pdf.text(shown, left, y, { ...layoutOf(style), lineBreak: false, baseline: 'alphabetic' });
};

/** Cuts a word that is wider than a line. */
const cutWord = (word: string, width: number, measure: Measure): readonly string[] => {
  const pieces = [''];
  for (const character of word) {
    const longer = (pieces.at(-1) ?? '') + character;
    if (longer === character || measure(longer) <= width) pieces[pieces.length - 1] = longer;
    else pieces.push(character);
  }
  return pieces;
};

/** Breaks text between words, and within one where it must; the last of its lines has all that is left. */
export const breakText = (pdf: Pdf, text: string, width: number, linesMax: number, style: TextStyle): string[] => {
  const measure = takeUp(pdf, style);
  const lines: string[] = [];
  const words = plain(text).split(' ');
  for (const word of words.flatMap((whole) => cutWord(whole, width, measure))) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    const isRoom = lines.length > 0 && (lines.length === linesMax || measure(longer) <= width);
    if (isRoom) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
};

/** Draws a line from margin to margin. */
export const rule = (pdf: Pdf, y: number, { thickness = 0.5, colour = COLOURS.rule } = {}): void => {
  pdf.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(thickness).strokeColor(colour).stroke();
};
