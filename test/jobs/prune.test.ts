import { sql } from 'kysely';
import { pruneAll } from '../../src/jobs/prune-all.ts';
import { pruneIdempotencyKeys } from '../../src/use-cases/prune-idempotency-keys.ts';
import { seedPartner } from '../support/seed.ts';
import { openTestHouse } from '../support/test-house.ts';

const SYSTEM = { actor: { kind: 'system', name: 'test' } } as const;

test('keys, and what keys have met, are forgotten past their retention, however many came in a day', async () => {
  const house = await openTestHouse();
  const { organisationId } = await seedPartner(house);
  const tables = house.database.tables();
  for (const [days, count] of [
    [32, 23_000],
    [30, 2],
  ] as const) {
    const at = new Date(house.clock.now().getTime() - days * 86_400_000);
    await sql`
      insert into idempotency_keys (organisation_id, mode, operation, key, input_digest, subject_id, created_at)
      select ${organisationId}, 'sandbox', 'createOrder', ${days} || ' ' || n, '', 'ord_1', ${at}
      from generate_series(1, ${count}::integer) n`.execute(tables);
    await sql`
      insert into sandbox_encounters (organisation_id, key, met_at)
      select ${organisationId}, ${days} || ' ' || n, ${at} from generate_series(1, ${count}::integer) n`.execute(
      tables,
    );
  }
  expect(await pruneAll(pruneIdempotencyKeys, house, SYSTEM)).toBe(46_000);
  const { rows } = await sql`
    select (select count(*) from idempotency_keys) as keys, (select count(*) from sandbox_encounters) as met`.execute(
    tables,
  );
  expect(rows).toEqual([{ keys: 2n, met: 2n }]);
  await house.close();
});
