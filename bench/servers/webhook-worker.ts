import { createLogger } from '../../dist/src/adapters/logger.js';
import { readConfig } from '../../dist/src/config.js';
import { openHouse, startWorkerOn } from '../../dist/src/wiring.js';
import { environment, serve } from './protocol.ts';

// `onyx worker`; its standard output, where the log goes, is a file.

const config = readConfig({ ONYX_DATA_DIR: environment('folder'), ONYX_WEBHOOK_LOOPBACK: 'on' });
const databaseUrl = environment('database');
const house = await openHouse(config, databaseUrl);
await startWorkerOn(config, house, databaseUrl, createLogger({ level: config.logLevel }));
serve('');
