import type { House } from '../door/use-case.ts';
import type { CommandContext } from './command-context.ts';
import type { Api, LogStyle } from './runtime.ts';

/** A log for as long as the service runs. */
export const holdLog = async ({ lifetime, runtime }: CommandContext, style: LogStyle): Promise<unknown> => {
  const { log } = await lifetime.hold(
    () => runtime.openLog(style),
    (opened) => opened.close(),
  );
  return log;
};

export const holdWorker = async (
  { lifetime, runtime }: CommandContext,
  house: House,
  databaseUrl: string,
  log: unknown,
): Promise<void> => {
  await lifetime.hold(
    () => runtime.startWorker(house, databaseUrl, log),
    (worker) => worker.stop(),
  );
};

export const holdApi = ({ lifetime, runtime }: CommandContext, house: House, log: unknown): Promise<Api> =>
  lifetime.hold(
    () => runtime.startApi(house, log),
    (api) => api.stop(),
  );
