import type { House } from '../door/use-case.ts';
import { readDatabaseFacts } from '../views/database-facts.ts';
import type { CommandContext } from './command-context.ts';
import { READ_ONLY } from './explain-error.ts';
import { Refusal } from './refusal.ts';
import type { Api, LogStyle } from './runtime.ts';

/** A log for as long as the service runs. */
export const holdLog = async ({ lifetime, runtime }: CommandContext, style: LogStyle): Promise<unknown> => {
  const { log } = await lifetime.hold(
    () => runtime.openLog(style),
    (opened) => opened.close(),
  );
  return log;
};

/** What only reads may run on a standby; a service may not. */
const assertTakesChanges = async (house: House): Promise<void> => {
  if ((await readDatabaseFacts(house)).isReadOnly) throw new Refusal(READ_ONLY);
};

export const holdWorker = async (
  { lifetime, runtime }: CommandContext,
  house: House,
  databaseUrl: string,
  log: unknown,
): Promise<void> => {
  await assertTakesChanges(house);
  await lifetime.hold(
    () => runtime.startWorker(house, databaseUrl, log),
    (worker) => worker.stop(),
  );
};

export const holdApi = async ({ lifetime, runtime }: CommandContext, house: House, log: unknown): Promise<Api> => {
  await assertTakesChanges(house);
  return lifetime.hold(
    () => runtime.startApi(house, log),
    (api) => api.stop(),
  );
};
