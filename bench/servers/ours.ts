import { createLogger } from '../../dist/src/adapters/logger.js';
import { readConfig } from '../../dist/src/config.js';
import { openHouse, startApi } from '../../dist/src/wiring.js';
import { environment, serve } from './protocol.ts';

// The partner API as `onyx serve` runs it, everything on; its standard output, where the log goes, is a file.

const config = readConfig({ PORT: '0', ONYX_DATA_DIR: environment('folder') });
const house = await openHouse(config, environment('database'));
const api = await startApi(config, house, createLogger({ level: config.logLevel }));
serve(api.url);
