/** What a terminal would obey or not show is shown as a question mark: names come from outside. */
export const shown = (text: string): string => text.replaceAll(/\p{C}/gu, '?');

type Cell = string | number | null;

const textOf = (cell: Cell): string => (cell === null ? '–' : shown(String(cell)));

const lengthOf = (text: string): number => [...text].length;

const pad = (text: string, width: number, isRight: boolean): string => {
  const blank = ' '.repeat(Math.max(0, width - lengthOf(text)));
  return isRight ? blank + text : text + blank;
};

/** Rows below their heads in aligned columns; columns of numbers stand at the right. */
export const table = (heads: readonly string[], rows: readonly (readonly Cell[])[]): readonly string[] => {
  const cells = rows.map((row) => row.map(textOf));
  const widths = heads.map((head, column) =>
    Math.max(...[head, ...cells.map((row) => row[column] ?? '')].map(lengthOf)),
  );
  const isNumeric = heads.map(
    (_, column) => rows.length > 0 && cells.every((row) => /^(–|-?[\d.]+( [A-Z]{3})?)$/.test(row[column] ?? '')),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((text, column) => pad(text, widths[column] ?? 0, isNumeric[column] ?? false))
      .join('  ')
      .trimEnd();
  return [line(heads), ...cells.map(line)];
};

/** Names with their values, one a line, the values aligned. */
export const facts = (entries: readonly (readonly [name: string, value: Cell])[]): readonly string[] => {
  const width = Math.max(...entries.map(([name]) => lengthOf(name)));
  return entries.map(([name, value]) => `${pad(name, width, false)}  ${textOf(value)}`);
};

/** `1 package`, `3 packages`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** A moment to the second, in UTC. */
export const moment = (at: Date | null): string | null =>
  at && `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
