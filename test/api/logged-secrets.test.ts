import fc from 'fast-check';
import { anySample, SAMPLES, type Sample, shows } from '../kernel/secret-samples.ts';
import { keepInvariants } from '../support/after-each.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { DOCUMENTS, type Name, RIGHT } from './bad-arguments.ts';

let api: TestApi;
let token: string;

beforeAll(async () => {
  api = await openTestApi();
  const japan = packageDraft('JP', '4.00');
  await seedCatalogue(api.house, [japan]);
  token = await api.credential(await seedPartner(api.house, { wallet: '9999.00', approved: [japan.packageId] }));
});
afterAll(() => api.close());
keepInvariants(() => api);

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A place for a secret; null where the secret cannot stand there. */
type Place = (secret: string) => Sent | null;

const document = (query: string, rest: object = {}): Sent => ({ body: JSON.stringify({ query, ...rest }) });

/** The value with the text in one of its places, whatever stood there. */
const withAt = (value: unknown, path: readonly string[], text: unknown): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return text;
  if (Array.isArray(value)) return [withAt(value[0], rest, text)];
  return { ...Object(value), [key]: withAt(Reflect.get(Object(value), key), rest, text) };
};

/** Every place of an argument, right and wrong ones. */
const ARGUMENTS: readonly (readonly [Name, string])[] = [
  ...(['packages', 'orders', 'entries'] as const).flatMap(
    (name) =>
      [
        [name, 'first'],
        [name, 'after'],
        [name, 'filter'],
      ] as const,
  ),
  ...[
    'sort',
    'version',
    'filter.iso2',
    'filter.region',
    'filter.text',
    'filter.status',
    'filter.dataMb.min',
    'filter.netPrice.min',
    'filter.netPrice.currency',
  ].map((path) => ['packages', path] as const),
  ...['filter.status', 'filter.packageId', 'filter.customerReference', 'filter.createdFrom'].map(
    (path) => ['orders', path] as const,
  ),
  ...['filter.type', 'filter.orderId', 'filter.createdBefore'].map((path) => ['entries', path] as const),
  ['package', 'id'],
  ['package', 'version'],
  ['catalogue', 'version'],
  ['changes', 'since'],
  ['changes', 'until'],
  ['order', 'by'],
  ['order', 'by.id'],
  ['order', 'by.partnerOrderId'],
  ['key', 'key'],
  ...['url', 'description', 'eventTypes', 'query', 'scopes', 'signature', 'unknown'].map(
    (field) => ['endpoint', `input.${field}`] as const,
  ),
  ...['id', 'url', 'description', 'query', 'enabled'].map((field) => ['endpointChange', `input.${field}`] as const),
  ...['endpointId', 'eventId', 'orderId', 'eventTypes', 'statuses', 'replayId', 'createdFrom'].map(
    (field) => ['deliveries', `filter.${field}`] as const,
  ),
  ['rotation', 'id'],
  ['rotation', 'overlapHours'],
  ['test', 'id'],
  ['test', 'bad'],
  ...(['quote', 'create'] as const).flatMap((name) =>
    [
      'packageId',
      'partnerOrderId',
      'customerReference',
      'catalogueVersion',
      'expectedNetPrice',
      'expectedNetPrice.amount',
      'expectedNetPrice.currency',
      'unknown',
    ].map((field) => [name, `input.${field}`] as const),
  ),
];

const inVariable =
  ([name, path]: (typeof ARGUMENTS)[number]): Place =>
  (secret) =>
    document(DOCUMENTS[name], { variables: withAt(RIGHT[name], path.split('.'), secret) });

/** A header takes visible ASCII only. */
const inHeader =
  (name: string, before = '', query = '{ viewer { mode } }'): Place =>
  (secret) =>
    /^[\x20-\x7e]+$/.test(secret) ? { ...document(query), headers: { [name]: before + secret } } : null;

/** A name in a document has letters, digits and underscores. */
const inName =
  (write: (name: string) => string): Place =>
  (secret) =>
    /^\w+$/.test(secret) ? document(write(/^\d/.test(secret) ? `_${secret}` : secret)) : null;

const CREATE = 'mutation { createOrder(input: { packageId: "none", partnerOrderId: "p" }) { replayed } }';
const quoted = (secret: string): string => JSON.stringify(secret);

const PLACES: Readonly<Record<string, Place>> = {
  ...Object.fromEntries(ARGUMENTS.map((argument) => [`variable ${argument.join(' ')}`, inVariable(argument)])),
  'an argument that is no variable': (secret) =>
    document(`{ order(by: { partnerOrderId: ${quoted(secret)} }) { id } }`),
  'an argument of the wrong type': (secret) => document(`{ orders(first: ${quoted(secret)}) { nodes { id } } }`),
  'an enum value that is a text': (secret) => document(`{ packages(sort: ${quoted(secret)}) { nodes { packageId } } }`),
  'a Decimal': (secret) =>
    document(`{ packages(filter: { netPrice: { currency: "USD", min: ${quoted(secret)} } }) { nodes { packageId } } }`),
  'a DateTime': (secret) => document(`{ orders(filter: { createdFrom: ${quoted(secret)} }) { nodes { id } } }`),
  'an argument of a directive': (secret) => document(`{ viewer { mode @include(if: ${quoted(secret)}) } }`),
  'the key in the directive': (secret) => document(CREATE.replace(') {', `) @idempotent(key: ${quoted(secret)}) {`)),
  'a comment': (secret) => document(`{ viewer { mode } nothing } # ${secret.replaceAll('\n', ' ')}`),
  'what is no document': (secret) => document(`{ viewer { mode } ${secret}`),
  'a string that does not end': (secret) => document(`{ order(by: { id: "${secret}`),
  'an operation name': inName((name) => `query ${name} { orders(first: 0) { nodes { id } } }`),
  'an operation name that is right': inName((name) => `query ${name} { viewer { mode } }`),
  'an alias': inName((name) => `{ viewer { ${name}: mode } }`),
  'an alias of what is refused': inName((name) => `{ ${name}: order(by: { partnerOrderId: "none" }) { id } }`),
  'a field': inName((name) => `{ viewer { ${name} } }`),
  'a root field': inName((name) => `{ ${name} { id } }`),
  'an argument’s name': inName((name) => `{ orders(${name}: 5) { nodes { id } } }`),
  'a variable’s name': inName((name) => `query ($${name}: Int!) { orders(first: $${name}) { nodes { id } } }`),
  'a variable’s name, not used': inName((name) => `query ($${name}: Int) { viewer { mode } }`),
  'a type': inName((name) => `query ($a: ${name}) { viewer { mode } }`),
  'a fragment': inName((name) => `{ viewer { ...${name} } }`),
  'a directive': inName((name) => `{ viewer @${name} { mode } }`),
  'an input field': inName((name) => `{ order(by: { ${name}: 5 }) { id } }`),
  'an enum value': inName((name) => `{ packages(sort: ${name}) { nodes { packageId } } }`),
  'the operation’s name to choose': (secret) => document('query A { viewer { mode } }', { operationName: secret }),
  'a variable that nobody uses': (secret) =>
    document('{ viewer { mode } nothing }', { variables: { [secret]: secret } }),
  'a text for variables': (secret) => document('{ viewer { mode } }', { variables: secret }),
  extensions: (secret) =>
    document('{ viewer { mode } nothing }', { extensions: { persistedQuery: { sha256Hash: secret } } }),
  'a body that is no JSON': (secret) => ({ body: `{"query": ${secret}` }),
  'a body of another type': (secret) => ({ body: secret, headers: { 'content-type': 'text/plain' } }),
  'a batch': (secret) => ({ body: JSON.stringify([{ query: secret }]) }),
  authorization: inHeader('authorization'),
  'a bearer': inHeader('authorization', 'Bearer '),
  'the key in the header': inHeader('idempotency-key', '', CREATE),
  'the key in the header, quoted badly': inHeader('idempotency-key', '"', CREATE),
  'the user agent': inHeader('user-agent'),
  'the request id': inHeader('x-request-id', '', '{ nothing }'),
  'the request id, without its blanks': (secret) =>
    /^[\d -]+$/.test(secret)
      ? { ...document('{ nothing }'), headers: { 'x-request-id': secret.replaceAll(' ', '') } }
      : null,
  'the media type that is accepted': inHeader('accept'),
  'the media type that is sent': inHeader('content-type'),
  'a cookie': inHeader('cookie', '', '{ nothing }'),
  'a header of the client’s own': inHeader('x-forwarded-for', '', '{ nothing }'),
  'a query in the URL': (secret) => ({
    method: 'GET',
    path: `/graphql?query=${encodeURIComponent(`{ order(by: { partnerOrderId: ${quoted(secret)} }) { id } }`)}`,
  }),
  'variables in the URL': (secret) => ({
    method: 'GET',
    path: `/graphql?query={viewer{mode}}&variables=${encodeURIComponent(secret)}`,
  }),
  'a parameter of the URL': (secret) => ({ method: 'GET', path: `/graphql?credential=${encodeURIComponent(secret)}` }),
  'the URL of a POST': (secret) => ({
    ...document('{ nothing }'),
    path: `/graphql?access_token=${encodeURIComponent(secret)}`,
  }),
  'a path': (secret) => ({ method: 'GET', path: `/${encodeURIComponent(secret)}` }),
  'a broken path': (secret) => ({ method: 'GET', path: `/%zz/${encodeURIComponent(secret)}` }),
  'another method': (secret) => ({ method: 'DELETE', path: `/graphql?${encodeURIComponent(secret)}` }),
};

/** What of an answer must not show a secret: headers, and the body but for the keys that GraphQL takes from the document. */
const sayings = async (response: Response): Promise<string> => {
  const text = await response.text();
  const { errors = [] }: { errors?: { path?: unknown }[] } = JSON.parse(text);
  return JSON.stringify([[...response.headers], errors.map((error) => ({ ...error, path: undefined }))]);
};

/** Sends the secret in a place, and gives what was said and what was logged. Null where it cannot stand there. */
const tell = async (place: Place, secret: string): Promise<string | null> => {
  const sent = place(secret);
  if (!sent) return null;
  const logged = api.log.reader();
  const { path = '/graphql', method = 'POST', headers, body } = sent;
  const response = await fetch(`${api.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    ...(body !== undefined && { body }),
  });
  const said = await sayings(response);
  const lines = logged();
  expect(lines).toContain('"msg":"request"');
  return said + lines;
};

const names = Object.keys(PLACES);

const placeOf = (name: string): Place => {
  const place = PLACES[name];
  if (!place) throw new Error(`there is no place ${name}`);
  return place;
};

/** Kinds of secrets that every place is tried with. */
const OFTEN = ['token', 'iccid', 'card', 'webhookSecret', 'lpa', 'email'] as const;

describe('a secret in the wrong place is neither logged nor said back', () => {
  test.each(names)('%s', async (name) => {
    const samples: readonly Sample[] = OFTEN.flatMap((kind) => fc.sample(SAMPLES[kind], { numRuns: 1, seed: 7 }));
    const digits = samples.map(({ core }) => core.replaceAll(/\D/g, '')).find((core) => core.length >= 18) ?? '';
    for (const sample of [...samples, { text: digits, core: digits }]) {
      const told = await tell(placeOf(name), sample.text);
      expect([sample.text, told !== null && shows(told, sample) ? told : '']).toEqual([sample.text, '']);
    }
  });

  test('whatever the secret and the place', async () => {
    await fc.assert(
      fc.asyncProperty(anySample, fc.constantFrom(...names), async (sample, name) => {
        const told = await tell(placeOf(name), sample.text);
        if (told !== null) expect(shows(told, sample) ? told : '').toBe('');
      }),
      { numRuns: 300 },
    );
  });
});
