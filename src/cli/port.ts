import { createServer } from 'node:net';
import { Refusal } from './refusal.ts';

const WHY: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use by another program; stop that one or set PORT',
  EACCES: 'is closed to this user; set PORT to one above 1023',
  EADDRNOTAVAIL: 'is not of an address of this machine; set HOST to one that is',
  ENOTFOUND: 'is not of a known host; set HOST to an address of this machine',
};

/** An error of listening as the operator can act on it; any other one as it is. */
export const explainListen = (error: unknown, host: string, port: number): unknown => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = WHY[code];
  return why === undefined ? error : new Refusal(`Port ${port} of ${host} ${why}.`, { cause: error });
};

/** Refuses where the API could not listen there. A port of 0 is always free. */
export const assertPortFree = (host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', (error) => reject(explainListen(error, host, port)));
    probe.listen({ host, port }, () => probe.close(() => resolve()));
  });
