import { type Code, isTransient } from '../../kernel/codes.ts';
import type { Detail, Fault } from '../../kernel/fault.ts';

export interface PresentedError {
  readonly message: string;
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly [key: string]: Detail };
}

export interface Place {
  readonly requestId: string;
  readonly operationType: 'query' | 'mutation' | null;
  /** True for an error of a mutation field that others went before: they did their work. */
  readonly isBehindOthers: boolean;
}

/** The refusals after which a change may have been made all the same. */
export const MAY_HAVE_COMMITTED: ReadonlySet<Code> = new Set<Code>([
  'INTERNAL',
  'UNAVAILABLE',
  'IDEMPOTENCY_IN_PROGRESS',
]);

/**
 * Whether money moved: a use-case that refuses commits nothing, so false. Unknown (null) where the answer broke, another
 * request with the key is at it, or the refusal stands below or behind a mutation's field that did its work before.
 */
const moneyMoved = ({ code }: Fault, path: readonly unknown[], place: Place): false | null => {
  if (place.operationType !== 'mutation') return false;
  return path.length > 1 || place.isBehindOthers || MAY_HAVE_COMMITTED.has(code) ? null : false;
};

type Located = Pick<PresentedError, 'locations' | 'path'>;

/** Where an error of graphql-js or of the compiler stands, if it is one. */
const locate = (error: unknown): Located => {
  if (!(error instanceof Error)) return {};
  const { locations, path } = error as Error & Located; // GraphQLError of graphql-js, or graphql-jit's look-alike
  return { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
};

/** A GraphQL error made from the table of codes: nothing of the error's own words is shown. */
export const presentError = (fault: Fault, error: unknown, place: Place): PresentedError => {
  const { say, retry, next } = fault.row;
  const located = locate(error);
  return {
    message: say,
    ...located,
    extensions: {
      ...fault.details,
      code: fault.code,
      retry,
      isTransient: isTransient(fault.code),
      next,
      moneyMoved: moneyMoved(fault, located.path ?? [], place),
      requestId: place.requestId,
    },
  };
};
