import type { Known } from '../known.ts';

/** What an action has to know before it is sent. */
export interface ActionField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'number' | 'moment' | 'yes-or-no' | readonly string[];
  /** What it is until somebody changes it, from what earlier answers told. */
  readonly initial: (known: Known) => string;
  readonly hint?: string;
}

export type Values = Readonly<Record<string, string>>;

/** One of the things that devices, carriers, time and the operator do, and that a partner drives in the sandbox. */
export interface Action {
  readonly title: string;
  readonly say: string;
  readonly button: string;
  readonly document: string;
  readonly fields: readonly ActionField[];
  /** `now` is the organisation's own time in milliseconds. */
  readonly variables: (values: Values, now: number) => Readonly<Record<string, unknown>>;
  /** What has to be said yes to once more. */
  readonly confirm?: string;
}

/** A field that is left empty is left out. */
export const given = (value: string | undefined): string | undefined => (value === '' ? undefined : value);
