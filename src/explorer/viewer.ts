import { OWN_OPERATIONS } from './live/feed.ts';
import { now } from './runtime.ts';
import type { AnswerBody, Request } from './session.ts';

/** Whose credential it is, and what it may do. */
export interface Viewer {
  readonly organisationName: string;
  readonly credentialName: string;
  readonly mode: string;
  readonly scopes: readonly string[];
  /** How far the organisation's own time is ahead of this machine's, in milliseconds. */
  readonly aheadMs: number;
}

export const VIEWER_REQUEST: Request = {
  query: `query ${OWN_OPERATIONS}Viewer { viewer { organisationName credentialName mode scopes now } }`,
};

interface AnsweredViewer extends Omit<Viewer, 'aheadMs'> {
  readonly now: string;
}

const isViewer = (value: unknown): value is AnsweredViewer =>
  typeof value === 'object' && value !== null && 'organisationName' in value;

/** Null where the answer tells of none. */
export const readViewer = ({ data }: AnswerBody): Viewer | null => {
  const viewer = data?.viewer;
  if (!isViewer(viewer)) return null;
  const { now: theirs, ...facts } = viewer;
  return { ...facts, aheadMs: Date.parse(theirs) - now() };
};
