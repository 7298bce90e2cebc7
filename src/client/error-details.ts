import type { LaunchCheck, MoneyFieldsFragment } from './generated/graphql.ts';

/** An argument that is outside its bounds. */
export interface ArgumentProblem {
  readonly field: string;
  readonly bound: string;
}

/** What a code adds to its refusal, by the code; one that is not named here adds nothing, or nothing that is promised. */
export interface ErrorDetails {
  readonly BAD_REQUEST: { readonly why?: string };
  readonly BAD_USER_INPUT: { readonly problems: readonly ArgumentProblem[] };
  readonly BAD_WEBHOOK_QUERY: { readonly problems: readonly string[] };
  readonly CATALOGUE_VERSION_RETIRED: { readonly currentVersion: string | null };
  readonly CURRENCY_NOT_APPROVED: { readonly currency: string };
  readonly FORBIDDEN: { readonly missingScopes: readonly string[]; readonly field?: string };
  readonly GRAPHQL_VALIDATION_FAILED: { readonly why?: string };
  /** The shortfall is null for a credential without `ledger:read`. */
  readonly INSUFFICIENT_BALANCE: { readonly shortfall: MoneyFieldsFragment | null };
  readonly LAUNCH_CHECKS_MISSING: { readonly missing: readonly LaunchCheck[] };
  readonly MARKET_NOT_ELIGIBLE: { readonly market: string };
  readonly OPERATION_TOO_LARGE: { readonly what: string; readonly limit: number; readonly actual: number };
  readonly PRICE_CHANGED: { readonly netPrice: MoneyFieldsFragment };
  readonly RATE_LIMITED: { readonly retryAfterSeconds: number };
  readonly TOO_MANY_REPLAYS: { readonly max: number };
  readonly TOO_MANY_WEBHOOK_ENDPOINTS: { readonly max: number };
}

/** The details of a code: what it promises, and whatever else came. */
export type DetailsOf<Code extends string> = Readonly<Record<string, unknown>> &
  (Code extends keyof ErrorDetails ? ErrorDetails[Code] : unknown);
