import type { Request } from '../session.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A row as a feed shows it. */
export interface FeedRow {
  readonly id: string;
  readonly at: string;
  readonly title: string;
  /** One of a few words that says how it stands, and whether that is well. */
  readonly state: { readonly word: string; readonly mood: 'good' | 'bad' | 'open' } | null;
  readonly about: string;
  /** All that is known of it, for who opens the row. */
  readonly payload: Fields;
}

/** A list of the organisation's that grows while one looks. */
export interface Feed {
  readonly title: string;
  readonly scope: string;
  /** What is asked next, with what is known: the rows that were shown last, newest first. */
  readonly request: (shown: readonly FeedRow[], since: string) => Request;
  readonly rows: (data: Fields) => readonly FeedRow[];
  /** Whether the answer ends before the list does, so that more is asked for at once. */
  readonly hasMore: (data: Fields) => boolean;
  readonly empty: string;
}

/** Our own looking is no part of what a partner's server asked. */
export const OWN_OPERATIONS = 'Explorer';

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

export const nodesOf = (connection: unknown): readonly Fields[] => {
  const { nodes } = fieldsOf(connection);
  return Array.isArray(nodes) ? nodes.filter(isFields) : [];
};

/** A value for people: nothing where there is none. */
export const shown = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

const ROWS_MAX = 200;

/** New rows before those that were there; a row that came again has changed and stays in its place. */
export const merge = (before: readonly FeedRow[], news: readonly FeedRow[]): readonly FeedRow[] => {
  const changed = new Map(news.map((row) => [row.id, row]));
  const kept = before.map((row) => changed.get(row.id) ?? row);
  const known = new Set(before.map(({ id }) => id));
  return [...news.filter(({ id }) => !known.has(id)), ...kept].slice(0, ROWS_MAX);
};
