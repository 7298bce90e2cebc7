import type { FastifyRequest } from 'fastify';
import type { Browser } from './endpoint.ts';

const headerOf = (value: string | string[] | undefined): string | null => (typeof value === 'string' ? value : null);

/** The fetch of Node.js sends this one header of Fetch Metadata, and no browser sends it alone. */
const SERVERS_SEND = 'sec-fetch-mode';

const hasFetchMetadata = (headers: FastifyRequest['headers']): boolean =>
  Object.keys(headers).some((name) => name.startsWith('sec-fetch-') && name !== SERVERS_SEND);

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);

/** A page of this very server: by its origin where that is sent, else by what the browser says of the site. */
const isOwn = ({ headers, host }: FastifyRequest, origin: string | null): boolean => {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === null ? site === 'same-origin' : hostOf(origin) === host.toLowerCase();
};

/** The browser that sent a request, known by `Origin` or by Fetch Metadata (W3C); null where it was none. */
export const browserOf = (request: FastifyRequest): Browser | null => {
  const { headers } = request;
  if (headers.origin === undefined && !hasFetchMetadata(headers)) return null;
  const origin = headerOf(headers.origin);
  return { origin, isOwnOrigin: isOwn(request, origin) };
};

/** A browser asks whether another origin may call (the CORS protocol of the Fetch standard); such a question carries no credential. */
export const isPreflight = ({ method, headers }: FastifyRequest): boolean =>
  method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
