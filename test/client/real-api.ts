import { createLogger } from '../../src/adapters/logger.ts';
import { readConfig } from '../../src/config.ts';
import { startApi, startWorkerOn } from '../../src/wiring.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';

export interface RealApi {
  readonly house: TestHouse;
  readonly url: string;
  close(): Promise<void>;
}

/** The API and a worker on a house of their own, as they run for partners but for what they log. */
export const openRealApi = async (): Promise<RealApi> => {
  const house = await openTestHouse();
  const config = readConfig({ PORT: '0', ONYX_SANDBOX_PROVISIONING_MS: '50' });
  const log = createLogger({ level: 'silent' });
  const api = await startApi(config, house, log);
  const worker = await startWorkerOn(config, house, house.databaseUrl, log);
  return {
    house,
    url: api.url,
    close: async () => {
      await worker.stop();
      await api.stop();
      await house.close();
    },
  };
};
