import {
  DirectiveLocation,
  GraphQLDirective,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
  specifiedDirectives,
} from 'graphql';

/** Put on a mutation field by the client: the key under which the mutation happens at most once. */
export const IDEMPOTENT_DIRECTIVE = new GraphQLDirective({
  name: 'idempotent',
  description:
    'The idempotency key of a mutation: 1 to 255 printable ASCII characters. A repeat with the same key and the same ' +
    'input does nothing again and answers with what the first one did. The header `Idempotency-Key` says the same for a ' +
    'document with one mutation field.',
  locations: [DirectiveLocation.FIELD],
  args: {
    key: {
      type: new GraphQLNonNull(GraphQLString),
      description: 'Chosen by the client, unique for each intended change.',
    },
  },
});

const SCOPE_LIST = new GraphQLList(new GraphQLNonNull(GraphQLString));

/** Printed on each field that needs a scope, in the form that Apollo Federation uses. */
export const REQUIRES_SCOPES_DIRECTIVE = new GraphQLDirective({
  name: 'requiresScopes',
  description: 'The scopes that a credential needs for this field: all scopes of one of the lists.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: {
    scopes: {
      type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(SCOPE_LIST))),
      description: 'Lists of scopes.',
    },
  },
});

/** Every directive of the partner schema, for `buildSchema({ directives })`. */
export const PARTNER_DIRECTIVES: readonly GraphQLDirective[] = [
  ...specifiedDirectives,
  IDEMPOTENT_DIRECTIVE,
  REQUIRES_SCOPES_DIRECTIVE,
];
