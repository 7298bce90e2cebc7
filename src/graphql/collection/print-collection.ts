import {
  type DocumentNode,
  type GraphQLField,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  separateOperations,
  visit,
} from 'graphql';
import { readDocument } from '../engine/document-facts.ts';
import { COLLECTION_VARIABLES, EXAMPLE_VARIABLES, TAKEN_FROM_ANSWERS } from './examples.ts';

/** The documents of a file below `src/client/operations`. */
export interface OperationFile {
  /** Its name without an ending, such as `orders`. */
  readonly name: string;
  readonly text: string;
}

/** Postman Collection Format v2.1.0, which Postman, Bruno, Insomnia and Hoppscotch import. */
const FORMAT = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

const DESCRIPTION = `Every operation of the typed client as a request of its own, filled in with examples. Set the variable \`credential\`, look at Packages, then CreateOrder and Order: each request takes what it needs from the answers of those before it.

\`CreateOrder\`, \`CancelOrder\` and \`RequestRefund\` send a new idempotency key each time. To send the same one again, put it in the header \`Idempotency-Key\` in the place of \`{{$guid}}\`.`;

const titleOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** The comment that stands right before an operation in its file. */
const commentBefore = ({ loc }: OperationDefinitionNode): string | null => {
  const before = loc?.startToken.prev;
  return before?.kind === 'Comment' ? before.value.trim() : null;
};

/** A document without what it only asks for where a variable says so. */
const unconditional = (document: DocumentNode): DocumentNode =>
  visit(document, {
    Field: ({ directives }) => (directives?.some(({ name }) => name.value === 'include') ? null : undefined),
  });

const rootField = (schema: GraphQLSchema, { operation, selectionSet }: OperationDefinitionNode) => {
  const [first] = selectionSet.selections;
  const name = first?.kind === Kind.FIELD ? first.name.value : '';
  const field: GraphQLField<unknown, unknown> | undefined = schema.getRootType(operation)?.getFields()[name];
  if (!field) throw new Error(`the operation asks for no field of the schema: ${name}`);
  return field;
};

const scopesSaid = (schema: GraphQLSchema, document: DocumentNode): string => {
  const scopes = [...readDocument(schema, unconditional(document)).scopes].sort().map((scope) => `\`${scope}\``);
  if (scopes.length === 0) return 'Any credential may send it.';
  return `Needs the scope${scopes.length === 1 ? '' : 's'} ${scopes.join(', ')}.`;
};

/** Sets variables of the collection from the answer. */
const scriptOf = (name: string, isKeyed: boolean): readonly string[] => {
  const taken = Object.entries(TAKEN_FROM_ANSWERS[name] ?? {});
  const lines = taken.flatMap(([variable, path]) => [
    `const ${variable} = data?.${path};`,
    `if (${variable}) pm.collectionVariables.set('${variable}', ${variable});`,
  ]);
  const answer = lines.length === 0 ? [] : ['const { data } = pm.response.json();'];
  const key = "pm.collectionVariables.set('idempotencyKey', pm.request.headers.get('Idempotency-Key'));";
  return [...answer, ...lines, ...(isKeyed && name === 'CreateOrder' ? [key] : [])];
};

const variablesOf = (name: string, { variableDefinitions = [] }: OperationDefinitionNode): string => {
  const isNeeded = variableDefinitions.some(
    ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue,
  );
  const variables = EXAMPLE_VARIABLES[name];
  if (!variables && isNeeded) throw new Error(`${name} needs variables: give it an example in examples.ts`);
  return JSON.stringify(variables ?? {}, null, 2);
};

const requestItem = (schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) => {
  const name = operation.name?.value ?? '';
  const field = rootField(schema, operation);
  const isKeyed = /needs an idempotency key/i.test(field.description ?? '');
  const said = [field.description, scopesSaid(schema, document), commentBefore(operation)];
  const exec = scriptOf(name, isKeyed);
  return {
    name,
    ...(exec.length === 0 ? {} : { event: [{ listen: 'test', script: { type: 'text/javascript', exec } }] }),
    request: {
      method: 'POST',
      header: isKeyed ? [{ key: 'Idempotency-Key', value: '{{$guid}}' }] : [],
      url: { raw: '{{url}}/graphql', host: ['{{url}}'], path: ['graphql'] },
      body: { mode: 'graphql', graphql: { query: print(document), variables: variablesOf(name, operation) } },
      description: said.filter(Boolean).join('\n\n'),
    },
  };
};

/** The collection as text: a folder for each file of operations, a request for each operation. */
export const printCollection = (schema: GraphQLSchema, files: readonly OperationFile[]): string => {
  const all = parse(files.map(({ text }) => text).join('\n'));
  const alone = separateOperations(all);
  const folders = files.map(({ name, text }) => ({
    name: titleOf(name),
    item: parse(text).definitions.flatMap((node) => {
      const document = node.kind === Kind.OPERATION_DEFINITION ? alone[node.name?.value ?? ''] : undefined;
      return document && node.kind === Kind.OPERATION_DEFINITION ? [requestItem(schema, document, node)] : [];
    }),
  }));
  const collection = {
    info: { name: 'Onyx Partner API', description: DESCRIPTION, schema: FORMAT },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{credential}}', type: 'string' }] },
    variable: COLLECTION_VARIABLES.map(([key, value, description]) => ({ key, value, type: 'string', description })),
    item: folders.filter(({ item }) => item.length > 0),
  };
  return `${JSON.stringify(collection, null, 2)}\n`;
};
