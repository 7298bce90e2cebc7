import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import { buildSchema, type GraphQLSchema, getVariableValues, Kind, parse, validate } from 'graphql';
import { readOperationFiles } from '../../src/graphql/collection/emit-collection.ts';
import { printCollection } from '../../src/graphql/collection/print-collection.ts';
import { buildPartnerSchema } from '../../src/graphql/schema.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { type Answer, openTestApi, readAnswer, type TestApi } from '../support/test-api.ts';

interface Item {
  readonly name: string;
  readonly event?: readonly { readonly listen: string; readonly script: { readonly exec: readonly string[] } }[];
  readonly request: {
    readonly method: string;
    readonly header: readonly { readonly key: string; readonly value: string }[];
    readonly url: { readonly raw: string };
    readonly body: { readonly mode: string; readonly graphql: { readonly query: string; readonly variables: string } };
    readonly description: string;
  };
}

interface Collection {
  readonly info: { readonly name: string; readonly schema: string };
  readonly auth: {
    readonly type: string;
    readonly bearer: readonly { readonly key: string; readonly value: string }[];
  };
  readonly variable: readonly { readonly key: string; readonly value: string; readonly type: string }[];
  readonly item: readonly { readonly name: string; readonly item: readonly Item[] }[];
}

let text: string;
let schema: GraphQLSchema;
let collection: Collection;
let items: readonly Item[];

beforeAll(async () => {
  text = await readFile('schema/collection.json', 'utf8');
  schema = buildSchema(await readFile('schema/partner.graphql', 'utf8'));
  collection = JSON.parse(text);
  items = collection.item.flatMap(({ item }) => item);
});

/** What stands in `{{…}}` anywhere in the collection. */
const placeholders = (): ReadonlySet<string> =>
  new Set([...text.matchAll(/\{\{([^}]+)\}\}/g)].map(([, name = '']) => name));

/** Placeholders as Postman fills them: a dynamic variable anew each time, any other from the collection. */
const filled = (template: string, variables: ReadonlyMap<string, string>): string =>
  template.replaceAll(
    /\{\{([^}]+)\}\}/g,
    (_, name: string) => variables.get(name) ?? (name === '$guid' ? randomUUID() : `no variable ${name}`),
  );

describe('the collection', () => {
  test('goes from the top to the bottom as a first day does, and ends with what ends a sandbox', () => {
    const names = collection.item.map(({ name }) => name);
    expect(names.slice(0, 4)).toEqual(['Viewer', 'Catalogue', 'Orders', 'Esims']);
    expect(names.at(-1)).toBe('Sandbox');
  });

  test('is committed as the code makes it (`npm run generate`)', async () => {
    expect(text).toBe(printCollection(await buildPartnerSchema(), await readOperationFiles()));
  });

  test('has the form of a Postman collection 2.1.0: a folder for each file, a POST for each operation', () => {
    expect(collection.info.schema).toBe('https://schema.getpostman.com/json/collection/v2.1.0/collection.json');
    expect(collection.auth).toEqual({
      type: 'bearer',
      bearer: [{ key: 'token', value: '{{credential}}', type: 'string' }],
    });
    for (const { type } of collection.variable) expect(['string', 'boolean', 'any', 'number']).toContain(type);
    expect(new Set(items.map(({ name }) => name)).size).toBe(items.length);
    for (const { name, request } of items) {
      expect(request).toMatchObject({ method: 'POST', url: { raw: '{{url}}/graphql' }, body: { mode: 'graphql' } });
      expect(request.body.graphql.query).toContain(` ${name}`);
      expect(request.description).toMatch(/Needs the scopes? `|Any credential may send it\./);
    }
  });

  test('holds no credential, and names no variable that it does not have', () => {
    const variables = new Map(collection.variable.map(({ key, value }) => [key, value]));
    expect(variables.get('credential')).toBe('');
    expect([...placeholders()].filter((name) => name !== '$guid' && !variables.has(name))).toEqual([]);
    expect([...variables.keys()].filter((name) => !text.includes(`{{${name}}}`))).toEqual([]);
  });

  test('has documents that fit the schema, with variables that fit their types', () => {
    const values = new Map(collection.variable.map(({ key }) => [key, 'some-id']));
    for (const { name, request } of items) {
      const { query, variables } = request.body.graphql;
      const document = parse(query);
      expect([name, validate(schema, document)]).toEqual([name, []]);
      const [operation] = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
      const given = JSON.parse(filled(variables, values));
      const defined = operation?.variableDefinitions ?? [];
      expect([name, getVariableValues(schema, defined, given).errors]).toEqual([name, undefined]);
      expect(Object.keys(given).filter((key) => !defined.some(({ variable }) => variable.name.value === key))).toEqual(
        [],
      );
    }
  });

  test('asks for every root field of the schema', () => {
    const asked = items.map(({ request }) => request.body.graphql.query).join('\n');
    const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}),
    );
    expect(fields.filter((field) => !new RegExp(`\n  ${field}\\b`).test(asked))).toEqual([]);
  });
});

describe('the requests of the collection', () => {
  let api: TestApi;
  let variables: Map<string, string>;

  beforeAll(async () => {
    api = await openTestApi();
    const japan = packageDraft('JP', '4.00');
    await seedCatalogue(api.house, [japan]);
    const partner = await seedPartner(api.house, { wallet: '100.00', approved: [japan.packageId] });
    variables = new Map(collection.variable.map(({ key, value }) => [key, value]));
    variables.set('url', api.url).set('credential', await api.credential(partner));
  });
  afterAll(() => api.close());

  /** Sends one as Postman does, and then runs its script. */
  const send = async (name: string): Promise<Answer<Record<string, unknown>>> => {
    const item = items.find((one) => one.name === name);
    if (!item) throw new Error(`the collection has no ${name}`);
    const { url, header, body } = item.request;
    const headers = new Headers(header.map(({ key, value }) => [key, filled(value, variables)]));
    const response = await fetch(filled(url.raw, variables), {
      method: item.request.method,
      headers: {
        ...Object.fromEntries(headers),
        'content-type': 'application/json',
        authorization: `Bearer ${filled(collection.auth.bearer[0]?.value ?? '', variables)}`,
      },
      body: JSON.stringify({
        query: body.graphql.query,
        variables: JSON.parse(filled(body.graphql.variables, variables)),
      }),
    });
    const answer = await readAnswer<Record<string, unknown>>(response);
    const pm = {
      request: { headers },
      response: { json: () => ({ data: answer.data }) },
      collectionVariables: { set: (key: string, value: string) => variables.set(key, value) },
    };
    for (const { script } of item.event ?? []) runInNewContext(script.exec.join('\n'), { pm });
    return answer;
  };

  test('succeed one after another, each with what those before it answered', async () => {
    const walk = [
      [
        'Viewer',
        'Catalogue',
        'CatalogueChanges',
        'Packages',
        'Package',
        'Quote',
        'CreateOrder',
        'IdempotencyKey',
        'Order',
      ],
      [
        'Orders',
        'Wallets',
        'LedgerEntries',
        'LedgerProof',
        'Invoices',
        'Invoice',
        'Reconciliation',
        'InvoiceLines',
        'Events',
        'Event',
      ],
      ['WebhookDryRun', 'WebhookEndpoints', 'CancelOrder', 'SandboxFundWallet', 'SetUsageThresholds', 'Activity'],
    ].flat();
    for (const name of walk) expect([name, (await send(name)).errors]).toEqual([name, []]);
    expect(variables.get('packageId')).toBe('onyx-connect-jp-3gb-30d');
  });

  test('order anew each time that CreateOrder is sent, and once where its key is kept', async () => {
    const [first, second] = [await send('CreateOrder'), await send('CreateOrder')];
    expect(first.text).not.toBe(second.text);
    variables.set('$guid', randomUUID());
    const [ordered, again] = [await send('CreateOrder'), await send('CreateOrder')];
    expect(ordered.data).toMatchObject({ createOrder: { replayed: false } });
    expect(again.data).toMatchObject({ createOrder: { replayed: true, order: { id: variables.get('orderId') } } });
    expect((await send('IdempotencyKey')).data).toMatchObject({ idempotencyKey: { state: 'COMPLETED' } });
  });
});
