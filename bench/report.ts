import type { FloodCost } from './flood.ts';
import type { Sample, Scenario } from './measure.ts';
import type { PermissionCost } from './permissions.ts';
import { type Spread, spread } from './statistics.ts';

export interface SideResult {
  readonly side: string;
  readonly cpuMs: Spread;
  readonly wallMs: Spread;
  readonly latencyMs: Spread;
  /** How much more ours took than this side, round by round; null for ours itself. */
  readonly cpuRatio: Spread | null;
  readonly wallRatio: Spread | null;
}

export interface ScenarioResult {
  readonly scenario: string;
  readonly say: string;
  readonly requestsPerRound: number;
  readonly sides: readonly SideResult[];
}

/** The samples of a scenario: for each side, one of each round. */
export type Samples = readonly (readonly Sample[])[];

const ratios = (ours: readonly Sample[], other: readonly Sample[], of: (sample: Sample) => number): Spread =>
  spread(
    ours.flatMap((sample, round) => {
      const beside = other[round];
      return beside ? [of(sample) / of(beside)] : [];
    }),
  );

export const resultOf = ({ name, say, count, sides }: Scenario, samples: Samples): ScenarioResult => {
  const [ours = []] = samples;
  const results = sides.map((side, index): SideResult => {
    const own = samples[index] ?? [];
    return {
      side: side.name,
      cpuMs: spread(own.map(({ cpuMs }) => cpuMs)),
      wallMs: spread(own.map(({ wallMs }) => wallMs)),
      latencyMs: spread(own.map(({ latencyMs }) => latencyMs)),
      cpuRatio: index === 0 ? null : ratios(ours, own, ({ cpuMs }) => cpuMs),
      wallRatio: index === 0 ? null : ratios(ours, own, ({ wallMs }) => wallMs),
    };
  });
  return { scenario: name, say, requestsPerRound: count, sides: results };
};

const number = (value: number): string => value.toFixed(value < 10 ? 3 : 1);
const range = ({ median, min, max }: Spread): string => `${number(median)} (${number(min)}–${number(max)})`;
const times = (ratio: Spread | null): string =>
  ratio ? `${ratio.median.toFixed(2)} × (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})` : '';

const HEADS = ['', 'CPU ms', 'ours is, CPU', 'wall ms', 'ours is, wall', 'latency ms'];

const columns = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};

const rowOf = ({ side, cpuMs, cpuRatio, wallMs, wallRatio, latencyMs }: SideResult): readonly string[] => [
  `  ${side}`,
  range(cpuMs),
  times(cpuRatio),
  range(wallMs),
  times(wallRatio),
  number(latencyMs.median),
];

const microseconds = (ms: number): string => `${(1000 * ms).toFixed(1)} µs`;

const permissionLines = ({ unguardedMs, fastMs, guardedMs, overhead }: PermissionCost): readonly string[] => [
  'permissions, one page in the engine alone (no HTTP), in one process by turns',
  `  no field declares anything       ${microseconds(unguardedMs.median)}`,
  `  declared, credential has all     ${microseconds(fastMs.median)}   ${(100 * overhead.median).toFixed(1)} % more (${(100 * overhead.min).toFixed(1)}–${(100 * overhead.max).toFixed(1)})`,
  `  declared, credential lacks one   ${microseconds(guardedMs.median)}   guarded by graphql-shield`,
];

const floodLines = ({ quietMs, floodedMs, ratio }: FloodCost): readonly string[] => [
  'flood, look-ups of one organisation while another one sends all it can over 32 connections: latency',
  `  no flood     ${range(quietMs)} ms`,
  `  with flood   ${range(floodedMs)} ms   ${times(ratio)} of it`,
];

/** The table for a person. Every cell is the median of the rounds, with the least and the greatest. */
export const tableOf = (
  results: readonly ScenarioResult[],
  permissions: PermissionCost | null,
  flood: FloodCost | null,
): string => {
  const rows = results.flatMap(({ scenario, say, sides }) => [[`${scenario}: ${say}`], ...sides.map(rowOf)]);
  const widthOfTitle = (row: readonly string[]) => row.length > 1;
  const aligned = columns([HEADS, ...rows.filter(widthOfTitle)]);
  const lines = [aligned[0] ?? ''];
  let next = 1;
  for (const row of rows) {
    if (!widthOfTitle(row)) lines.push('', row[0] ?? '');
    else {
      lines.push(aligned[next] ?? '');
      next += 1;
    }
  }
  return [...lines, '', ...(permissions ? permissionLines(permissions) : []), ...(flood ? floodLines(flood) : [])].join(
    '\n',
  );
};
