/**
 * What a document carries of its types: nothing is there when it runs. It has the shape of `DocumentTypeDecoration` in
 * `@graphql-typed-document-node/core`, so what code generators make fits, and the client needs no other package.
 */
export interface DocumentTypeDecoration<Result, Variables> {
  __apiType?: (variables: Variables) => Result;
}
