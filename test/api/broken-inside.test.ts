import fc from 'fast-check';
import { Client } from 'pg';
import type { Carrier, CarrierAnswer, PreparationRequest } from '../../src/domains/esims/index.ts';
import { makeIccid } from '../../src/kernel/iccid.ts';
import { SAMPLES, type Sample, shows } from '../kernel/secret-samples.ts';
import { keepInvariants } from '../support/after-each.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const JAPAN = packageDraft('JP', '4.00');

/** One of every kind. */
const SECRETS: readonly Sample[] = Object.values(SAMPLES).flatMap((kind) =>
  fc.sample<Sample>(kind, { numRuns: 1, seed: 11 }),
);
const WHOLE = SECRETS.map(({ text }) => text).join(' and ');

const ICCID = makeIccid({ country: '44', issuer: '99', account: 77, length: 20 });

/** What a carrier's library throws when a request to it fails: everything that was in the request. */
const libraryError = (): Error => {
  const request = {
    headers: { Authorization: 'Bearer carrier-secret-of-ours-1234' },
    body: { lpa: WHOLE, list: [WHOLE] },
  };
  const cause = Object.assign(new Error(`caused by ${WHOLE}`), { detail: WHOLE, response: { data: WHOLE } });
  return Object.assign(new Error(`the carrier said: ${WHOLE}`, { cause }), { config: request, code: 'ECONNABORTED' });
};

type Script = (request: PreparationRequest) => CarrierAnswer;

class ScriptedCarrier implements Carrier {
  readonly scripts: Script[] = [];
  asked = 0;

  async prepare(request: PreparationRequest): Promise<CarrierAnswer> {
    this.asked += 1;
    const script = this.scripts.shift();
    if (!script) return { kind: 'rejected', reason: 'CARRIER_REJECTED' };
    return script(request);
  }

  async cancel(): Promise<'unknown'> {
    return 'unknown';
  }
}

const ready: Script = () => ({
  kind: 'ready',
  iccid: ICCID,
  activation: { smdpAddress: 'smdp.example', matchingId: 'MATCHING-OF-THE-CARRIER-1' },
});

const failing: Script = () => {
  throw libraryError();
};

const carrier = new ScriptedCarrier();
let api: TestApi;
let partner: SeededPartner;
let token: string;

beforeAll(async () => {
  api = await openTestApi({ worker: { carrier } });
  for (const secret of [ICCID, 'MATCHING-OF-THE-CARRIER-1', 'carrier-secret-of-ours-1234']) api.secrets.add(secret);
  await seedCatalogue(api.house, [JAPAN]);
  partner = await seedPartner(api.house, { wallet: '100.00', approved: [JAPAN.packageId] });
  token = await api.credential(partner);
});
beforeEach(() => {
  carrier.asked = 0;
});
afterAll(() => api.close());
keepInvariants(() => api);

const CREATE = `mutation ($name: String!, $reference: String, $key: String!) {
  createOrder(input: { packageId: "${JAPAN.packageId}", partnerOrderId: $name, customerReference: $reference }) @idempotent(key: $key) {
    order { id }
  }
}`;
const STATUS = 'query ($name: String!) { order(by: { partnerOrderId: $name }) { status esim { iccid } } }';

const order = (name: string) => api.ask(token, CREATE, { variables: { name, key: name } });

const orderUntil = (name: string, status: string) =>
  api.askUntil(token, STATUS, ({ text }) => text.includes(`"${status}"`), { variables: { name } });

const expectNoSecret = (text: string): void => {
  expect(SECRETS.filter((secret) => shows(text, secret)).map((secret) => secret.text)).toEqual([]);
};

describe('the worker', () => {
  test('logs that a carrier failed without a word of what was secret in its error, asks again, and ends the order', async () => {
    const logged = api.log.reader();
    carrier.scripts.push(failing, ready);
    await order('asked-twice');
    await orderUntil('asked-twice', 'ESIM_READY');
    expect(carrier.asked).toBe(2);
    const text = logged();
    expect(text).toContain('carrier gave no answer');
    expect(text).toContain('the carrier said: ');
    expectNoSecret(text);
  });

  test('logs that another order has the eSIM that was prepared, but not its ICCID; the order waits, its price held', async () => {
    const logged = api.log.reader();
    carrier.scripts.push(ready);
    await order('same-esim');
    const { data } = await orderUntil('same-esim', 'MANUAL_REVIEW');
    expect(data?.order).toEqual({ status: 'MANUAL_REVIEW', esim: null });
    const text = logged();
    expect(text).toContain('the carrier prepared an eSIM that another order has');
    expect(text).not.toContain(ICCID);
    expectNoSecret(text);
  });
});

describe('the API', () => {
  /** Runs while a column is not where the server looks for it, so that every statement about orders fails. */
  const whileBroken = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const client = new Client(api.house.databaseUrl);
    await client.connect();
    try {
      await client.query('alter table orders rename column customer_reference to elsewhere');
      return await work();
    } finally {
      await client.query('alter table orders rename column elsewhere to customer_reference');
      await client.end();
    }
  };

  const REFERENCE = 'the traveller Jane Doe of flat 7';

  test.each<[string, string, Record<string, unknown>, boolean | null]>([
    ['a look-up', STATUS, { name: 'a-name-of-jane-doe' }, false],
    [
      'a list',
      'query ($reference: String) { orders(filter: { customerReference: $reference }) { nodes { id } } }',
      { reference: REFERENCE },
      false,
    ],
    ['an order', CREATE, { name: 'a-name-of-jane-doe', reference: REFERENCE, key: 'a-key-of-jane-doe' }, null],
  ])(
    'that breaks at %s says INTERNAL and no more, and logs one error without what the caller sent',
    async (_what, query, variables, moneyMoved) => {
      const logged = api.log.reader();
      const answer = await whileBroken(() => api.ask(token, query, { variables }));
      const requestId = answer.headers.get('x-request-id');
      expect(answer).toMatchObject({
        status: 500,
        data: null,
        errors: [
          {
            message: 'Something went wrong on our side.',
            extensions: { code: 'INTERNAL', retry: 'same_key', isTransient: true, moneyMoved, requestId },
          },
        ],
      });
      expect(answer.text).not.toMatch(/customer_reference|relation|select |insert /i);
      const lines = logged()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(lines.filter(({ level }) => level === 'error')).toMatchObject([
        { requestId, msg: 'unexpected error', err: { code: '42703' } },
      ]);
      expect(lines.filter(({ msg }) => msg === 'request')).toMatchObject([
        { requestId, httpStatus: 500, codes: ['INTERNAL'] },
      ]);
      expect(JSON.stringify(lines)).not.toMatch(/jane/i);
    },
  );

  test('logs that the database refused a row, but not the row', async () => {
    const logged = api.log.reader();
    const client = new Client(api.house.databaseUrl);
    await client.connect();
    await client.query('alter table orders add constraint odd_check check (customer_reference is null) not valid');
    const answer = await api.ask(token, CREATE, { variables: { name: 'p9', reference: REFERENCE, key: 'p9' } });
    await client.query('alter table orders drop constraint odd_check');
    await client.end();
    expect([answer.status, answer.errors[0]?.extensions.code]).toEqual([500, 'INTERNAL']);
    const text = logged();
    expect(text).toContain('odd_check');
    expect(text).not.toMatch(/jane/i);
  });

  test('goes on as if nothing had been, and the same key orders', async () => {
    const variables = { name: 'a-name-of-jane-doe', reference: REFERENCE, key: 'a-key-of-jane-doe' };
    expect((await api.ask(token, CREATE, { variables })).status).toBe(200);
    await orderUntil('a-name-of-jane-doe', 'FAILED');
  });
});
