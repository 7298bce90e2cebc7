import { MikroORM } from '@mikro-orm/postgresql';
import { ormConfig } from './orm.config.ts';

/** Brings a database to the newest schema: the house's migrations, then the job queue's own. Gives the names of those applied. */
export const migrateDatabase = async (databaseUrl: string): Promise<readonly string[]> => {
  const orm = await MikroORM.init(ormConfig(databaseUrl, 1));
  try {
    return (await orm.migrator.up()).map(({ name }) => name);
  } finally {
    await orm.close(true);
  }
};
