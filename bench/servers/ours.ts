import { createLogger } from '../../dist/src/adapters/logger.js';
import { readConfig } from '../../dist/src/config.js';
import { openHouse, startApi } from '../../dist/src/wiring.js';
import { environment, serve } from './protocol.ts';

// The partner API as `onyx serve` runs it, everything on; its standard output, where the log goes, is a file. Limits are
// kept and never reached, but for the scenario that is about them.

const config = readConfig({
  PORT: '0',
  ONYX_DATA_DIR: environment('folder'),
  ONYX_CREDENTIAL_POINTS: environment('points'),
  ONYX_ORGANISATION_POINTS: environment('points'),
});
const house = await openHouse(config, environment('database'));
const api = await startApi(config, house, createLogger({ level: config.logLevel }));
serve(api.url);
