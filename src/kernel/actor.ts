import type { Scope } from './scopes.ts';

export const MODES = ['sandbox', 'live'] as const;

/** A credential belongs to one mode and never sees the other's rows. */
export type Mode = (typeof MODES)[number];

/** Whose rows these are: every owned row carries both, and no query leaves them out. */
export interface Owner {
  readonly organisationId: string;
  readonly mode: Mode;
}

/** A partner's credential, as authenticated. */
export interface Partner extends Owner {
  readonly kind: 'partner';
  readonly credentialId: string;
  readonly scopes: ReadonlySet<Scope>;
  /** True where it runs registered documents alone. */
  readonly trustedDocumentsOnly?: boolean;
}

/** The operator's staff on the command line, acting on one owner's rows or on none. */
export interface Operator {
  readonly kind: 'operator';
  readonly name: string;
  readonly owner?: Owner;
}

/** The server itself, in a background job. */
export interface System {
  readonly kind: 'system';
  readonly name: string;
  readonly owner?: Owner;
}

export type Actor = Partner | Operator | System;

/** The owner that an actor acts for; null where it acts on what belongs to nobody, such as the catalogue. */
export const ownerOf = (actor: Actor): Owner | null => {
  const owner = actor.kind === 'partner' ? actor : actor.owner;
  return owner ? { organisationId: owner.organisationId, mode: owner.mode } : null;
};
