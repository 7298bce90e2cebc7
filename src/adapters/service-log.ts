import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createLogger, flushLogger } from './logger.ts';

interface ServiceLogOptions {
  readonly level: Parameters<typeof createLogger>[0]['level'];
  /** Lines for machines, short ones for a person, or into a file beside the data. */
  readonly style: 'json' | 'short' | 'file';
  readonly dataDir: string;
}

/** Where a service of this data folder writes its log, where that is a file. */
export const logFileOf = (dataDir: string): string => join(dataDir, 'onyx.log');

/** The log of a service; `close` returns when every line is written. */
export const openServiceLog = async ({ level, style, dataDir }: ServiceLogOptions) => {
  if (style !== 'file') {
    const log = createLogger({ level, pretty: style === 'short' });
    return { log, close: () => flushLogger(log) };
  }
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const stream = createWriteStream(logFileOf(dataDir), { flags: 'a', mode: 0o600 });
  const log = createLogger({ level, destination: stream });
  return { log, close: () => new Promise<void>((resolve) => stream.end(resolve)) };
};
