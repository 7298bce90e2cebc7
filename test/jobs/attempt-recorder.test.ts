import type { AttemptRecord } from '../../src/domains/webhooks/index.ts';
import { AttemptRecorder } from '../../src/jobs/webhooks/attempt-recorder.ts';
import { newId } from '../../src/kernel/id.ts';
import { openTestHouse } from '../support/test-house.ts';
import { silent } from '../support/webhooks.ts';

const attempt = (): AttemptRecord => ({
  deliveryCreatedAt: new Date(),
  deliveryId: newId('delivery'),
  endpointId: newId('webhookEndpoint'),
  number: 1,
  startedAt: new Date(),
  durationMs: 1,
  httpStatus: 200,
  failure: null,
  nextAttemptAt: null,
});

test('what is told in the moment in which the last one is written is written too', async () => {
  const house = await openTestHouse();
  const recorder = new AttemptRecorder({ house, log: silent, onFailing: () => {} });
  await recorder.add(attempt()).then(() => recorder.add(attempt()));
  const { rows } = await house.database
    .tables<{ delivery_attempts: object }>()
    .selectFrom('delivery_attempts')
    .select(({ fn }) => fn.countAll().as('count'))
    .execute()
    .then((counted) => ({ rows: counted }));
  expect(rows).toEqual([{ count: 2n }]);
  await house.close();
});
