import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
import { COMMANDS } from '../../src/cli/commands.ts';
import { seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { ROOT } from './doc-page.ts';

const read = (name: string): string => readFileSync(join(ROOT, 'docs/operate', name), 'utf8');

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

const { groups } = parse(read('alerts.yml')) as { readonly groups: readonly { readonly rules: readonly Rule[] }[] }; // our own file
const rules = groups.flatMap((group) => group.rules);
const { panels } = JSON.parse(read('grafana-dashboard.json')) as { readonly panels: readonly Panel[] }; // our own file

/** Grafana puts the values of its variables in before Prometheus reads the expression. */
const asPrometheusReadsIt = (expression: string): string => expression.replaceAll('$__rate_interval', '5m');

const expressions = [
  ...rules.map(({ alert, expr }) => ({ place: alert, expression: expr })),
  ...panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({ place: title, expression: asPrometheusReadsIt(expr) })),
  ),
];

/** The metrics that an expression reads, as the parser of Prometheus's own editor finds them. */
const metricsIn = (expression: string): readonly string[] => {
  const names: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ name, from, to, type }) => {
      if (type.isError) throw new Error(`not PromQL at ${from}: ${expression}`);
      if (name === 'VectorSelector') names.push(/^\w+/.exec(expression.slice(from, to))?.[0] ?? '');
    },
  });
  return names;
};

let api: TestApi;
let scraped: string;

beforeAll(async () => {
  api = await openTestApi();
  const credential = await api.credential(await seedPartner(api.house));
  await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
    body: '{ "query": "{ viewer { mode } }" }',
  });
  scraped = await (await fetch(`${api.url}/metrics`)).text();
});
afterAll(() => api.close());

test('every expression of an alert or a panel is PromQL over metrics that the API has', () => {
  const names = new Set([...scraped.matchAll(/^(?:# TYPE )?(\w+)[{ ]/gm)].map(([, name]) => name));
  names.add('up'); // Prometheus's own, of each target
  expect(expressions.length).toBeGreaterThan(rules.length);
  for (const { place, expression } of expressions) {
    const read = metricsIn(expression);
    expect({ place, metrics: read.length }).not.toEqual({ place, metrics: 0 });
    expect({ place, missing: read.filter((name) => !names.has(name)) }).toEqual({ place, missing: [] });
  }
});

test('what is no PromQL is told from what is', () => {
  expect(() => metricsIn('sum(rate(onyx_jobs_due[5m])')).toThrow('not PromQL');
  expect(metricsIn('max(onyx_jobs_due) > 0 or up == 0')).toEqual(['onyx_jobs_due', 'up']);
});

test('the labels by which they choose are those that the API counts by', () => {
  const labels = new Set(['job', 'le', 'instance']);
  for (const [, row = ''] of scraped.matchAll(/^onyx_\w+\{(.*)\} /gm)) {
    for (const [, label = ''] of row.matchAll(/(\w+)="/g)) labels.add(label);
  }
  for (const { place, expression } of expressions) {
    const chosen = [...expression.matchAll(/(\w+)(?:=|!=|=~)"/g)].map(([, label = '']) => label);
    expect({ place, unknown: chosen.filter((label) => !labels.has(label)) }).toEqual({ place, unknown: [] });
  }
});

test('nobody is woken by a sandbox: what is told apart by mode is read of live alone', () => {
  const byMode = new Set([...scraped.matchAll(/^(onyx_\w+)\{mode="\w+"\} /gm)].map(([, name]) => name));
  expect(byMode).toContain('onyx_wallets_overdrawn');
  for (const { place, expression } of expressions) {
    const read = [...expression.matchAll(/(onyx_\w+)(?:\{([^}]*)\})?/g)].filter(([, name]) => byMode.has(name));
    expect({ place, all: read.filter(([, , chosen = '']) => !chosen.includes('mode="live"')) }).toEqual({
      place,
      all: [],
    });
  }
});

test('each alert has its heading in the runbook, and each heading its alert', () => {
  const headings = [...read('runbook.md').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(expect.arrayContaining(rules.map(({ alert }) => alert)));
  expect(headings).toHaveLength(rules.length);
  for (const { alert, annotations, labels } of rules) {
    expect(annotations.runbook).toBe(`runbook.md#${alert.toLowerCase()}`);
    expect(['page', 'ticket']).toContain(labels.severity);
  }
});

test('each metric of ours stands in the table of the monitoring page, with its kind', () => {
  const kinds = [...scraped.matchAll(/^# TYPE (onyx_\w+) (\w+)$/gm)].map(([, name, kind]) => `${name} ${kind}`);
  const rows = [...read('monitor.md').matchAll(/^\| `(onyx_\w+)` \| (\w+) \|/gm)].map(
    ([, name, kind]) => `${name} ${kind}`,
  );
  expect(rows.toSorted()).toEqual(kinds.toSorted());
});

test('the commands that the pages name in a sentence exist', () => {
  const names = new Set(COMMANDS.map(({ name }) => name));
  const pages = ['install', 'configure', 'back-up', 'upgrade', 'scale-out', 'keys', 'monitor', 'runbook'];
  for (const page of pages) {
    for (const [, words = ''] of read(`${page}.md`).matchAll(/npx --no-install onyx ((?:[a-z-]+ ?)+)/g)) {
      const [first = '', second = ''] = words.trim().split(' ');
      expect({ page, words, known: names.has(first) || names.has(`${first} ${second}`) }).toMatchObject({
        known: true,
      });
    }
  }
});

test('the systemd unit starts a command that there is', () => {
  const unit = read('onyx@.service');
  expect(unit).toMatch(/^ExecStart=\S+\/node \S+\/dist\/src\/main\.js %i$/m);
  for (const name of ['serve', 'worker']) {
    expect(unit).toContain(`onyx@${name}`);
    expect(COMMANDS.find((command) => command.name === name)?.isService).toBe(true);
  }
});
