import pg from 'pg';

type Taken = (error: Error | undefined, client: pg.PoolClient | undefined, release: pg.PoolClient['release']) => void;

const once = (release: pg.PoolClient['release']): pg.PoolClient['release'] => {
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
    super.connect((error, client, release) => callback(error, client, once(release)));
    return undefined;
  }
}
