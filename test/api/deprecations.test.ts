import { keepInvariants } from '../support/after-each.ts';
import { seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

interface Invoices {
  readonly invoices: { readonly nodes: readonly { readonly id: string }[] };
}

interface Body {
  readonly data: Invoices;
  readonly extensions: Readonly<Record<string, unknown>>;
}

interface Activity {
  readonly activity: {
    readonly nodes: readonly { readonly requestId: string; readonly deprecations: readonly string[] }[];
  };
}

const OLD = '{ invoices(first: 1) { nodes { id dispute { id } } } }';
const NEW = '{ invoices(first: 1) { nodes { id disputes { id } } } }';

const ACTIVITY = `query ($filter: ActivityFilter) {
  activity(filter: $filter) { nodes { requestId deprecations } }
}`;

let api: TestApi;
let token: string;

beforeAll(async () => {
  api = await openTestApi();
  token = await api.credential(await seedPartner(api.house));
});
afterAll(() => api.close());
keepInvariants(() => api);

/** The body of an answer, and the id of its request. */
const send = async (query: string) => {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const body = (await response.json()) as Body; // what the server sent
  return { ...body, requestId: response.headers.get('x-request-id') ?? '' };
};

test('an answer names what it used that is deprecated, what to use and until when it is there, also when it is compiled', async () => {
  for (let time = 0; time < 3; time += 1) {
    const { data, extensions } = await send(OLD);
    expect(data.invoices.nodes).toEqual([{ id: expect.any(String), dispute: null }]);
    expect(extensions.deprecations).toEqual([
      {
        element: 'Invoice.dispute',
        use: '`disputes`, which begins with it',
        since: '2026-11-24',
        goneAfter: '2027-12-31',
      },
    ]);
    expect(extensions.cost).toBeDefined();
  }
  expect(Object.keys((await send(NEW)).extensions)).toEqual(['cost']);
});

test('activity has it for each request, and lists those alone that used any of it', async () => {
  const [old, fresh] = [(await send(OLD)).requestId, (await send(NEW)).requestId];
  const isThere = ({ data }: { readonly data: Activity }): boolean =>
    [old, fresh].every((id) => data.activity.nodes.some(({ requestId }) => requestId === id));
  const { nodes } = (await api.askUntil<Activity>(token, ACTIVITY, isThere)).data.activity;
  expect(nodes.find(({ requestId }) => requestId === old)?.deprecations).toEqual(['Invoice.dispute']);
  expect(nodes.find(({ requestId }) => requestId === fresh)?.deprecations).toEqual([]);
  const filter = { deprecatedOnly: true };
  const only = (await api.ask<Activity>(token, ACTIVITY, { variables: { filter } })).data.activity.nodes;
  expect(only.map(({ requestId }) => requestId)).toContain(old);
  expect(new Set(only.flatMap(({ deprecations }) => deprecations))).toEqual(new Set(['Invoice.dispute']));
});

test('a request counts though it was refused', async () => {
  const narrow = await api.credential(await seedPartner(api.house), ['catalogue:read']);
  const { errors } = await api.ask(narrow, '{ invoice(id: "inv_0") { dispute { id } } }');
  expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
  expect(api.log.find({ msg: 'request' }).at(-1)).toMatchObject({ deprecations: ['Invoice.dispute'] });
});

test('the metrics count requests by what they used, and name no organisation', async () => {
  await send(OLD);
  const lines = (await (await fetch(`${api.url}/metrics`)).text()).split('\n');
  const counted = lines.filter((line) => line.startsWith('onyx_deprecated_requests_total'));
  expect(counted).toEqual([
    expect.stringMatching(/^onyx_deprecated_requests_total\{element="Invoice\.dispute"\} \d+$/),
  ]);
});
