import { type GraphQLSchema, getNamedType, isInterfaceType, isObjectType } from 'graphql';
import { type Deprecation, readDeprecation } from '../../kernel/deprecation.ts';
import { coordinatesOf } from '../engine/coordinates.ts';
import type { Contract, JsonSchema } from './contract.ts';

/** Anything of a contract that can be deprecated. */
export interface Element {
  /** A schema coordinate, or a name such as `code X`. */
  readonly name: string;
  readonly description: string | null | undefined;
  /** The reason as it stands in the contract; null where it is not deprecated. */
  readonly reason: string | null;
}

/** Every field, argument, input field and enum value of a schema by its coordinate. */
export const schemaElements = (schema: GraphQLSchema): readonly Element[] =>
  coordinatesOf(schema).map(([name, { description, deprecationReason }]) => ({
    name,
    description,
    reason: deprecationReason ?? null,
  }));

/** A JSON Schema says it in its description, for it has no word for a reason. */
const jsonElement = (name: string, description: string | undefined): Element => ({
  name,
  description,
  reason: description !== undefined && readDeprecation(description) !== null ? description : null,
});

/** The properties below a node, by their path; those of a list's items end in `[]`. */
export const propertiesOf = (node: JsonSchema, path = ''): readonly (readonly [string, JsonSchema])[] => [
  ...Object.entries(node.properties ?? {}).flatMap(([name, property]) => {
    const inner = path === '' ? name : `${path}.${name}`;
    return [[inner, property] as const, ...propertiesOf(property, inner)];
  }),
  ...(node.items ? propertiesOf(node.items, `${path}[]`) : []),
  ...(node.anyOf ?? []).flatMap((branch) => propertiesOf(branch, path)),
];

const eventElements = ({ events }: Contract): readonly Element[] =>
  Object.entries(events).flatMap(([type, body]) => [
    jsonElement(`event ${type}`, body.description),
    ...propertiesOf(body).map(([path, property]) => jsonElement(`event ${type} ${path}`, property.description)),
  ]);

const codeElements = ({ codes }: Contract): readonly Element[] =>
  Object.entries(codes).map(([code, { next }]) => jsonElement(`code ${code}`, next));

/** Everything of a contract that can be deprecated. */
export const elementsOf = (contract: Contract): readonly Element[] => [
  ...schemaElements(contract.schema),
  ...eventElements(contract),
  ...codeElements(contract),
];

/** Whatever is deprecated in a contract, with what was said of it. Throws where a reason has not the one form. */
export const deprecationsOf = (contract: Contract): ReadonlyMap<string, Deprecation> => {
  return new Map(
    elementsOf(contract).flatMap(({ name, reason }): [string, Deprecation][] => {
      if (reason === null) return [];
      const deprecation = readDeprecation(reason);
      if (deprecation === null) throw new Error(`${name} is deprecated in no known form: "${reason}"`);
      return [[name, deprecation]];
    }),
  );
};

/** The names of the types that stand in answers. */
export const answeredTypes = (schema: GraphQLSchema): ReadonlySet<string> =>
  new Set(
    Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) || isInterfaceType(type)
        ? Object.values(type.getFields()).map((field) => getNamedType(field.type).name)
        : [],
    ),
  );
