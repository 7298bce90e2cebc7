/** The first line of a page that is made: whoever would change it finds out where. */
export const madeBy = (source: string): string => `<!-- Made by ${source}: change that, then \`npm run generate\`. -->`;

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');

/** A table of Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

export const code = (text: string): string => `\`${text}\``;

/** A list of names as code, with commas between. */
export const codes = (names: readonly string[]): string => names.map(code).join(', ');

/** The parts of a page with an empty line between, and a line break at its end. */
export const page = (parts: readonly string[]): string => `${parts.join('\n\n')}\n`;
