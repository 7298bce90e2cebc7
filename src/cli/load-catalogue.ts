import {
  derivePackages,
  type MarginRuleText,
  type PackageDraft,
  parseMarginRule,
  type RowProblem,
  readPriceFile,
  sandboxPackages,
} from '../domains/catalogue/index.ts';
import type { House } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';
import { listVersionSummaries } from '../views/catalogue-versions.ts';

interface LoadOptions {
  readonly rule: MarginRuleText;
  /** Bad rows are left out; else they refuse the file. */
  readonly skipBad: boolean;
  readonly withSandbox: boolean;
}

/** What a price file makes: its packages, or the rows that stand in the way. */
export interface LoadedCatalogue {
  readonly packages: readonly PackageDraft[];
  readonly rowCount: number;
  readonly problems: readonly RowProblem[];
  /** Null where it can be imported. */
  readonly refusal: Fault | null;
}

/** Makes the packages of a price file. Refuses: BAD_USER_INPUT for the margin rule; bad rows are part of the answer. */
export const loadCatalogue = (file: Uint8Array, { rule, skipBad, withSandbox }: LoadOptions): LoadedCatalogue => {
  const { currency, rows, problems } = readPriceFile(file);
  const isUsable = currency !== null && rows.length > 0 && (skipBad || problems.length === 0);
  // The rule is read first, so that a mistake in it is not found only once the file is mended.
  const margin = currency && parseMarginRule(rule, currency);
  if (!isUsable || margin === null) {
    return { packages: [], rowCount: rows.length, problems, refusal: new Fault('BAD_CATALOGUE_FILE') };
  }
  const sandbox = withSandbox ? sandboxPackages(currency) : [];
  const packages = [...derivePackages(rows, margin), ...sandbox];
  return { packages, rowCount: rows.length, problems, refusal: null };
};

/** The date, and behind it `.2`, `.3` and so on where earlier imports of the day have the name. */
export const nextVersionName = async (house: House): Promise<string> => {
  const taken = new Set((await listVersionSummaries(house)).map(({ version }) => version));
  const date = house.clock.now().toISOString().slice(0, 10);
  let name = date;
  for (let count = 2; taken.has(name); count += 1) name = `${date}.${count}`;
  return name;
};
