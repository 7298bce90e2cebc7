import {
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';

/** A field, an argument, an input field or an enum value: the very object that stands in the schema. */
export interface Declared {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly deprecationReason?: string | null | undefined;
}

export type Coordinate = readonly [coordinate: string, declared: Declared];

/** Everything of a schema that can be deprecated, by its coordinate such as `Query.order(by:)`. */
export const coordinatesOf = (schema: GraphQLSchema): readonly Coordinate[] =>
  Object.values(schema.getTypeMap()).flatMap((type): Coordinate[] => {
    if (isIntrospectionType(type)) return [];
    if (isEnumType(type)) return type.getValues().map((value) => [`${type.name}.${value.name}`, value]);
    if (isInputObjectType(type)) {
      return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field]);
    }
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap((field): Coordinate[] => [
      [`${type.name}.${field.name}`, field],
      ...field.args.map((argument): Coordinate => [`${type.name}.${field.name}(${argument.name}:)`, argument]),
    ]);
  });
