import { type ClassType, Field, ObjectType } from 'type-graphql';
import type { Page } from '../../kernel/cursor.ts';

@ObjectType('PageInfo', { description: 'Where a page stands in its list (GraphQL Cursor Connections).' })
export class PageInfoType {
  @Field(() => Boolean, { simple: true, description: 'Whether more follow: ask again with `after: endCursor`.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { simple: true, description: 'Whether this page was asked for behind a cursor.' })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'The cursor of the first row; null on an empty page.',
  })
  startCursor!: string | null;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'The cursor of the last row; null on an empty page.',
  })
  endCursor!: string | null;
}

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfoType;
}

/** Makes the connection and edge types of a node type: `Order` gives `OrderConnection` and `OrderEdge`. */
export const connectionOf = <Node extends object>(
  name: string,
  nodeType: () => ClassType<Node>,
): ClassType<Connection<Node>> => {
  @ObjectType(`${name}Edge`, { description: `A row of a page of type ${name}, with its cursor.` })
  class EdgeType {
    @Field(() => String, { simple: true, description: 'Pass it as `after` to get what follows this row.' })
    cursor!: string;

    @Field(nodeType, { simple: true, description: 'The row itself.' })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, { description: `A page of type ${name}.` })
  class ConnectionType {
    @Field(() => [EdgeType], { simple: true, complexity: 0, description: 'The rows, each with its cursor.' })
    edges!: EdgeType[];

    @Field(() => [nodeType()], { simple: true, description: 'The rows alone.' })
    nodes!: Node[];

    @Field(() => PageInfoType, { simple: true, complexity: 0, description: 'Where this page stands in the list.' })
    pageInfo!: PageInfoType;
  }
  return ConnectionType;
};

/** A page as a connection: `show` makes a row what the API shows, `cursorOf` its cursor. Cursors are made only where they are asked for. */
export const toConnection = <Row, Node>(
  { rows, hasNextPage }: Page<Row>,
  after: string | null | undefined,
  show: (row: Row) => Node,
  cursorOf: (row: Row) => string,
): Connection<Node> => {
  const nodes = rows.map(show);
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    nodes,
    get edges() {
      return rows.map((row, index) => ({ cursor: cursorOf(row), node: nodes[index] as Node })); // one node for each row
    },
    pageInfo: {
      hasNextPage,
      hasPreviousPage: typeof after === 'string',
      startCursor: first === undefined ? null : cursorOf(first),
      endCursor: last === undefined ? null : cursorOf(last),
    },
  };
};
