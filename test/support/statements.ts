import pg from 'pg';

/** The texts of the statements that this process sends to the database while work runs. */
export const statementsOf = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
  const sent: string[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args;
    sent.push(typeof first === 'string' ? first : String(Reflect.get(Object(first), 'text')));
    return Reflect.apply(query, this, args);
  } as typeof query; // the same function, listened to
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return sent;
};
