import { diff, type Change as Found } from '@graphql-inspector/core';
import {
  type GraphQLField,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  print,
} from 'graphql';
import { REQUIRES_SCOPES_DIRECTIVE } from '../engine/directives.ts';
import { type Change, type ChangeKind, named } from './change.ts';
import { answeredTypes, schemaElements } from './elements.ts';

/** Words change nothing; deprecations, scopes and `@oneOf` are compared here, for graphql-inspector does not judge them. */
const PASSED_OVER = /DESCRIPTION|DEPRECATION|^DIRECTIVE_USAGE_/;

const REMOVED: ReadonlySet<string> = new Set([
  'FIELD_REMOVED',
  'FIELD_ARGUMENT_REMOVED',
  'INPUT_FIELD_REMOVED',
  'ENUM_VALUE_REMOVED',
]);

const ADDED: ReadonlySet<string> = new Set([
  'TYPE_ADDED',
  'FIELD_ADDED',
  'FIELD_ARGUMENT_ADDED',
  'INPUT_FIELD_ADDED',
  'ENUM_VALUE_ADDED',
  'UNION_MEMBER_ADDED',
  'DIRECTIVE_ADDED',
]);

/** What was left out means something else from one day to the next: nobody sees that in a document. */
const DEFAULT_CHANGED = /_DEFAULT(_VALUE)?_CHANGED$/;

/** `Query.order.by` of an argument is `Query.order(by:)`. */
const coordinateOf = ({ type, path = '' }: Found): string =>
  type.startsWith('FIELD_ARGUMENT') ? path.replace(/\.([^.]+)$/, '($1:)') : path;

/** A closed list of values that answers hold grows: a program that knows no other one must bear it. */
const growsAnswers = ({ type, path = '' }: Found, answered: ReadonlySet<string>): boolean =>
  type === 'UNION_MEMBER_ADDED' || (type === 'ENUM_VALUE_ADDED' && answered.has(path.split('.')[0] ?? ''));

/** A type goes where nothing leads to it any more, and each change of what led to it is judged by itself. */
const kindOf = (found: Found, answered: ReadonlySet<string>): ChangeKind => {
  const level: string = found.criticality.level;
  if (growsAnswers(found, answered)) return 'dangerous';
  if (level === 'BREAKING' && found.type !== 'TYPE_REMOVED') return 'breaking';
  if (DEFAULT_CHANGED.test(found.type)) return 'breaking';
  if (ADDED.has(found.type)) return 'added';
  return level === 'DANGEROUS' ? 'dangerous' : 'changed';
};

const inCode = (message: string): string => message.replaceAll(/'([^']+)'/g, '`$1`');

const sayOf = (found: Found, element: string, kind: ChangeKind, describe: (element: string) => string): string => {
  if (ADDED.has(found.type) && kind !== 'breaking') return describe(element);
  if (REMOVED.has(found.type)) return `\`${element}\` was removed.`;
  if (found.type === 'TYPE_REMOVED') return `\`${element}\` was removed: nothing leads to it any more.`;
  return `\`${element}\`: ${inCode(found.message)}.`;
};

/** What is inside of something new is not told of again. */
const isInsideNew = ({ type, path = '' }: Found, news: ReadonlySet<string>): boolean => {
  if (type === 'TYPE_ADDED' || type === 'DIRECTIVE_ADDED') return false;
  const [owner = '', member = ''] = path.split('.');
  return news.has(owner) || (type.startsWith('FIELD_ARGUMENT') && news.has(`${owner}.${member}`));
};

const describedIn = (schema: GraphQLSchema): ((element: string) => string) => {
  const descriptions = new Map(schemaElements(schema).map(({ name, description }) => [name, description]));
  return (element) => named(element, descriptions.get(element) ?? schema.getType(element)?.description);
};

const fieldsOf = (schema: GraphQLSchema): ReadonlyMap<string, GraphQLField<unknown, unknown>> =>
  new Map(
    Object.values(schema.getTypeMap()).flatMap((type) =>
      !isIntrospectionType(type) && (isObjectType(type) || isInterfaceType(type))
        ? Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field] as const)
        : [],
    ),
  );

/** The scopes of a field as the schema prints them; an empty text where it needs none. */
const scopesOf = ({ astNode }: GraphQLField<unknown, unknown>): string => {
  const directive = astNode?.directives?.find(({ name }) => name.value === REQUIRES_SCOPES_DIRECTIVE.name);
  return (directive?.arguments ?? []).map(({ value }) => print(value)).join();
};

const scopeChanges = (base: GraphQLSchema, next: GraphQLSchema): Change[] => {
  const after = fieldsOf(next);
  return [...fieldsOf(base)].flatMap(([element, field]): Change[] => {
    const now = after.get(element);
    const [had, has] = [scopesOf(field), now ? scopesOf(now) : null];
    if (has === null || had === has) return [];
    if (has === '') return [{ kind: 'changed', element, say: `\`${element}\` needs no scope any more.` }];
    return [
      { kind: 'breaking', element, say: `\`${element}\` needs the scopes ${has}${had && ` in place of ${had}`}.` },
    ];
  });
};

const oneOfChanges = (base: GraphQLSchema, next: GraphQLSchema): Change[] =>
  Object.values(base.getTypeMap()).flatMap((type): Change[] => {
    const now = next.getType(type.name);
    if (!isInputObjectType(type) || !isInputObjectType(now) || type.isOneOf === now.isOneOf) return [];
    return now.isOneOf
      ? [{ kind: 'breaking', element: type.name, say: `\`${type.name}\` takes exactly one of its fields.` }]
      : [{ kind: 'changed', element: type.name, say: `\`${type.name}\` takes more than one of its fields.` }];
  });

/** What graphql-inspector finds between two schemas, judged by the versioning policy, and what it does not look at. */
export const schemaChanges = async (base: GraphQLSchema, next: GraphQLSchema): Promise<readonly Change[]> => {
  const found = (await diff(base, next)).filter(({ type }) => !PASSED_OVER.test(type));
  const news = new Set(
    found.filter(({ type }) => type === 'TYPE_ADDED' || type === 'FIELD_ADDED').map(({ path = '' }) => path),
  );
  const answered = answeredTypes(next);
  const describe = describedIn(next);
  const changes = found
    .filter((one) => !isInsideNew(one, news))
    .map((one): Change => {
      const element = coordinateOf(one);
      const kind = kindOf(one, answered);
      const change = { kind, element, say: sayOf(one, element, kind, describe) };
      return REMOVED.has(one.type) ? { ...change, isRemoval: true } : change;
    });
  return [...changes, ...scopeChanges(base, next), ...oneOfChanges(base, next)];
};

/** How much there is of everything, for the first release has nothing to be compared with. */
export const countSchema = (schema: GraphQLSchema) => ({
  queries: Object.keys(schema.getQueryType()?.getFields() ?? {}).length,
  mutations: Object.keys(schema.getMutationType()?.getFields() ?? {}).length,
  types: Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && isObjectType(type)).length,
  enums: Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && isEnumType(type)).length,
});
