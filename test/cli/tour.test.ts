import { firstDay } from '../../src/cli/tour/first-day.ts';
import { BrokenPromise } from '../../src/cli/tour/story.ts';
import { OnyxClient } from '../../src/client/index.ts';
import { packageDraft, seedCatalogue, seedCredential, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const ORDINARY = ['JP', 'FR', 'DE', 'IT', 'ES', 'GR', 'BR'].map((iso2, index) => packageDraft(iso2, `${index + 4}.50`));
const TROUBLE = ['rejected', 'review'].map((ending) =>
  packageDraft('US', '1.00', { packageId: `onyx-connect-sandbox-1gb-7d-${ending}` }),
);

let api: TestApi;
let credential: string;
let runs = 0;

beforeAll(async () => {
  api = await openTestApi({ worker: true });
  const packages = [...ORDINARY, ...TROUBLE];
  await seedCatalogue(api.house, packages);
  const partner = await seedPartner(api.house, {
    wallet: '500.00',
    approved: packages.map(({ packageId }) => packageId),
  });
  credential = await seedCredential(api.house, partner);
});
afterAll(() => api.close());

type Change = (answer: string, times: number, request: string) => string;

/** Between the tour and the server: what `change` makes of an answer is what the tour gets. */
const changing = (change: Change): typeof globalThis.fetch => {
  const times = new Map<string, number>();
  return async (url, init) => {
    const response = await fetch(url, init);
    const request = String(init?.body);
    const operation = /(?:query|mutation) (\w+)/.exec(request)?.[1] ?? '';
    const count = (times.get(operation) ?? 0) + 1;
    times.set(operation, count);
    const { status, headers } = response;
    return new Response(change(await response.text(), count, operation), { status, headers });
  };
};

/** The titles of the steps of a walk. */
const walk = async (change: Change = (answer) => answer): Promise<readonly string[]> => {
  const client = new OnyxClient({ url: api.url, credential, fetch: changing(change), retry: false });
  const steps: string[] = [];
  runs += 1;
  for await (const { kind, text } of firstDay(client, `run-${runs}`)) if (kind === 'step') steps.push(text);
  return steps;
};

test('a server that keeps its promises is walked through to the end, and again', async () => {
  const steps = await walk();
  expect(steps).toMatchSnapshot();
  expect(await walk()).toEqual(steps);
});

test.each<[string, string, Change]>([
  ['the credential is of the live mode', 'a sandbox credential only', (answer) => answer.replace('SANDBOX', 'LIVE')],
  [
    'a page repeats a package',
    'no package stands on two pages',
    (answer, times, operation) => (operation === 'Packages' && times === 2 ? answer.replace('-de-', '-jp-') : answer),
  ],
  [
    'an order costs more than its price',
    'exactly its net price',
    (answer, times, operation) => (operation === 'Wallet' && times === 2 ? answer.replace(/\d\.\d\d/, '9.99') : answer),
  ],
  [
    'a repeat places another order',
    'the same order',
    (answer, times, operation) =>
      operation === 'CreateOrder' && times === 2 ? answer.replace(/"ord_\w+"/, '"ord_other"') : answer,
  ],
  [
    'a conflict is taken for something else',
    'refused with IDEMPOTENCY_CONFLICT',
    (answer) => answer.replace('IDEMPOTENCY_CONFLICT', 'INTERNAL'),
  ],
  [
    'a refusal leaves open whether money moved',
    'no money moved',
    (answer) => answer.replace('"moneyMoved":false', '"moneyMoved":null'),
  ],
  [
    'an order fails that should not',
    'ends with an eSIM',
    (answer, _times, operation) => (operation === 'Order' ? answer.replace('ESIM_READY', 'FAILED') : answer),
  ],
  ['a movement is missing', 'the ledger has RESERVE, CAPTURE', (answer) => answer.replace('CAPTURE', 'CREDIT')],
  ['a failed order keeps its reason to itself', 'says why', (answer) => answer.replace('"CARRIER_REJECTED"', 'null')],
])('the tour ends where %s', async (_what, say, change) => {
  const error: unknown = await walk(change).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(BrokenPromise);
  expect(String(error)).toContain(say);
});
