import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { Fault } from '../../kernel/fault.ts';
import { type Sheet, sendSheet, sheetOf } from '../sheet.ts';
import { CLIENT_PACKAGE_FILE, CLIENT_PACKAGE_PATH } from './paths.ts';

const readPackage = async (): Promise<Sheet> => {
  const bytes = await readFile(CLIENT_PACKAGE_FILE).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new Fault('NOT_FOUND') : error;
  });
  return sheetOf('application/gzip', bytes);
};

/**
 * GET /client.tgz: the typed client as a package, for `npm install` of its address. Whoever asks, no credential is needed;
 * where it was not built there is no such path.
 */
export const addClientPackageRoute = (app: FastifyInstance): void => {
  let reading: Promise<Sheet> | null = null;

  app.get(CLIENT_PACKAGE_PATH, { exposeHeadRoute: true }, async (request, reply) => {
    reading ??= readPackage().catch((error: unknown) => {
      reading = null; // whoever asks next tries again
      throw error;
    });
    return sendSheet(request, reply, await reading);
  });
};
