import { EVENT_TYPE_NAMES, payloadSchema } from '../records/events/index.ts';

const names = [...EVENT_TYPE_NAMES].sort();

/** The body of every webhook with its standard payload, as one JSON Schema: `oneOf` the types, each under its name. */
export const eventsSchema = () => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'WebhookEvent',
  description:
    'The body of a webhook, by its type. A newer server may send types that are not listed here, and an endpoint with a query of its own gets the `data` that its query makes, beside what every event has.',
  oneOf: names.map((name) => ({ $ref: `#/$defs/${name}` })),
  $defs: Object.fromEntries(names.map((name) => [name, payloadSchema(name)])),
});
