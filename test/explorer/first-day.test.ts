import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { CHAPTERS, operationOf } from '../../src/explorer/first-day/chapters.ts';
import { factsIn, type Known } from '../../src/explorer/known.ts';
import { FEEDS } from '../../src/explorer/live/feeds.ts';
import { AREAS } from '../../src/explorer/sandbox/areas.ts';
import { VIEWER_REQUEST } from '../../src/explorer/viewer.ts';
import { keepInvariants } from '../support/after-each.ts';
import { JP } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../schema/partner.graphql'), 'utf8'));

const STEPS = CHAPTERS.flatMap(({ steps }) => steps);
const ACTIONS = AREAS.flatMap(({ actions }) => actions);

const DAY_MS = 86_400_000;

let api: TestApi;
let token: string;
/** What the first day has told. */
let known: Known = {};
beforeAll(async () => {
  api = await openTestApi({ worker: true });
  await seedCatalogue(api.house, [packageDraft('JP', '1.00')]);
  token = await api.credential(await seedPartner(api.house, { wallet: '50.00', approved: [JP] }));
});
afterAll(() => api.close());
keepInvariants(() => api);

test('every document of the explorer is one of the schema', () => {
  const documents = [
    ...STEPS.map(({ document }) => document),
    ...ACTIONS.map(({ document }) => document),
    ...FEEDS.map((feed) => feed.request([], '2026-01-01T00:00:00Z').query),
    VIEWER_REQUEST.query,
  ];
  expect(documents.flatMap((document) => validate(schema, parse(document)).map(({ message }) => message))).toEqual([]);
});

test('each step has an operation of its own name, by which its tab is known', () => {
  const names = STEPS.map(operationOf);
  expect(names).not.toContain('');
  expect(new Set(names).size).toBe(STEPS.length);
});

test('a first day goes through in its order, and nobody has to copy anything', async () => {
  for (const step of STEPS) {
    const variables = step.variables(known);
    const answer = await api.askUntil(
      token,
      step.document,
      ({ data }) => operationOf(step) !== 'FollowOrder' || JSON.stringify(data).includes('"ESIM_READY"'),
      { variables },
    );
    expect([step.title, answer.errors]).toEqual([step.title, []]);
    known = { ...known, ...factsIn(answer.data) };
  }
  expect(known).toEqual({
    packageId: JP,
    catalogueVersion: expect.any(String),
    netPrice: { amount: '1.00', currency: 'USD' },
    partnerOrderId: expect.stringMatching(/^explorer-[a-z0-9]{12}$/),
    orderId: expect.stringMatching(/^ord_/),
    iccid: expect.stringMatching(/^\d{19,20}$/),
    endpointId: expect.stringMatching(/^whe_/),
    eventId: expect.stringMatching(/^evt_/),
    invoiceId: expect.stringMatching(/^inv_/),
  });
});

test('each action of the sandbox is done with what the first day told, and one that cannot says why', async () => {
  const { data } = await api.ask<{ viewer: { now: string } }>(token, '{ viewer { now } }');
  const now = Date.parse(data.viewer.now);
  /** A moment as its field gives it. */
  const until = new Date(now + DAY_MS).toISOString().slice(0, 16);
  const said: [string, unknown][] = [];
  for (const { title, document, fields, variables } of ACTIONS) {
    const values = fields.map(({ name, kind, initial }) => [name, kind === 'moment' ? until : initial(known)]);
    const { errors } = await api.ask(token, document, { variables: variables(Object.fromEntries(values), now) });
    said.push([title, errors[0]?.extensions.code ?? 'done']);
  }
  const refused: Readonly<Record<string, string>> = {
    'Settle an order': 'ORDER_NOT_IN_REVIEW',
    'Decide a refund': 'BAD_USER_INPUT',
    'Decide a dispute': 'BAD_USER_INPUT',
  };
  expect(said).toEqual(ACTIONS.map(({ title }) => [title, refused[title] ?? 'done']));
});

test('an action asks for nothing that its document does not take', () => {
  for (const { document, variables, fields } of ACTIONS) {
    const declared = [...document.slice(0, document.indexOf('{')).matchAll(/\$(\w+)/g)].map(([, name]) => name);
    const given = Object.keys(variables(Object.fromEntries(fields.map(({ name }) => [name, '1'])), 0));
    expect(given.sort()).toEqual(declared.sort());
  }
});
