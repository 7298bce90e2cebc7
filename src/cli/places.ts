import { join } from 'node:path';

interface Places {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** Null where the ring is in the data folder. */
  readonly keys: unknown;
}

/** Where the database is, without its user and password. */
export const databasePlaceOf = ({ databaseUrl, dataDir }: Places): string => {
  if (databaseUrl === null) return `embedded in ${dataDir}`;
  const { host, pathname } = new URL(databaseUrl);
  return `at ${host}${pathname}`;
};

/** Where the key ring is read from. */
export const keysPlaceOf = ({ keys, dataDir }: Places): string =>
  keys === null ? `the file ${join(dataDir, 'keys')}` : 'ONYX_KEYS';
