import { sql } from 'kysely';
import type { TestHouse } from './test-house.ts';

/** The tables of the database, whatever their schema, that hold one of the texts as it is. */
export const tablesWith = async ({ database }: TestHouse, texts: readonly string[]): Promise<readonly string[]> => {
  const tables = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`.execute(database.tables());
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await sql`
      select from ${sql.raw(name)} as stored where exists (
        select from unnest(${texts}::text[]) as text where strpos(stored::text, text) > 0) limit 1`.execute(
      database.tables(),
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
};
