/** What a caller does after a refusal: nothing more, the same key again, a new key, or the same key again after a while. */
export type Retry = 'never' | 'same_key' | 'new_key' | 'later';

export interface CodeRow {
  /** HTTP status where the whole answer is this refusal (RFC 9110). */
  readonly http: number;
  readonly retry: Retry;
  /** True where it passes by itself within moments: the same request, unchanged, may succeed after a pause. */
  readonly isTransient?: true;
  /** The sentence shown to the caller. It comes from here and nowhere else, so no secret can ride along. */
  readonly say: string;
  /** What the caller does next. */
  readonly next: string;
  /** Who can meet it: a partner over HTTP, or only the operator on the command line. */
  readonly audience: 'partner' | 'operator';
}
