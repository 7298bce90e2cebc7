import { readFileSync } from 'node:fs';
import { SETTINGS } from '../src/config.ts';
import { IDEMPOTENCY_RETENTION_DAYS } from '../src/records/idempotency/index.ts';

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

test('the retention of idempotency keys is the real one', () => {
  expect(readme).toContain(`they are kept ${IDEMPOTENCY_RETENTION_DAYS} days`);
});
