import type { eventsSchema } from './events-schema.ts';

/** As much of JSON Schema as the bodies of webhooks are written in. */
interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly const?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

const SIMPLE: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
};

const comment = ({ description = '' }: JsonSchema, indent: string): string =>
  `${indent}/** ${description.replaceAll('*/', '*\\/')} */\n`;

const members = (properties: Readonly<Record<string, JsonSchema>>, indent: string): string =>
  Object.entries(properties)
    .map(([name, schema]) => `${comment(schema, indent)}${indent}readonly ${name}: ${typeOf(schema, indent)};\n`)
    .join('');

const block = (properties: Readonly<Record<string, JsonSchema>>, indent: string): string =>
  `{\n${members(properties, `${indent}  `)}${indent}}`;

/** The TypeScript of a schema. Throws where the schema says something that was not needed before. */
const typeOf = (schema: JsonSchema, indent: string): string => {
  const { type = '', anyOf, items, properties } = schema;
  if (schema.const !== undefined) return `'${schema.const}'`;
  if (anyOf) return anyOf.map((one) => typeOf(one, indent)).join(' | ');
  if (items) return `ReadonlyArray<${typeOf(items, indent)}>`;
  if (properties) return block(properties, indent);
  const simple = SIMPLE[type];
  if (simple === undefined) throw new Error(`no TypeScript is known for ${JSON.stringify(schema)}`);
  return simple;
};

/** `OrderEsimReadyEvent` for `order.esim_ready`. */
const interfaceName = (type: string): string =>
  `${type.replaceAll(/(?:^|[._])(.)/g, (_, letter: string) => letter.toUpperCase())}Event`;

const dataOf = ({ properties = {} }: JsonSchema): Readonly<Record<string, JsonSchema>> =>
  properties.data?.properties ?? {};

const pick = (properties: Readonly<Record<string, JsonSchema>>, isPicked: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => isPicked(name)));

/** The types of `src/client/generated/webhook-events.ts`: what all events say once, and a union that is told apart by `type`. */
export const printWebhookEvents = ({ $defs }: ReturnType<typeof eventsSchema>): string => {
  const events = Object.entries<JsonSchema>($defs);
  const isInAll = (name: string): boolean => events.every(([, schema]) => Object.hasOwn(dataOf(schema), name));
  const base = pick(dataOf(events[0]?.[1] ?? {}), isInAll);
  const interfaces = events.map(([type, schema]) => {
    const { data: _, ...rest } = schema.properties ?? {};
    const own = block(
      pick(dataOf(schema), (name) => !isInAll(name)),
      '  ',
    );
    const head = pick(rest, (name) => name !== 'type');
    return `${comment(schema, '')}export interface ${interfaceName(type)} {
  readonly type: '${type}';
${members(head, '  ')}  readonly data: WebhookEventData & ${own};
}
`;
  });
  return `// Made from schema/events.json by \`npm run generate\`.

/** What the data of every event has. */
export interface WebhookEventData ${block(base, '')}

${interfaces.join('\n')}
/** An event of a type that this version of the client knows. */
export type KnownWebhookEvent =
${events.map(([type]) => `  | ${interfaceName(type)}`).join('\n')};
`;
};
