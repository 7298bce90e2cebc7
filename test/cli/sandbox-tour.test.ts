import { liveThroughSandbox } from '../../src/cli/tour/sandbox-tour.ts';
import { OnyxClient } from '../../src/client/index.ts';
import { sandboxPackages } from '../../src/domains/catalogue/index.ts';
import { packageIdOfPath, SANDBOX_PATHS } from '../../src/kernel/sandbox-path.ts';
import { seedCatalogue, seedCredential, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
let credential: string;

beforeAll(async () => {
  api = await openTestApi({ worker: true });
  await seedCatalogue(api.house, sandboxPackages('USD'));
  const approved = SANDBOX_PATHS.map(packageIdOfPath);
  credential = await seedCredential(api.house, await seedPartner(api.house, { wallet: '100.00', approved }));
});
afterAll(() => api.close());

const clientOf = (change: (answer: string) => string): OnyxClient =>
  new OnyxClient({
    url: api.url,
    credential,
    retry: false,
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      const { status, headers } = response;
      return new Response(change(await response.text()), { status, headers });
    },
  });

test('every package of the sandbox does what it says, and again', async () => {
  for (const run of ['first', 'second']) {
    for await (const { what, promised, seen } of liveThroughSandbox(clientOf(String), run)) {
      expect([what, seen]).toEqual([what, promised]);
    }
  }
});

test('what is not as promised is told, and the rest goes on', async () => {
  const client = clientOf((answer) => answer.replaceAll('CARRIER_OUT_OF_STOCK', 'CARRIER_REJECTED'));
  const broken: string[] = [];
  for await (const { what, promised, seen } of liveThroughSandbox(client, 'third'))
    if (promised !== seen) broken.push(what);
  expect(broken).toEqual(['out-of-stock']);
});
