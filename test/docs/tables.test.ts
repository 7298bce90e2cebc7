import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS } from '../../src/config.ts';
import { sandboxPackages } from '../../src/domains/catalogue/index.ts';
import { ESIM_STATES, REPORT_INTERVAL_MINUTES, USAGE_STATES } from '../../src/domains/esims/index.ts';
import { LAUNCH_CHECK_NAMES, LAUNCH_CHECKS } from '../../src/domains/launch/index.ts';
import { ORDER_REASONS, ORDER_STATES } from '../../src/domains/orders/index.ts';
import { DEFAULT_LIMITS } from '../../src/graphql/engine/limits.ts';
import { referenceFiles } from '../../src/graphql/reference/emit-reference.ts';
import { buildPartnerSchema } from '../../src/graphql/schema.ts';
import { packageIdOfPath, SANDBOX_PATHS } from '../../src/kernel/sandbox-path.ts';
import { IDEMPOTENCY_RETENTION_DAYS } from '../../src/records/idempotency/index.ts';
import { LIST_DIFFERENCES } from '../../src/views/compared-orders.ts';
import { ROOT } from './doc-page.ts';

const docs = (name: string): string => readFileSync(join(ROOT, 'docs', name), 'utf8');

/** The cells of a page's table that has this heading. */
const tableOf = (name: string, head: string): readonly (readonly string[])[] => {
  const [, rows = ''] = new RegExp(`^\\| ${head} \\|.*\\n\\|[ |-]+\\n((?:\\|.*\\n?)*)`, 'm').exec(docs(name)) ?? [];
  return rows
    .trimEnd()
    .split('\n')
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
};

const firstCells = (name: string, head: string): readonly string[] =>
  tableOf(name, head).map(([cell = '']) => cell.replaceAll('`', ''));

const number = (value: number | string | null): string => Number(value).toLocaleString('en-US');

test('what is made from the code is committed as the code makes it (`npm run generate`)', async () => {
  const files = await referenceFiles(await buildPartnerSchema());
  for (const [name, text] of Object.entries(files)) expect([name, docs(name)]).toEqual([name, text]);
});

test('the page of orders has every state, and every reason with what the server says of it', () => {
  expect(firstCells('orders.md', 'status').toSorted()).toEqual(ORDER_STATES.map((one) => one.toUpperCase()).toSorted());
  const reasons = Object.entries(ORDER_REASONS).map(([reason, { say }]) => [`\`${reason}\``, say]);
  expect(tableOf('orders.md', 'statusReason')).toEqual(reasons);
});

test('the pages of eSIMs and usage have every state', () => {
  expect(firstCells('esims.md', 'status')).toEqual(ESIM_STATES.map((one) => one.toUpperCase()));
  expect(firstCells('usage.md', 'status')).toEqual(USAGE_STATES.map((one) => one.toUpperCase()));
  expect(docs('usage.md')).toContain(`about every ${REPORT_INTERVAL_MINUTES} minutes`);
});

test('the page of the sandbox has every package of a path, with what happens', () => {
  const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  const packages = sandboxPackages('USD').map(({ packageId, policyNotes }) => [
    `\`${packageId}\``,
    capital((policyNotes ?? '').replace(/^For tests: /, '')),
  ]);
  expect(tableOf('sandbox.md', 'package')).toEqual(packages);
  expect(packages).toHaveLength(SANDBOX_PATHS.length);
  expect(packages.map(([id]) => id)).toEqual(SANDBOX_PATHS.map((path) => `\`${packageIdOfPath(path)}\``));
});

test('the launch checklist has every check, with how it is shown', () => {
  const checks = LAUNCH_CHECK_NAMES.map((name) => [`\`${name.toUpperCase()}\``, LAUNCH_CHECKS[name].say]);
  expect(tableOf('launch.md', 'check')).toEqual(checks);
});

test('the page of money has every difference between a list and our books', () => {
  const differences = Object.entries(LIST_DIFFERENCES).map(([code, say]) => [`\`${code.toUpperCase()}\``, say]);
  expect(tableOf('money.md', 'difference')).toEqual(differences);
});

test('the page of limits has the numbers of the settings and of the engine', () => {
  const { credentialPoints, organisationPoints, costMax, bodyBytesMax, authenticationAttemptsMax } = SETTINGS;
  const seconds = 'points a second, ten seconds of them at once';
  expect(tableOf('limits.md', 'limit').map(([, value]) => value)).toEqual([
    `${number(credentialPoints.fallback)} ${seconds}`,
    `${number(organisationPoints.fallback)} ${seconds}`,
    `${number(costMax.fallback)} points`,
    `${number(bodyBytesMax.fallback)} bytes`,
    `${number(authenticationAttemptsMax.fallback)} a minute`,
  ]);
  const { tokens, depth, aliases, directives, rootFields, fields } = DEFAULT_LIMITS;
  const sizes = [tokens, depth, aliases, directives, rootFields, fields].map(number);
  expect(tableOf('limits.md', 'in one operation').map(([, value]) => value)).toEqual(sizes);
});

test('the retention of idempotency keys is the real one', () => {
  expect(docs('idempotency.md')).toContain(`Keys are kept ${IDEMPOTENCY_RETENTION_DAYS} days`);
});
