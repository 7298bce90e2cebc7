import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** Mutations of which no two answers are alike: each makes something anew, changes it, or ends it, or drives the sandbox. */
export const ONCE: readonly string[] = [
  'createInstallLink',
  'createWebhookEndpoint',
  'deleteWebhookEndpoint',
  'disputeInvoice',
  'replayEvents',
  'revokeCredential',
  'revokeInstallLink',
  'rotateCredential',
  'rotateWebhookSecret',
  'sandboxAdvanceClock',
  'sandboxAdvanceEsim',
  'sandboxCloseMonth',
  'sandboxFundWallet',
  'sandboxReportUsage',
  'sandboxReset',
  'sandboxSettleDispute',
  'sandboxSettleOrder',
  'sandboxSettleRefund',
  'sendTestEvent',
  'updateWebhookEndpoint',
];

/** A body without what tells the moment of the answer, such as links that end, which no two answers have alike. */
export const timeless = (body: string): string =>
  body.replace(/"(asOf|now|signedAt|signature|pdfUrl|csvUrl|ndjsonUrl)":"[^"]+"/g, '"$1":"of now"');

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

/** What is refused below the rows of a list, or has rows of its own and makes a page of pages cost more than it may. */
const NOT_IN_LISTS: readonly string[] = ['Esim.activation', 'Invoice.lines'];

const isList = (type: GraphQLOutputType): boolean => isListType(isNonNullType(type) ? type.ofType : type);

/** Where a field stands: the types above it, and whether one of the fields above it is a list. */
interface Place {
  readonly above: readonly GraphQLObjectType[];
  readonly isInList: boolean;
}

const TOP: Place = { above: [], isInList: false };

const below = ({ above, isInList }: Place, type: GraphQLOutputType, object: GraphQLObjectType): Place => ({
  above: [...above, object],
  isInList: isInList || isList(type),
});

/** What is selected of a field below these types. A type within itself is left out: there it says nothing new. */
const fieldText = (
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  choice: Choice,
  place: Place,
): string => {
  const coordinate = `${type.name}.${field.name}`;
  if (place.isInList && NOT_IN_LISTS.includes(coordinate)) return '';
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
  if (place.above.includes(object)) return '';
  const inner = selectionOf(object, choice, below(place, field.type, object));
  return inner === '' ? '' : `${field.name}${args} { ${inner} }`;
};

/** All fields of a type that are taken, and of the types below it. Empty where none is. */
const selectionOf = (type: GraphQLObjectType, choice: Choice, place: Place): string =>
  Object.values(type.getFields())
    .map((field) => fieldText(type, field, choice, place))
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
  return fieldText(type, field, choice, TOP);
};

/** The ways from a root field down to a field, each the coordinates on it, both ends with them; empty where none leads there. */
export const waysTo = (
  schema: GraphQLSchema,
  root: RootName,
  name: string,
  target: string,
): readonly (readonly string[])[] => {
  const found: (readonly string[])[] = [];
  const walk = (
    type: GraphQLObjectType,
    field: GraphQLField<unknown, unknown>,
    way: readonly string[],
    place: Place,
  ): void => {
    const here = [...way, `${type.name}.${field.name}`];
    const object = objectOf(field.type);
    if (object && place.above.includes(object)) return;
    if (place.isInList && NOT_IN_LISTS.includes(`${type.name}.${field.name}`)) return;
    if (here.at(-1) === target) found.push(here);
    if (!object) return;
    for (const inner of Object.values(object.getFields())) {
      walk(object, inner, here, below(place, field.type, object));
    }
  };
  const type = rootType(schema, root);
  const field = type.getFields()[name];
  if (field) walk(type, field, [], TOP);
  return found;
};
