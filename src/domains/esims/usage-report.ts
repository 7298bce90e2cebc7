import type { Problem } from '../../kernel/fault.ts';
import { readIccid } from '../../kernel/iccid.ts';
import type { UsageReport } from './usage.ts';

/** What a carrier's clock may be ahead of ours: a report of tomorrow would hide all those of today. */
const AHEAD_MS_MAX = 3_600_000;

const MB_MAX = 2_147_483_647;

const REFERENCE = /^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,127}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** A report as it comes: in JSON, or as texts of a file. */
export type GivenReport = Readonly<Partial<Record<keyof UsageReport, unknown>>>;

const BOUNDS = {
  reference: '1 to 128 of A–Z a–z 0–9 . _ : / # -, the first one a letter or a digit',
  iccid: 'an ICCID: 19 or 20 digits that start with 89',
  dataMbUsed: `whole megabytes from 0 to ${MB_MAX}`,
  observedAt: 'an RFC 3339 moment with its offset, not more than an hour from now',
} as const satisfies Record<keyof UsageReport, string>;

/** What a report has. */
export const REPORT_FIELDS = Object.keys(BOUNDS) as readonly (keyof UsageReport)[]; // the table's own keys

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const referenceOf = (value: unknown): string | null => (REFERENCE.test(textOf(value)) ? textOf(value) : null);

const megabytesOf = (value: unknown): number | null => {
  const text = typeof value === 'number' ? String(value) : textOf(value);
  return /^\d{1,10}$/.test(text) && Number(text) <= MB_MAX ? Number(text) : null;
};

const momentOf = (value: unknown, now: Date): Date | null => {
  const at = new Date(MOMENT.test(textOf(value)) ? textOf(value) : Number.NaN);
  return at.getTime() <= now.getTime() + AHEAD_MS_MAX ? at : null;
};

/**
 * Reads a report of whole megabytes, or gives every field of it that is out of its bounds, never with its value. It may
 * have been measured an hour from now at most, for clocks differ.
 */
export const readUsageReport = (given: GivenReport, now: Date): UsageReport | readonly Problem[] => {
  const reference = referenceOf(given.reference);
  const iccid = readIccid(textOf(given.iccid));
  const dataMbUsed = megabytesOf(given.dataMbUsed);
  const observedAt = momentOf(given.observedAt, now);
  if (reference !== null && iccid !== null && dataMbUsed !== null && observedAt !== null) {
    return { reference, iccid, dataMbUsed, observedAt };
  }
  const read = { reference, iccid, dataMbUsed, observedAt };
  return REPORT_FIELDS.flatMap((field) => (read[field] === null ? [{ field, bound: BOUNDS[field] }] : []));
};
