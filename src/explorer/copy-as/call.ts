/** What is copied: a document with its variables, and the server that it is for. Never a credential. */
export interface Call {
  readonly origin: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}
