import type { Currency } from '../../../kernel/money.ts';

export type CoverageType = 'country' | 'region' | 'global';

/** A package as an import makes it, before a catalogue version takes it in. Amounts are minor units of its currency. */
export interface PackageDraft {
  readonly packageId: string;
  readonly productFamily: string;
  readonly coverageName: string;
  readonly coverageType: CoverageType;
  readonly displayName: string;
  /** Country packages only. */
  readonly iso2: string | null;
  /** `Asia`, `Europe` and so on; `Global` for a global package. */
  readonly region: string;
  /** The iso2 code of each covered country, sorted. */
  readonly countries: readonly string[];
  readonly validityDays: number;
  /** 10 GB is 10240. */
  readonly dataMb: number;
  readonly currency: Currency;
  readonly msrpMinor: bigint;
  readonly netPriceMinor: bigint;
  readonly minimumSellingPriceMinor: bigint | null;
  readonly suggestedRetailPriceMinor: bigint | null;
  readonly status: 'active' | 'limited';
  readonly policyNotes: string | null;
}
