import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { applyMiddleware, type IMiddleware } from 'graphql-middleware';
import { rule, shield } from 'graphql-shield';
import { Fault } from '../../kernel/fault.ts';
import { ALL_SCOPES, type Scope } from '../../kernel/scopes.ts';
import type { RequestContext } from './context.ts';
import { type MissingScopes, missingScopesReader } from './missing-scopes.ts';
import { type Permission, permissionTable } from './needs.ts';

// graphql-shield is dormant upstream, so everything about it stands in this file. Its rules return their refusal (a
// thrown one becomes its own "Not Authorised!"), are not cached (`strict` crashes on objects with cycles, `contextual`
// forgets parent and arguments), and errors of resolvers pass unchanged (`allowExternalErrors`).

type Rule = ReturnType<ReturnType<typeof rule>>;

const fieldName = (info: GraphQLResolveInfo): string => `${info.parentType.name}.${info.fieldName}`;

/** What to tell of a document when one of its fields is refused. */
type Missing = (context: RequestContext, info: GraphQLResolveInfo) => { readonly missing?: MissingScopes[] };

/** All that is missing, on the first refusal of a request alone: a list may have hundreds of them. */
const tellOnce = (schema: GraphQLSchema): Missing => {
  const told = new WeakSet<RequestContext>();
  const read = missingScopesReader(schema);
  return (context, info) => {
    if (told.has(context)) return {};
    told.add(context);
    return { missing: read(info, context.actor.scopes) };
  };
};

const needsScope = (scope: Scope, missing: Missing): Rule =>
  rule(`needs ${scope}`, { cache: 'no_cache' })(
    (_parent, _args, context: RequestContext, info: GraphQLResolveInfo) =>
      context.actor.scopes.has(scope) ||
      new Fault('FORBIDDEN', { field: fieldName(info), missingScopes: [scope], ...missing(context, info) }),
  );

const denied: Rule = rule('denied', { cache: 'no_cache' })(
  (_parent, _args, _context: RequestContext, info: GraphQLResolveInfo) =>
    new Fault('FORBIDDEN', { field: fieldName(info), missingScopes: [] }),
);

type RuleMap = Record<string, Record<string, Rule>>;

/** The rules by type and field. A root field that declared `any credential` needs no rule: authentication came before. */
const ruleMap = (table: readonly Permission[], missing: Missing): RuleMap => {
  const rules: RuleMap = {};
  const ofScope = new Map(ALL_SCOPES.map((scope) => [scope, needsScope(scope, missing)])); // shield wants one rule of a name
  for (const { type, field, scope } of table) {
    if (scope === 'any credential') continue;
    rules[type] = { ...rules[type], [field]: (scope !== 'denied' && ofScope.get(scope)) || denied };
  }
  return rules;
};

/**
 * The schema with a guard on each field that needs one. Only those fields are wrapped: shield would wrap every field of
 * every type, which made a page ten times slower.
 */
export const shieldSchema = (schema: GraphQLSchema): GraphQLSchema => {
  const rules = ruleMap(permissionTable(schema), tellOnce(schema));
  const generated = shield(rules, {
    allowExternalErrors: true,
    fallbackError: new Fault('FORBIDDEN', { missingScopes: [] }),
  }).generate(schema) as Record<string, Record<string, IMiddleware>>; // shield makes a map by type and field
  const guards = Object.fromEntries(
    Object.entries(rules).map(([type, fields]) => [
      type,
      Object.fromEntries(Object.keys(fields).map((field) => [field, generated[type]?.[field]])),
    ]),
  ) as IMiddleware; // as above: the same map, cut to the declared fields
  return applyMiddleware(schema, guards);
};
