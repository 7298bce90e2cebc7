import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
} from 'graphql';

/** Mutations of which no two answers are alike: each makes something anew, changes it, or ends it. */
export const ONCE: readonly string[] = [
  'createWebhookEndpoint',
  'deleteWebhookEndpoint',
  'replayEvents',
  'revokeCredential',
  'rotateCredential',
  'rotateWebhookSecret',
  'sendTestEvent',
  'updateWebhookEndpoint',
];

/** How the fields of a document are chosen, and what their arguments are. */
export interface Choice {
  /** Arguments by the coordinate of the field, such as `Query.order`, as they stand in a document. */
  readonly args: Readonly<Record<string, string>>;
  /** Which fields to take; all where it is left out. */
  readonly takes?: (coordinate: string) => boolean;
}

const objectOf = (type: GraphQLOutputType): GraphQLObjectType | null => {
  const named = getNamedType(type);
  if (isLeafType(named)) return null;
  if (!isObjectType(named)) throw new Error(`${named.name} is abstract: say here how to select from it`);
  return named;
};

const fieldText = (type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, choice: Choice): string => {
  const coordinate = `${type.name}.${field.name}`;
  if (choice.takes && !choice.takes(coordinate)) return '';
  const args = choice.args[coordinate] ?? '';
  if (
    args === '' &&
    field.args.some(({ type: of, defaultValue }) => String(of).endsWith('!') && defaultValue === undefined)
  ) {
    throw new Error(`${coordinate} needs arguments`);
  }
  const object = objectOf(field.type);
  if (!object) return field.name + args;
  const inner = selectionOf(object, choice);
  return inner === '' ? '' : `${field.name}${args} { ${inner} }`;
};

/** All fields of a type that are taken, and of the types below it. Empty where none is. */
const selectionOf = (type: GraphQLObjectType, choice: Choice): string =>
  Object.values(type.getFields())
    .map((field) => fieldText(type, field, choice))
    .filter((text) => text !== '')
    .join(' ');

export type RootName = 'Query' | 'Mutation';

const rootType = (schema: GraphQLSchema, root: RootName): GraphQLObjectType => {
  const type = root === 'Query' ? schema.getQueryType() : schema.getMutationType();
  if (!type) throw new Error(`there is no ${root}`);
  return type;
};

export const rootFields = (schema: GraphQLSchema, root: RootName): readonly string[] =>
  Object.keys(rootType(schema, root).getFields());

/** A root field with everything that is taken below it. */
export const rootSelection = (schema: GraphQLSchema, root: RootName, name: string, choice: Choice): string => {
  const type = rootType(schema, root);
  const field = type.getFields()[name];
  if (!field) throw new Error(`there is no ${root}.${name}`);
  return fieldText(type, field, choice);
};

/** The coordinates on the ways from a root field down to a field, both ends with them; empty where none leads there. */
export const waysTo = (schema: GraphQLSchema, root: RootName, name: string, target: string): ReadonlySet<string> => {
  const found = new Set<string>();
  const walk = (type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, way: readonly string[]): void => {
    const here = [...way, `${type.name}.${field.name}`];
    if (here.at(-1) === target) for (const coordinate of here) found.add(coordinate);
    const object = objectOf(field.type);
    if (object) for (const inner of Object.values(object.getFields())) walk(object, inner, here);
  };
  const type = rootType(schema, root);
  const field = type.getFields()[name];
  if (field) walk(type, field, []);
  return found;
};
