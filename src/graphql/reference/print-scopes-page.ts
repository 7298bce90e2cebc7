import type { GraphQLSchema } from 'graphql';
import { ALL_SCOPES, SCOPES } from '../../kernel/scopes.ts';
import { type Permission, permissionTable } from '../engine/needs.ts';
import { code, codes, madeBy, page, table } from './markdown.ts';

const INTRODUCTION = `# Scopes

What a credential may do is a list of scopes, down to single fields. Give each part of your shop a credential with as little as it needs: what leaks can then do no more.

| what it is for | scopes that are enough |
| --- | --- |
| show packages in a shop | \`catalogue:read\` |
| a checkout | \`catalogue:read\`, \`orders:create\`, \`orders:read\` |
| hand eSIMs to customers | \`orders:read\`, \`usage:read\`, \`activation:read\` |
| customer support | \`orders:read\`, \`usage:read\` |
| finance | \`ledger:read\`, \`invoices:read\`, \`orders:read\` |
| receive and repeat webhooks | \`webhooks:manage\`, \`events:replay\` |
| rotate credentials on a schedule | \`credentials:manage\` |

A root field without its scope is refused with [\`FORBIDDEN\`](errors.md#forbidden), which names what is missing. A field further down answers null with the same error beside it, and the rest of the answer stays. \`viewer { scopes }\` tells which ones a credential has; the operator grants them.

An event never changes, and says the same to everybody who may hear of it: its \`data\` names amounts of money, such as what an order cost or that a balance is low. \`events:replay\` and \`webhooks:manage\` show those without \`ledger:read\`. Give neither to a tool that must not see them.

Beside the fields, [\`POST /reconciliation\`](money.md#the-reconciliation) needs \`invoices:read\` and \`orders:read\`.

[schema/scopes.json](../schema/scopes.json) is this page for programs, and the schema carries the same as \`@requiresScopes\`.`;

const nameOf = ({ type, field }: Permission): string => `${type}.${field}`;

/** Every scope with its fields, and every field with its scope; the same text for the same schema. */
export const printScopesPage = (schema: GraphQLSchema): string => {
  const permissions = permissionTable(schema);
  const fieldsOf = (scope: Permission['scope']): readonly string[] =>
    permissions.filter((permission) => permission.scope === scope).map(nameOf);
  const byScope = ALL_SCOPES.map((scope) => [code(scope), SCOPES[scope], codes(fieldsOf(scope))]);
  const byField = permissions.map((permission) => [
    code(nameOf(permission)),
    permission.scope === 'any credential' ? 'any active credential' : code(permission.scope),
  ]);
  return page([
    madeBy('src/graphql/reference/print-scopes-page.ts'),
    INTRODUCTION,
    '## By scope',
    table(['scope', 'allows', 'fields that need it'], byScope),
    '## By field',
    'A field that is not named here needs what leads to it and nothing more.',
    table(['field', 'scope'], byField),
  ]);
};
