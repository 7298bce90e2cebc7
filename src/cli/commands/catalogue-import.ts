import { describeProblem, SANDBOX_COVERAGE } from '../../domains/catalogue/index.ts';
import { importCatalogue } from '../../use-cases/import-catalogue.ts';
import { readCatalogueFile } from '../catalogue-file.ts';
import { command } from '../command.ts';
import { counted } from '../layout.ts';
import { type LoadedCatalogue, loadCatalogue, nextVersionName } from '../load-catalogue.ts';
import { flag, optional, repeated, required } from '../parameters.ts';
import { boundedText, filePath, versionName } from '../read-value.ts';

/** A person mends a file line by line; beyond this many, the file is of another kind. */
const PROBLEMS_SHOWN_MAX = 100;

const problemLines = ({ problems }: LoadedCatalogue): readonly string[] => {
  const more = problems.length - PROBLEMS_SHOWN_MAX;
  return [
    ...problems.slice(0, PROBLEMS_SHOWN_MAX).map((problem) => `  ${describeProblem(problem)}`),
    ...(more > 0 ? [`  and ${more} more; --json gives them all`] : []),
  ];
};

const countPackages = ({ packages }: LoadedCatalogue) => {
  const isSandbox = packages.map(({ coverageName }) => coverageName === SANDBOX_COVERAGE);
  const of = (type: string) =>
    packages.filter(({ coverageType }, at) => coverageType === type && !isSandbox[at]).length;
  return {
    country: of('country'),
    region: of('region'),
    global: of('global'),
    sandbox: isSandbox.filter(Boolean).length,
  };
};

const percent = boundedText(8);

export const catalogueImport = command({
  name: 'catalogue import',
  say: 'import a CSV of retail prices as a new catalogue version; nobody sees it before it is published',
  parameters: {
    file: required('<file>', 'columns iso2, data_gb or data_mb, validity_days, retail_price_<currency>', filePath),
    name: optional('--name <version>', "the version's name; the date where it is left out", versionName),
    margin: required('--margin <percent>', 'percent of the retail price that partners keep, such as 35', percent),
    marginFor: repeated(
      '--margin-for <name=percent>',
      'for a region, coverage or country, such as Africa=25; may be repeated',
      boundedText(100),
    ),
    netFloor: optional('--net-floor <amount>', "the least net price, in the file's currency", boundedText(20)),
    minimumMarkup: optional(
      '--minimum-markup <percent>',
      'percent that partners have to put on the net price; sets the minimum selling price',
      percent,
    ),
    skipBad: flag('--skip-bad', 'leave bad rows out; else nothing is imported when there is one'),
    withSandbox: flag(
      '--with-sandbox',
      `add packages of the coverage ${SANDBOX_COVERAGE}, one for each path of an order`,
    ),
  },
  run: async (context, { file, name, margin, marginFor, netFloor, minimumMarkup, skipBad, withSandbox }) => {
    const rule = {
      margin,
      marginFor,
      ...(netFloor !== null && { netFloor }),
      ...(minimumMarkup !== null && { minimumMarkup }),
    };
    const loaded = loadCatalogue(await readCatalogueFile(file), { rule, skipBad, withSandbox });
    if (loaded.refusal) {
      const lines = problemLines(loaded);
      return { json: { imported: false, problems: loaded.problems }, text: () => lines, refusal: loaded.refusal };
    }
    const { house } = await context.openHouse();
    const version = name ?? (await nextVersionName(house));
    const { packages, rowCount, problems } = loaded;
    const id = await context.telling(
      'Importing the packages',
      importCatalogue(house, context.call(), { version, packages }),
    );
    const counts = countPackages(loaded);
    return {
      json: { imported: true, id, version, rows: rowCount, packages: counts, leftOut: problems },
      text: () => [
        `Imported ${version}: ${counted(packages.length, 'package')} (${Object.entries(counts)
          .map(([type, count]) => `${count} ${type}`)
          .join(', ')}) from ${counted(rowCount, 'row')}.`,
        ...(problems.length > 0
          ? [`Left out ${counted(new Set(problems.map(({ line }) => line)).size, 'bad row')}:`, ...problemLines(loaded)]
          : []),
      ],
      notes: [`Next: onyx catalogue publish ${version}`],
    };
  },
});
