import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { sql } from 'kysely';
import { listEsims } from '../../src/domains/esims/index.ts';
import { payloadOf, type ToldEvent } from '../../src/domains/webhooks/index.ts';
import type { House } from '../../src/door/use-case.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { EVENT_TYPE_NAMES, isEventType, payloadSchema } from '../../src/records/events/index.ts';
import { absorbUsageReports } from '../../src/use-cases/absorb-usage-reports.ts';
import { advanceEsim } from '../../src/use-cases/advance-esim.ts';
import { beginWebhookTest } from '../../src/use-cases/begin-webhook-test.ts';
import { disableWebhookEndpoint } from '../../src/use-cases/disable-webhook-endpoint.ts';
import { refuseLiveAccess } from '../../src/use-cases/refuse-live-access.ts';
import { revokeExposedCredential } from '../../src/use-cases/revoke-exposed-credential.ts';
import { keepInvariants } from '../support/after-each.ts';
import { issued } from '../support/credentials.ts';
import { systemCall } from '../support/orders.ts';
import { packageDraft, seedCatalogue } from '../support/seed.ts';
import { seedEndpoint } from '../support/webhooks.ts';
import { type SeededApi, seedApi } from './seeded-api.ts';

let seeded: SeededApi;

/** Uses up the data of an eSIM and has its validity end. */
const endOfAnEsim = async (house: House, owner: Owner): Promise<void> => {
  const { rows } = await listEsims(house.database.tables(), owner, { statuses: ['installed'] }, 1, null);
  const [esim] = rows;
  if (!esim) throw new Error('the seed has an installed eSIM');
  const { iccid, dataMb } = esim;
  const report = { reference: 'the last one', iccid, dataMbUsed: dataMb, observedAt: house.clock.now() };
  await absorbUsageReports(house, systemCall(owner), [report]);
  await advanceEsim(house, systemCall(owner), { iccid, to: 'expired' });
};

/** Has everything happen that partners hear of, beside what the seed did. */
beforeAll(async () => {
  seeded = await seedApi();
  const { house } = seeded.api;
  const call = systemCall(seeded.partner);
  await seedCatalogue(house, [packageDraft('JP', '4.50'), packageDraft('KR', '6.50')]);
  await refuseLiveAccess(house, call, { kinds: ['privacy_review'], reason: 'no privacy notice' });
  const { id: credentialId } = await issued(house, seeded.partner);
  await revokeExposedCredential(house, call, { credentialId, place: 'https://git.example/leak' });
  await endOfAnEsim(house, seeded.partner);
  for (const reason of ['partner', 'gone', 'failing'] as const) {
    const { id: endpointId } = await seedEndpoint(house, seeded.partner, { url: 'https://hook.example/in' });
    await beginWebhookTest(house, call, { endpointId });
    await disableWebhookEndpoint(house, call, { endpointId, reason });
  }
});
afterAll(() => seeded.api.close());
keepInvariants(() => seeded.api);

/** Every event of the house, of all owners. */
const allEvents = async (): Promise<readonly ToldEvent[]> => {
  const { rows } = await sql<ToldEvent>`
    select id as "eventId", type, sequence, mode, occurred_at as "occurredAt", order_id as "orderId",
      partner_order_id as "partnerOrderId", data
    from events order by organisation_id, mode, sequence`.execute(seeded.api.house.database.tables());
  return rows;
};

test('there is an event of every type', async () => {
  const types = new Set((await allEvents()).map(({ type }) => type));
  expect([...types].toSorted()).toEqual(EVENT_TYPE_NAMES.toSorted());
});

test('every event that was ever written is told as its schema says', async () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  formats.default(ajv);
  const validators = new Map(EVENT_TYPE_NAMES.map((type) => [type, ajv.compile(payloadSchema(type))]));
  for (const event of await allEvents()) {
    const isValid = isEventType(event.type) ? validators.get(event.type) : undefined;
    const body: unknown = JSON.parse(JSON.stringify(payloadOf(event)));
    expect([event.type, isValid?.(body), isValid?.errors]).toEqual([event.type, true, null]);
  }
});

/** Enums of the API whose words stand in events: how their types begin, and where. */
const WORDS = [
  ['order.', 'status', 'OrderStatus'],
  ['order.', 'statusReason', 'ReasonCode'],
  ['esim.', 'status', 'EsimStatus'],
  ['refund.', 'status', 'RefundStatus'],
  ['refund.', 'reason', 'RefundReason'],
  ['live_access.', 'state', 'LiveAccessState'],
  ['credential.revoked', 'reason', 'RevokeReason'],
  ['webhook.endpoint_disabled', 'reason', 'WebhookDisabledReason'],
] as const;

test('states and reasons are written as the API writes them', async () => {
  const token = await seeded.api.credential(seeded.partner);
  const valuesOf = async (name: string): Promise<readonly string[]> => {
    const document = `{ __type(name: "${name}") { enumValues { name } } }`;
    const { data } = await seeded.api.ask<{ __type: { enumValues: { name: string }[] } }>(token, document);
    return data.__type.enumValues.map((value) => value.name);
  };
  const events = await allEvents();
  for (const [beginning, place, name] of WORDS) {
    const values = await valuesOf(name);
    const written = events.filter(({ type }) => type.startsWith(beginning)).map(({ data }) => data[place]);
    const words = written.filter((word) => word !== undefined && word !== null);
    expect([name, words.length > 0, words.filter((word) => !values.includes(String(word)))]).toEqual([name, true, []]);
  }
});
