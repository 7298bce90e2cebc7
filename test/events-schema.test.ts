import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { payloadOf } from '../src/domains/webhooks/index.ts';
import { clientFiles } from '../src/graphql/emit-schema.ts';
import { eventsSchema } from '../src/graphql/events-schema.ts';
import { EVENT_TYPE_NAMES } from '../src/records/events/index.ts';

const EVENT = {
  eventId: 'evt_01kx3v9q6refwb5n8t2m4d7c0h',
  type: 'test.ping',
  sequence: 412n,
  mode: 'sandbox',
  occurredAt: new Date('2026-11-24T09:00:00Z'),
  orderId: null,
  partnerOrderId: null,
  data: { endpointId: 'whe_01kx3v9q6refwb5n8t2m4d7c0h' },
} as const;

const parsed = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** What says nothing of itself, by its path. */
const undescribed = (value: unknown, path = ''): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const parts = Object.entries(value);
  const isNamed = /\/(properties|\$defs)\/[^/]+$/.test(path);
  const own = isNamed && !('description' in value && value.description) ? [path] : [];
  return [...own, ...parts.flatMap(([name, one]) => undescribed(one, `${path}/${name}`))];
};

describe('schema/events.json', () => {
  test('is a JSON Schema of the year that it names, and takes a body as it is sent, and nothing more or less', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    formats.default(ajv);
    const isBody = ajv.compile(eventsSchema());
    const body = payloadOf(EVENT);
    expect(isBody(parsed(body))).toBe(true);
    expect(isBody(parsed(payloadOf({ ...EVENT, type: 'order.reserved' })))).toBe(false);
    expect(isBody(parsed({ ...body, secret: 'whsec_' }))).toBe(false);
    expect(isBody(parsed({ ...body, data: { ...body.data, activationCode: 'LPA:1$' } }))).toBe(false);
    expect(isBody(parsed({ ...body, data: EVENT.data }))).toBe(false);
  });

  test('has every type, in the order of their names, and says of everything what it is', () => {
    const { oneOf, $defs } = eventsSchema();
    const names = [...EVENT_TYPE_NAMES].sort();
    expect(Object.keys($defs)).toEqual(names);
    expect(oneOf).toEqual(names.map((name) => ({ $ref: `#/$defs/${name}` })));
    expect(undescribed(parsed(eventsSchema()))).toEqual([]);
    expect(undescribed({ properties: { a: { type: 'string' } } })).toEqual(['/properties/a']);
  });
});

test("the client's types of events are committed as the code makes them (`npm run generate`)", async () => {
  for (const [name, text] of Object.entries(clientFiles())) {
    expect(await readFile(join('src/client/generated', name), 'utf8')).toBe(text);
  }
});
