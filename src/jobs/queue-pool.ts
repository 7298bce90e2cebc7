import pg from 'pg';

type Release = pg.PoolClient['release'];

/** An ended pool calls it with an error alone. */
type Taken = (error: Error | undefined, client?: pg.PoolClient, release?: Release) => void;

const once = (release: Release): Release => {
  let isReleased = false;
  return (error) => {
    if (isReleased) return;
    isReleased = true;
    release(error);
  };
};

/**
 * The connections of a job queue. Its listener gives its own back twice where the connection is lost while the queue ends;
 * a pool complains of that, and where nobody awaits the complaint it ends the process. This one lets the second pass.
 */
export class QueuePool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Taken): void;
  override connect(callback?: Taken): Promise<pg.PoolClient> | undefined {
    if (!callback) return super.connect();
    const taken: Taken = (error, client, release) => callback(error, client, release && once(release));
    super.connect(taken);
    return undefined;
  }
}
