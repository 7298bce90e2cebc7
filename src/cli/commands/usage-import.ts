import { REPORTS_MAX, readUsageFile, USAGE_FILE_BYTES_MAX, type UsageFile } from '../../domains/esims/index.ts';
import type { House } from '../../door/use-case.ts';
import { type AbsorbedUsage, absorbUsageReports } from '../../use-cases/absorb-usage-reports.ts';
import { command } from '../command.ts';
import type { CommandContext } from '../command-context.ts';
import { counted } from '../layout.ts';
import { flag, required } from '../parameters.ts';
import { readBoundedFile } from '../read-file.ts';
import { filePath } from '../read-value.ts';
import { Refusal } from '../refusal.ts';

/** A person mends a file line by line; beyond this many, the file is of another kind. */
const PROBLEMS_SHOWN_MAX = 100;

const problemLines = ({ problems }: UsageFile): readonly string[] => {
  const more = problems.length - PROBLEMS_SHOWN_MAX;
  return [
    ...problems
      .slice(0, PROBLEMS_SHOWN_MAX)
      .map(({ line, column, problem }) => `  line ${line}${column === null ? '' : `, ${column}`}: ${problem}`),
    ...(more > 0 ? [`  and ${more} more; --json gives them all`] : []),
  ];
};

/** Batch by batch: what was taken in stays when a later batch fails, and sending the file again counts nothing twice. */
const absorbAll = async (context: CommandContext, house: House, { reports }: UsageFile): Promise<AbsorbedUsage> => {
  let [absorbed, repeated, unknown]: [number, number, readonly string[]] = [0, 0, []];
  for (let start = 0; start < reports.length; start += REPORTS_MAX) {
    const batch = reports.slice(start, start + REPORTS_MAX);
    const one = await context.telling('Taking reports in', absorbUsageReports(house, context.call(), batch));
    absorbed += one.absorbed;
    repeated += one.repeated;
    unknown = [...unknown, ...one.unknown];
  }
  return { absorbed, repeated, unknown };
};

export const usageImport = command({
  name: 'usage import',
  say: "take a carrier's file of usage reports in; the same file twice counts once",
  parameters: {
    file: required(
      '<file>',
      'CSV with the columns reference, iccid, data_mb_used, observed_at, or such an object of JSON on each line',
      filePath,
    ),
    skipBad: flag('--skip-bad', 'leave bad rows out; else nothing is taken in when there is one'),
  },
  run: async (context, { file, skipBad }) => {
    const bytes = await readBoundedFile(file, USAGE_FILE_BYTES_MAX);
    const { house } = await context.openHouse();
    const read = readUsageFile(bytes, house.clock.now());
    const { problems } = read;
    if (problems.length > 0 && (!skipBad || read.reports.length === 0)) {
      const bad = counted(new Set(problems.map(({ line }) => line)).size, 'bad row');
      const refusal = new Refusal(`Nothing was taken in: the file has ${bad}.`);
      return { json: { imported: false, problems }, text: () => problemLines(read), refusal };
    }
    const result = await absorbAll(context, house, read);
    return {
      json: { imported: true, ...result, leftOut: problems },
      text: () => [
        `Took in ${counted(result.absorbed, 'report')}; ${result.repeated} were known.`,
        ...(result.unknown.length > 0
          ? [`${counted(result.unknown.length, 'report')} of eSIMs that are not there; --json names them.`]
          : []),
        ...(problems.length > 0 ? ['Left out:', ...problemLines(read)] : []),
      ],
    };
  },
});
