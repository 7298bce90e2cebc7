import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { sql } from 'kysely';
import { permissionTable } from '../../src/graphql/engine/needs.ts';
import { buildPartnerSchema } from '../../src/graphql/schema.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/id.ts';
import { ALL_SCOPES, type Scope } from '../../src/kernel/scopes.ts';
import { approvePackages } from '../../src/use-cases/approve-packages.ts';
import { fundWallet } from '../../src/use-cases/fund-wallet.ts';
import { keepInvariants } from '../support/after-each.ts';
import { closeMonth } from '../support/invoices.ts';
import { JP, systemCall } from '../support/orders.ts';
import { seedReplays } from '../support/replays.ts';
import { seedPartner } from '../support/seed.ts';
import { eventsOf } from '../support/webhooks.ts';
import { creditOf, prepared, type SeededApi, seedApi, settledOrder } from './seeded-api.ts';
import { seedDeliveries, seedEndpoints } from './seeded-webhooks.ts';
import { rootFields, rootSelection } from './whole-document.ts';

/** One of two organisations in one of two modes, with an order, its events, an eSIM and money of its own. */
interface Resident {
  readonly name: string;
  readonly owner: Owner;
  readonly orderId: string;
  readonly eventId: string;
  readonly replayId: string;
  readonly iccid: string;
  readonly invoiceId: string;
  readonly entryId: string;
}

const permissions = permissionTable(await buildPartnerSchema());
const needOf = (field: string) => permissions.find((row) => row.type === 'Query' && row.field === field)?.scope;

let seeded: SeededApi;
let schema: GraphQLSchema;
let residents: readonly Resident[];

const moveIn = async (name: string, owner: Owner): Promise<Resident> => {
  const { house } = seeded.api;
  const amount = { minor: 10_000n, currency: 'USD' } as const;
  await fundWallet(house, systemCall(owner), { amount, paymentReference: `payment of ${name}` });
  await approvePackages(house, systemCall(owner), [{ packageId: JP, netPriceMinor: null }]);
  const webhooks = await seedEndpoints(house, owner);
  const outcome = prepared();
  const orderId = await settledOrder(house, owner, name, outcome);
  await seedDeliveries(house, owner, webhooks);
  const replayId = await seedReplays(house, owner, webhooks.failing);
  const { id: invoiceId } = await closeMonth(house, owner);
  const eventId = (await eventsOf(house, owner)).find((event) => event.orderId === orderId)?.id ?? '';
  const entryId = (await creditOf(house, owner)) ?? '';
  return { name, owner, orderId, eventId, replayId, iccid: outcome.iccid, invoiceId, entryId };
};

beforeAll(async () => {
  seeded = await seedApi();
  const { organisationId } = seeded.partner;
  const other = (await seedPartner(seeded.api.house)).organisationId;
  residents = [
    await moveIn('first-sandbox', { organisationId, mode: 'sandbox' }),
    await moveIn('first-live', { organisationId, mode: 'live' }),
    await moveIn('second-sandbox', { organisationId: other, mode: 'sandbox' }),
    await moveIn('second-live', { organisationId: other, mode: 'live' }),
  ];
  const token = await seeded.api.credential(seeded.partner);
  const { data } = await seeded.api.ask<IntrospectionQuery>(token, getIntrospectionQuery());
  schema = buildClientSchema(data);
});
afterAll(() => seeded.api.close());
keepInvariants(() => seeded.api);

/** What the seed calls its orders: words that stand in many answers. */
const ORDINARY_WORDS: readonly string[] = ['ready', 'installed', 'failed', 'review', 'refunded', 'invoiced'];

/** Every id that an owner's rows have, and that no other owner may ever see. */
const idsOf = async ({ organisationId, mode }: Owner): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from orders where organisation_id = ${organisationId} and mode = ${mode}
    union select partner_order_id from orders where organisation_id = ${organisationId} and mode = ${mode}
    union select iccid from esims where organisation_id = ${organisationId} and mode = ${mode}
    union select id from refunds where organisation_id = ${organisationId} and mode = ${mode}
    union select id from entries where organisation_id = ${organisationId} and mode = ${mode}
    union select id from invoices where organisation_id = ${organisationId} and mode = ${mode}
    union select id from disputes where organisation_id = ${organisationId} and mode = ${mode}
    union select id from events where organisation_id = ${organisationId} and mode = ${mode}
    union select id from webhook_endpoints where organisation_id = ${organisationId} and mode = ${mode}
    union select id from replays where organisation_id = ${organisationId} and mode = ${mode}
    union select id from deliveries where organisation_id = ${organisationId} and mode = ${mode}
    union select id from install_links where organisation_id = ${organisationId} and mode = ${mode}
    union select id from credentials where organisation_id = ${organisationId} and mode = ${mode}`.execute(
    seeded.api.house.database.tables(),
  );
  return rows.map(({ id }) => id).filter((id) => !ORDINARY_WORDS.includes(id));
};

const foreignIds = async ({ owner }: Resident): Promise<readonly string[]> => {
  const others = residents.filter((resident) => resident.owner !== owner);
  const ids = (await Promise.all(others.map((resident) => idsOf(resident.owner)))).flat();
  const organisations = others.map((resident) => resident.owner.organisationId);
  return [...ids, ...organisations.filter((id) => id !== owner.organisationId)];
};

/** An answer with all that its opaque strings, such as cursors, spell out. */
const spelledOut = (text: string): string =>
  `${text}\n${[...text.matchAll(/"([\w-]{8,})"/g)].map(([, opaque]) => Buffer.from(opaque ?? '', 'base64url').toString('utf8')).join('\n')}`;

const argsOf = ({
  name,
  eventId,
  replayId,
  iccid,
  invoiceId,
  entryId,
}: Resident): Readonly<Record<string, string>> => ({
  ...seeded.args,
  'Query.activity': '',
  'Query.credentials': '',
  'Query.event': `(id: "${eventId}")`,
  'Query.events': '',
  'Query.esim': `(iccid: "${iccid}")`,
  'Query.esims': '',
  'Query.idempotencyKey': `(key: "key of ${name}")`,
  'Query.installLinks': `(iccid: "${iccid}")`,
  'Query.invoice': `(id: "${invoiceId}")`,
  'Query.ledgerProof': `(entryId: "${entryId}")`,
  'Query.order': `(by: { partnerOrderId: "${name}" })`,
  'Query.orders': '',
  'Query.package': `(id: "${JP}")`,
  'Query.replay': `(id: "${replayId}")`,
  'Query.replays': '',
  'Query.webhookDryRun': `(eventId: "${eventId}")`,
});

describe.each(['first-sandbox', 'first-live', 'second-sandbox', 'second-live'])('%s', (name) => {
  const find = (): Resident => {
    const resident = residents.find((one) => one.name === name);
    if (!resident) throw new Error(`nobody is called ${name}`);
    return resident;
  };

  test.each(ALL_SCOPES)('%s alone answers what the map says, and nothing of anybody else', async (scope: Scope) => {
    const resident = find();
    const token = await seeded.api.credential(resident.owner, [scope]);
    const foreign = await foreignIds(resident);
    for (const field of rootFields(schema, 'Query')) {
      const document = `{ ${rootSelection(schema, 'Query', field, { args: argsOf(resident) })} }`;
      const { status, data, text, errors } = await seeded.api.ask(token, document);
      const need = needOf(field);
      const isOpen = need === scope || need === 'any credential';
      expect([field, status, data === null]).toEqual([field, isOpen ? 200 : 403, !isOpen]);
      for (const { extensions } of errors) {
        expect(extensions).toMatchObject({ code: 'FORBIDDEN', missingScopes: expect.not.arrayContaining([scope]) });
      }
      const shown = spelledOut(text);
      expect(foreign.filter((id) => shown.includes(id))).toEqual([]);
      if (field === 'order' && isOpen) expect(shown).toContain(resident.orderId);
    }
  });

  test('every scope together reads its own rows, and asks in vain for those of the others', async () => {
    const resident = find();
    const token = await seeded.api.credential(resident.owner);
    const own = await seeded.api.ask(token, '{ orders { nodes { id } edges { cursor } } }');
    expect(own.text).toContain(resident.orderId);
    const absent = await seeded.api.ask(token, '{ order(by: { partnerOrderId: "nobody" }) { id } }');
    const noEvent = await seeded.api.ask(token, `{ event(id: "${newId('event')}") { id } }`);
    const answerTo = ({ text }: typeof absent) => text.replace(/"requestId":"[^"]*"/, '').replace(/"key":"[^"]*"/, '');
    for (const other of residents.filter((one) => one !== resident)) {
      for (const by of [`{ id: "${other.orderId}" }`, `{ partnerOrderId: "${other.name}" }`]) {
        const asked = await seeded.api.ask(token, `{ order(by: ${by}) { id } }`);
        expect([asked.status, answerTo(asked)]).toEqual([404, answerTo(absent)]);
      }
      const event = await seeded.api.ask(token, `{ event(id: "${other.eventId}") { id } }`);
      expect([event.status, answerTo(event)]).toEqual([404, answerTo(noEvent)]);
      const esim = await seeded.api.ask(token, `{ esim(iccid: "${other.iccid}") { iccid } }`);
      expect([esim.status, esim.errors[0]?.extensions.code]).toEqual([404, 'ESIM_NOT_FOUND']);
      const key = await seeded.api.ask(token, `{ idempotencyKey(key: "key of ${other.name}") { state order { id } } }`);
      expect(key.data).toEqual({ idempotencyKey: { state: 'NEVER_SEEN', order: null } });
    }
    const foreign = await foreignIds(resident);
    const logged = JSON.stringify(seeded.api.log.find({ credentialId: `crd_${token.split('_')[2]}` }));
    expect(logged).toContain('"requestId"');
    expect(foreign.filter((id) => logged.includes(id))).toEqual([]);
  });
});
