/** States with the states each may move to, as a literal. */
export type Transitions<State extends string> = Readonly<Record<State, readonly State[]>>;

/** True where the table lets `from` move to `to`. */
export const canMove = <State extends string>(table: Transitions<State>, from: State, to: State): boolean =>
  table[from].includes(to);

/** A move that the table does not have is a bug of ours, never a caller's: the use-case asks `canMove` first. */
export const assertMove = <State extends string>(table: Transitions<State>, from: State, to: State): void => {
  if (!canMove(table, from, to)) throw new Error(`no transition from ${from} to ${to}`);
};
