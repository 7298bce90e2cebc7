import type { RequestOptions } from './transport.ts';

/** A page of a connection. */
interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** What reads pages: `first` of its query is the size of a page, `after` where it begins. */
type ReadPage<Query, Node> = (query: Query, options?: RequestOptions) => Promise<Page<Node>>;

/** Every node from page to page; nothing is asked for before it is needed. A query that may be empty may be left out. */
export type Iterate<Query, Node> = (
  ...asked: Partial<Query> extends Query
    ? [query?: Query, options?: RequestOptions]
    : [query: Query, options?: RequestOptions]
) => AsyncGenerator<Node, void, void>;

/** Gives every node of a connection, from the query's `after` on. Refuses: what reading a page does. */
export const iterateOver = <Query extends { readonly after?: string | null | undefined } | undefined, Node>(
  readPage: ReadPage<Query, Node>,
): Iterate<NonNullable<Query>, Node> =>
  async function* (query?: NonNullable<Query>, options?: RequestOptions) {
    const asked = query ?? ({} as NonNullable<Query>); // left out only where all of it may be
    for (let { after } = asked; ; ) {
      const { nodes, pageInfo } = await readPage({ ...asked, after }, options);
      yield* nodes;
      if (!pageInfo.hasNextPage || pageInfo.endCursor === null) return;
      after = pageInfo.endCursor;
    }
  };
