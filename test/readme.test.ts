import { readFileSync } from 'node:fs';
import { SETTINGS } from '../src/config.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** The rows of the README's table of settings. */
const settingRows = (): readonly string[] => {
  const [, rows = ''] = /\| variable \| default \| what it sets \|\n.*\n((?:\|.*\n)*)/.exec(readme) ?? [];
  return rows.trimEnd().split('\n');
};

test('the table of settings is the one of config.ts', () => {
  const rows = Object.values(SETTINGS).map(
    ({ variable, fallback, say }) =>
      `| \`${variable}\` | ${fallback === null ? 'not set' : `\`${fallback}\``} | ${say} |`,
  );
  expect(settingRows()).toEqual(rows);
});
