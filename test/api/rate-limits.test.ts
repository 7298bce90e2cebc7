import { keepInvariants } from '../support/after-each.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const settings = {
  ONYX_OPERATION_COST_MAX: '100',
  ONYX_CREDENTIAL_POINTS: '10',
  ONYX_ORGANISATION_POINTS: '15',
  ONYX_AUTHENTICATION_ATTEMPTS_MAX: '20',
};

/** Points of a full bucket: those of ten seconds. */
const FULL = { credential: 100, organisation: 150 };

const PAGE = '{ packages(first: 60) { nodes { packageId } } }';
const PAGE_COST = 61;
const VIEWER = '{ viewer { mode } }';

let api: TestApi;
let partner: SeededPartner;

/** A credential of an organisation of its own, so that no test is charged for another. */
const newPartner = async (): Promise<string> => {
  partner = await seedPartner(api.house);
  return api.credential(partner);
};

beforeAll(async () => {
  api = await openTestApi({ settings });
  await seedCatalogue(api.house, [packageDraft('JP', '4.00')]);
});
afterAll(() => api.close());
keepInvariants(() => api);

const codesOf = (answer: Awaited<ReturnType<TestApi['ask']>>) => answer.errors.map(({ extensions }) => extensions.code);

test('an answer says what it cost, by what was asked for and by the rows that there were, and what is left', async () => {
  const token = await newPartner();
  const answer = await api.ask(token, PAGE);
  expect(answer.errors).toEqual([]);
  expect(answer.cost).toEqual({
    requested: PAGE_COST,
    actual: 1,
    bucket: {
      name: 'credential',
      limit: FULL.credential,
      remaining: FULL.credential - PAGE_COST,
      resetSeconds: expect.any(Number),
    },
  });
  expect(answer.headers.get('ratelimit-policy')).toBe(
    '"credential";q=100;w=10;qu="points", "organisation";q=150;w=10;qu="points"',
  );
  expect(answer.headers.get('ratelimit')).toMatch(/^"credential";r=39;t=(\d|10), "organisation";r=89;t=(\d|10)$/);
  expect(answer.headers.get('retry-after')).toBeNull();
});

test('changes of a catalogue are charged by the packages that there are, before they are shown', async () => {
  const isos = ['KR', 'TW', 'CN', 'US', 'FR', 'DE', 'IT', 'ES', 'PT', 'GB'];
  const drafts = (price: string) => isos.map((iso2) => packageDraft(iso2, price));
  const before = await seedCatalogue(api.house, drafts('4.00'));
  const after = await seedCatalogue(api.house, [...drafts('5.00'), packageDraft('AT', '4.00')]);
  const approved = [...drafts('4.00'), packageDraft('AT', '4.00')].map(({ packageId }) => packageId);
  const ask = async (token: string, since: string) =>
    api.ask(
      token,
      `{ catalogueChanges(since: "${since}", until: "${after}") { changed { fields } added { packageId } } }`,
    );
  const tokens = [0, 1].map(async () => api.credential(await seedPartner(api.house, { approved })));
  const [first = '', second = ''] = await Promise.all(tokens);

  const { cost: none } = await ask(first, after);
  expect(none).toMatchObject({ requested: 52, actual: 52, bucket: { remaining: FULL.credential - 52 } });
  const refused = await ask(first, before); // 48 were left: for the operation itself they are too few
  expect([refused.status, codesOf(refused)]).toEqual([429, ['RATE_LIMITED']]);

  const { cost, errors } = await ask(second, before);
  expect(errors).toEqual([]);
  expect(cost).toMatchObject({ requested: 73, actual: 73, bucket: { remaining: FULL.credential - 73 } });

  const third = await api.credential(await seedPartner(api.house, { approved }));
  await api.ask(third, '{ packages(first: 29) { nodes { packageId } } }');
  const late = await ask(third, before);
  expect([late.status, codesOf(late), late.data]).toEqual([429, ['RATE_LIMITED'], null]);
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('an operation that costs more than is left is refused before anything is done, and a smaller one goes through', async () => {
  const token = await newPartner();
  await api.ask(token, PAGE);
  const refused = await api.ask(token, PAGE);
  expect([refused.status, codesOf(refused)]).toEqual([429, ['RATE_LIMITED']]);
  expect(refused.data).toBeUndefined();
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(refused.errors[0]?.extensions).toMatchObject({
    retry: 'later',
    moneyMoved: false,
    retryAfterSeconds: seconds,
  });
  expect(refused.cost).toMatchObject({ requested: PAGE_COST, bucket: { remaining: 39 } });
  const smaller = await api.ask(token, VIEWER);
  expect([smaller.status, smaller.cost?.bucket.remaining]).toEqual([200, 38]);
});

test('a client of application/json alone is told of a limit by the status as well', async () => {
  const token = await newPartner();
  const headers = { accept: 'application/json' };
  await api.ask(token, PAGE, { headers });
  expect((await api.ask(token, PAGE, { headers })).status).toBe(429);
});

test('what is refused before its cost is known costs one point', async () => {
  const token = await newPartner();
  const invalid = await api.ask(token, '{ nothing }');
  expect(codesOf(invalid)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  expect(invalid.cost).toMatchObject({ requested: 1, bucket: { remaining: FULL.credential - 1 } });
});

test('credentials of one organisation share its points, and each mode has its own', async () => {
  const token = await newPartner();
  const [second, third] = [await api.credential(partner), await api.credential(partner)];
  const live = await api.credential({ ...partner, mode: 'live' });
  await api.ask(token, PAGE);
  await api.ask(second, PAGE);
  const refused = await api.ask(third, PAGE);
  expect(codesOf(refused)).toEqual(['RATE_LIMITED']);
  expect(refused.cost?.bucket).toMatchObject({ name: 'organisation', limit: FULL.organisation, remaining: 28 });
  expect((await api.ask(live, PAGE)).status).toBe(200);
});

test('while one organisation sends all it can, none of the requests of another is refused', async () => {
  const [flooding, other] = [await newPartner(), await newPartner()];
  const flood = Promise.all(Array.from({ length: 300 }, () => api.ask(flooding, PAGE)));
  const quiet: number[] = [];
  for (let count = 0; count < 40; count += 1) quiet.push((await api.ask(other, VIEWER)).status);
  const statuses = (await flood).map(({ status }) => status);
  expect(new Set(quiet)).toEqual(new Set([200]));
  expect(statuses.filter((status) => status === 200).length).toBeLessThan(30);
  expect(statuses).toContain(429);
});

test('an address that tries many secrets is refused before they are looked at; what was accepted from there goes on', async () => {
  const token = await newPartner();
  expect((await api.ask(token, VIEWER)).status).toBe(200);
  const wrong = token.replace(/[^_]{49}$/, 'a'.repeat(49));
  const unknown = 'onyx_sandbox_01m860xpz5fahrkweyc7qrgg31_';
  await api.ask(wrong, VIEWER);
  const answers: Awaited<ReturnType<TestApi['ask']>>[] = [];
  for (let count = 0; count < 30; count += 1) answers.push(await api.ask(`${unknown}${count}`, VIEWER));
  expect(answers.map(({ status }) => status).slice(-10)).toEqual(Array(10).fill(429));
  const last = answers.at(-1);
  expect(last && codesOf(last)).toEqual(['RATE_LIMITED']);
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await api.ask(token, VIEWER)).status).toBe(200);
});
