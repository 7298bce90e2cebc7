import type { Readable } from 'node:stream';
import type { Scope } from './scopes.ts';

/** Something that is fetched: how it is named and what it costs is known before the first byte is made. */
export interface Export {
  readonly scopes: readonly Scope[];
  readonly fileName: string;
  readonly contentType: string;
  /** In points of the allowance, as operations cost, beside what looking for it costs. */
  readonly cost: number;
  /** Begins to make it, as fast as it is read. */
  open(): Readable;
}
