import type { GraphQLSchema } from 'graphql';
import { createContext, useContext } from 'react';
import type { Known } from '../known.ts';
import type { Session } from '../session.ts';
import type { Viewer } from '../viewer.ts';

/** What every part of the page works with. */
export interface Explorer {
  readonly session: Session;
  readonly schema: GraphQLSchema;
  readonly viewer: Viewer;
  readonly known: Known;
  /** The operations that were answered without an error, by name. */
  readonly done: ReadonlySet<string>;
  /** Keeps what an answer told. */
  readonly learn: (data: unknown) => void;
  /** Asks anew who is there, and what time it is for them. */
  readonly refresh: () => void;
}

export const ExplorerContext = createContext<Explorer | null>(null);

export const useExplorer = (): Explorer => {
  const explorer = useContext(ExplorerContext);
  if (!explorer) throw new Error('this is a part of the workspace');
  return explorer;
};
