import { MikroORM } from '@mikro-orm/postgresql';
import { SandboxClocks } from '../../src/adapters/sandbox-clocks.ts';
import { Database } from '../../src/db/database.ts';
import type { House } from '../../src/door/use-case.ts';
import { type Clock, systemClock } from '../../src/kernel/clock.ts';
import { KeyRing } from '../../src/kernel/secret.ts';
import { ormConfig } from '../../src/orm.config.ts';
import { createTestDatabase } from './test-database.ts';

/** The key that every test house hashes and encrypts with. */
export const TEST_KEY = { id: 'test', key: Buffer.alloc(32, 7) };

/** The same as `ONYX_KEYS`. */
export const TEST_KEYS = `${TEST_KEY.id}:${TEST_KEY.key.toString('base64')}`;

export interface TestHouse extends House {
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/** A house on a migrated database of its own. */
export const openTestHouse = async (clock: Clock = systemClock): Promise<TestHouse> => {
  const { url, drop } = await createTestDatabase();
  const database = new Database(await MikroORM.init(ormConfig(url)));
  return {
    database,
    clock: new SandboxClocks(clock, database),
    keyRing: new KeyRing([TEST_KEY]),
    databaseUrl: url,
    close: async () => {
      await database.close();
      await drop();
    },
  };
};
