import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  separateOperations,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type DeprecatedElement, readDeprecation } from '../../kernel/deprecation.ts';
import { coordinatesOf, type Declared } from './coordinates.ts';

/** What an operation uses of what is deprecated. */
export interface OperationDeprecations {
  /** In its document. */
  readonly inDocument: readonly DeprecatedElement[];
  /** Its variables in which there may be more of it; mostly none. */
  readonly variables: readonly { readonly name: string; readonly type: GraphQLInputType }[];
}

const NOTHING: OperationDeprecations = { inDocument: [], variables: [] };

const byElement = (a: DeprecatedElement, b: DeprecatedElement): number => (a.element < b.element ? -1 : 1);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Knows what of a schema is deprecated, and finds it in operations. Throws where a reason has not the one form. */
export class Deprecations {
  readonly #schema: GraphQLSchema;
  readonly #elements = new Map<Declared, DeprecatedElement>();
  /** The names of input types in whose values something deprecated may stand. */
  readonly #inputs = new Set<string>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
    for (const [element, declared] of coordinatesOf(schema)) {
      if (declared.deprecationReason === undefined || declared.deprecationReason === null) continue;
      const deprecation = readDeprecation(declared.deprecationReason);
      if (deprecation === null) throw new Error(`${element} is deprecated in another form than deprecated() gives`);
      this.#elements.set(declared, { element, ...deprecation });
    }
    while (this.#addInputs());
  }

  /** All of them, by their coordinates. */
  get all(): readonly DeprecatedElement[] {
    return [...this.#elements.values()].sort(byElement);
  }

  /** Reads an operation of a validated document once. */
  of(document: DocumentNode, operation: OperationDefinitionNode): OperationDeprecations {
    if (this.#elements.size === 0) return NOTHING;
    const isAlone = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length === 1;
    const own = isAlone ? document : separateOperations(document)[operation.name?.value ?? ''];
    return { inDocument: this.#inDocument(own ?? document), variables: this.#variablesOf(operation) };
  }

  /** What a request uses: what its operation does, and what stands in its variables. */
  used(
    { inDocument, variables }: OperationDeprecations,
    values: Readonly<Record<string, unknown>>,
  ): readonly DeprecatedElement[] {
    if (variables.length === 0) return inDocument;
    const found = new Set(inDocument);
    for (const { name, type } of variables) this.#readValue(type, values[name], found);
    return [...found].sort(byElement);
  }

  /** Adds the input types that hold one that is known; false where there is none left. */
  #addInputs(): boolean {
    const before = this.#inputs.size;
    for (const type of Object.values(this.#schema.getTypeMap())) {
      const holds = (declared: Declared): boolean => this.#elements.has(declared);
      if (isEnumType(type) && type.getValues().some(holds)) this.#inputs.add(type.name);
      if (!isInputObjectType(type)) continue;
      const fields = Object.values(type.getFields());
      const leads = fields.some((field) => holds(field) || this.#inputs.has(getNamedType(field.type).name));
      if (leads) this.#inputs.add(type.name);
    }
    return this.#inputs.size > before;
  }

  #inDocument(document: DocumentNode): readonly DeprecatedElement[] {
    const found = new Set<DeprecatedElement>();
    const info = new TypeInfo(this.#schema);
    const note = (declared: Declared | null | undefined): void => this.#note(declared, found);
    visit(
      document,
      visitWithTypeInfo(info, {
        Field: () => note(info.getFieldDef()),
        Argument: () => note(info.getArgument()),
        ObjectField: ({ name }) => {
          const type = getNamedType(info.getParentInputType());
          if (isInputObjectType(type)) note(type.getFields()[name.value]);
        },
        EnumValue: () => note(info.getEnumValue()),
      }),
    );
    return [...found].sort(byElement);
  }

  #variablesOf({ variableDefinitions = [] }: OperationDefinitionNode): OperationDeprecations['variables'] {
    return variableDefinitions.flatMap(({ variable, type: node }) => {
      const type = typeFromAST(this.#schema, node);
      const isRead = isInputType(type) && this.#inputs.has(getNamedType(type).name);
      return isRead ? [{ name: variable.name.value, type }] : [];
    });
  }

  /** A value as it was sent: it may be anything, and what does not fit is refused by others. */
  #readValue(outer: GraphQLInputType, value: unknown, found: Set<DeprecatedElement>): void {
    const type = getNullableType(outer);
    if (isListType(type)) {
      for (const item of Array.isArray(value) ? value : [value]) this.#readValue(type.ofType, item, found);
    } else {
      this.#readItem(type, value, found);
    }
  }

  #readItem(type: GraphQLInputType, value: unknown, found: Set<DeprecatedElement>): void {
    if (isEnumType(type) && typeof value === 'string') this.#note(type.getValue(value), found);
    if (!isInputObjectType(type) || !isRecord(value)) return;
    const fields = type.getFields();
    for (const [name, inner] of Object.entries(value)) {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (!field) continue;
      this.#note(field, found);
      if (this.#inputs.has(getNamedType(field.type).name)) this.#readValue(field.type, inner, found);
    }
  }

  #note(declared: Declared | null | undefined, found: Set<DeprecatedElement>): void {
    const element = declared && this.#elements.get(declared);
    if (element) found.add(element);
  }
}
