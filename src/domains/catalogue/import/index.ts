export { allowanceGb, dataLabel } from './data-size.ts';
export { derivePackages } from './derive-packages.ts';
export { type MarginRule, type MarginRuleText, parseMarginRule, priceForPartner } from './margin-rule.ts';
export { type Market, markets } from './markets.ts';
export type { CoverageType, PackageDraft } from './package-draft.ts';
export {
  describeProblem,
  PRICE_FILE_BYTES_MAX,
  readPriceFile,
} from './price-file.ts';
export type { PriceRow } from './price-row.ts';
export type { RowProblem } from './row-problem.ts';
export { SANDBOX_COVERAGE, sandboxPackages } from './sandbox-packages.ts';
