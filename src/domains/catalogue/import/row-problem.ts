/** Why one row cannot be imported. The line is the file's own, its header being line 1. */
export interface RowProblem {
  readonly line: number;
  /** Null where the whole row, or the whole file, is meant. */
  readonly column: string | null;
  readonly problem: string;
}

const SHOWN_LENGTH_MAX = 40;

/** A text of the file as a report shows it: cut short, and without characters that could steer a terminal. */
export const printable = (text: string): string => {
  const shown = text.length > SHOWN_LENGTH_MAX ? `${text.slice(0, SHOWN_LENGTH_MAX)}…` : text;
  return shown.replaceAll(/\p{C}/gu, '?');
};

/** The same between quotation marks. */
export const quoted = (text: string): string => `"${printable(text)}"`;
