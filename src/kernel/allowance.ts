/** What may be spent in a window of time, and how much of it is left. */
export interface Bucket {
  readonly name: 'credential' | 'organisation';
  /** Cost points in one window. */
  readonly limit: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  /** Until all of the points are there again. */
  readonly resetSeconds: number;
}

/** What became of charging an operation. */
export interface Charged {
  /** Every bucket that it counts in. */
  readonly buckets: readonly Bucket[];
  /** Null where it was charged; else nothing was, and it may be sent again after this time. */
  readonly retryAfterSeconds: number | null;
}

/** The bucket that will be empty first. */
export const scarcest = ({ buckets }: Charged): Bucket | null =>
  buckets.reduce<Bucket | null>(
    (least, bucket) => (least !== null && least.remaining <= bucket.remaining ? least : bucket),
    null,
  );
