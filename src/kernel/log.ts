type Write = (fields: object, message?: string) => void;

/** What the house needs of a logger; the adapter behind it masks secrets in every line. */
export interface Log {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
}
