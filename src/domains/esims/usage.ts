import { sql } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Mode } from '../../kernel/actor.ts';
import { badInput } from '../../kernel/fault.ts';
import type { EsimEntity } from './esim.entity.ts';
import { DEFAULT_THRESHOLDS } from './thresholds.ts';
import type { UsageCrossingEntity, UsageReportEntity } from './usage.entity.ts';
import { reaches } from './usage.states.ts';

type Tables = TablesOf<typeof EsimEntity | typeof UsageReportEntity | typeof UsageCrossingEntity>;

/** How long a report is known by its reference, in days. One that comes again later is older than what is known, and changes nothing. */
const REPORT_RETENTION_DAYS = 90;

const DAY_MS = 86_400_000;

/** Reports that are absorbed at a time. */
export const REPORTS_MAX = 1_000;

/** All of an eSIM's data. */
const EXHAUSTED = 100;

/** What a carrier says of the use of an eSIM, known by the carrier's own reference. */
export interface UsageReport {
  readonly reference: string;
  readonly iccid: string;
  /** All that was used since its installation, in megabytes. */
  readonly dataMbUsed: number;
  /** When that was measured. */
  readonly observedAt: Date;
}

interface ReportedEsim {
  readonly iccid: string;
  readonly organisationId: string;
  readonly mode: Mode;
  readonly orderId: string;
  readonly dataMb: number;
  /** Null where the owner never set any. */
  readonly percentages: readonly number[] | null;
}

/** That the use of an eSIM reached a percentage, 100 being all of it, and the first report that shows it. */
export interface UsageCrossing {
  readonly esim: ReportedEsim;
  readonly percentage: number;
  readonly report: UsageReport;
}

/** What became of a batch. */
interface AbsorbedReports {
  readonly absorbed: readonly UsageReport[];
  /** Reports whose reference is known. */
  readonly repeated: number;
  /** Reports of eSIMs that are not there; nothing is kept of them. */
  readonly unknown: readonly UsageReport[];
  /** By eSIM, for each in the order of the percentages. */
  readonly crossings: readonly UsageCrossing[];
}

/** In the order of the ICCIDs, so that two batches at once never wait for each other. With an owner, its eSIMs alone. */
const lockReported = async (tx: Tx, iccids: readonly string[]): Promise<ReadonlyMap<string, ReportedEsim>> => {
  const owner = tx.ownerOrNull;
  const isOwned = owner ? sql`e.organisation_id = ${owner.organisationId} and e.mode = ${owner.mode}` : sql`true`;
  const { rows } = await sql<ReportedEsim>`
    select e.iccid, e.organisation_id as "organisationId", e.mode, e.order_id as "orderId", e.data_mb as "dataMb",
      t.percentages
    from esims e left join usage_thresholds t on t.organisation_id = e.organisation_id and t.mode = e.mode
    where e.iccid = any(${iccids}::text[]) and ${isOwned}
    order by e.iccid for update of e`.execute(tx.tables<Tables>());
  return new Map(rows.map((row) => [row.iccid, row]));
};

/** Keeps the reports whose reference is new, and gives those references. */
const keepNew = async (tx: Tx, reports: readonly UsageReport[]): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ reference: string }>`
    insert into usage_reports (reference, iccid, data_mb_used, observed_at, received_at)
    select reference, iccid, data_mb_used, observed_at, ${tx.now}
    from unnest(
      ${reports.map(({ reference }) => reference)}::text[], ${reports.map(({ iccid }) => iccid)}::text[],
      ${reports.map(({ dataMbUsed }) => dataMbUsed)}::integer[],
      ${reports.map(({ observedAt }) => observedAt)}::timestamptz[]
    ) as report (reference, iccid, data_mb_used, observed_at)
    order by reference
    on conflict (reference) do nothing
    returning reference`.execute(tx.tables<Tables>());
  return new Set(rows.map(({ reference }) => reference));
};

/** Of two reports of one moment the one of more use counts as the later, so that it does not matter which comes first. */
const byTime = (a: UsageReport, b: UsageReport): number =>
  a.observedAt.getTime() - b.observedAt.getTime() || a.dataMbUsed - b.dataMbUsed;

/** Shows the latest of the reports on each eSIM that knows of no later one. */
const showLatest = async (tx: Tx, reports: readonly UsageReport[]): Promise<void> => {
  await sql`
    update esims e
    set data_mb_used = latest.data_mb_used, usage_observed_at = latest.observed_at,
      usage_received_at = ${tx.now}, updated_at = ${tx.now}
    from unnest(
      ${reports.map(({ iccid }) => iccid)}::text[], ${reports.map(({ dataMbUsed }) => dataMbUsed)}::integer[],
      ${reports.map(({ observedAt }) => observedAt)}::timestamptz[]
    ) as latest (iccid, data_mb_used, observed_at)
    where e.iccid = latest.iccid and (
      e.usage_observed_at is null
      or (latest.observed_at, latest.data_mb_used) > (e.usage_observed_at, e.data_mb_used)
    )`.execute(tx.tables<Tables>());
};

/** Every percentage that reports of an eSIM, sorted by time, reach, with the first report that does. */
const crossingsIn = (esim: ReportedEsim, reports: readonly UsageReport[]): readonly UsageCrossing[] =>
  [...(esim.percentages ?? DEFAULT_THRESHOLDS), EXHAUSTED].flatMap((percentage) => {
    const report = reports.find(({ dataMbUsed }) => reaches(dataMbUsed, esim.dataMb, percentage));
    return report ? [{ esim, percentage, report }] : [];
  });

/** Keeps the crossings that nobody heard of yet, and gives them. */
const keepFirst = async (tx: Tx, crossings: readonly UsageCrossing[]): Promise<readonly UsageCrossing[]> => {
  if (crossings.length === 0) return [];
  const nameOf = (iccid: string, percentage: number): string => `${iccid} ${percentage}`;
  const { rows } = await sql<{ iccid: string; percentage: number }>`
    insert into usage_crossings (iccid, percentage, crossed_at)
    select iccid, percentage, ${tx.now}
    from unnest(
      ${crossings.map(({ esim }) => esim.iccid)}::text[], ${crossings.map(({ percentage }) => percentage)}::integer[]
    ) as crossing (iccid, percentage)
    on conflict (iccid, percentage) do nothing
    returning iccid, percentage`.execute(tx.tables<Tables>());
  const first = new Set(rows.map(({ iccid, percentage }) => nameOf(iccid, percentage)));
  return crossings.filter(({ esim, percentage }) => first.has(nameOf(esim.iccid, percentage)));
};

const groupByEsim = (reports: readonly UsageReport[]): ReadonlyMap<string, readonly UsageReport[]> => {
  const groups = new Map<string, UsageReport[]>();
  for (const report of reports) {
    const group = groups.get(report.iccid);
    if (group) group.push(report);
    else groups.set(report.iccid, [report]);
  }
  return groups;
};

const onceEach = (reports: readonly UsageReport[]): readonly UsageReport[] => [
  ...new Map(reports.toReversed().map((report) => [report.reference, report])).values(),
];

/**
 * Takes a batch of reports in, at most 1,000, of whichever owners. A reference counts once, whatever comes under it
 * later; a report never hides one that was measured after it; each percentage of an eSIM is crossed once, also by a
 * report that comes late. So the order in which reports come, and how often, changes nothing. Megabytes.
 * Refuses: BAD_USER_INPUT for a larger batch.
 */
export const absorbReports = async (tx: Tx, reports: readonly UsageReport[]): Promise<AbsorbedReports> => {
  if (reports.length > REPORTS_MAX) throw badInput({ field: 'reports', bound: `at most ${REPORTS_MAX} of them` });
  const esims = await lockReported(tx, [...new Set(reports.map(({ iccid }) => iccid))]);
  const known = reports.filter(({ iccid }) => esims.has(iccid));
  const unknown = reports.filter(({ iccid }) => !esims.has(iccid));
  if (known.length === 0) return { absorbed: [], repeated: 0, unknown, crossings: [] };
  const candidates = onceEach(known);
  const fresh = await keepNew(tx, candidates);
  const absorbed = candidates.filter(({ reference }) => fresh.has(reference)).sort(byTime);
  const byEsim = groupByEsim(absorbed);
  await showLatest(
    tx,
    [...byEsim.values()].flatMap((ofEsim) => ofEsim.slice(-1)),
  );
  const reached = [...esims.values()].flatMap((esim) => crossingsIn(esim, byEsim.get(esim.iccid) ?? []));
  return {
    absorbed,
    repeated: known.length - absorbed.length,
    unknown,
    crossings: await keepFirst(tx, reached),
  };
};

/** Forgets reports past their retention, at most `limit` of them; gives how many went. */
export const pruneReports = async (tx: Tx, limit: number): Promise<number> => {
  const before = new Date(tx.now.getTime() - REPORT_RETENTION_DAYS * DAY_MS);
  const { numAffectedRows } = await sql`
    delete from usage_reports where ctid in (
      select ctid from usage_reports where received_at < ${before} limit ${limit} for update skip locked
    )`.execute(tx.tables<Tables>());
  return Number(numAffectedRows);
};
