import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyError, FastifyInstance } from 'fastify';
import { Fault } from '../kernel/fault.ts';
import { newNonce } from '../kernel/secret.ts';
import type { GraphqlEndpoint } from './endpoint.ts';
import { refuse } from './exchange.ts';

/** Where the built page keeps what it loads, and under which path it asks for it. */
const ASSETS_FOLDER = 'assets';
const ASSETS_PATH = '/explorer/';

/** What the built page has where its nonce goes. */
const NONCE_PLACE = '{{nonce}}';

const INTERNAL = 500;

/** The names of the files tell their content, so none of them ever changes. */
const FOR_GOOD = 'public, max-age=31536000, immutable';

/**
 * The page runs, loads and asks nothing but this server's own. Styles that the editor adds carry the nonce. Monaco
 * places each line with a style attribute in the HTML that it writes, so attributes alone are free: they load nothing
 * that the other directives do not allow.
 */
const policyOfPage = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "worker-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-language': 'en',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow, noarchive',
};

/** A worker is bound by the policy of its own script: it loads its parts and asks nobody anything. */
const ASSET_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': FOR_GOOD,
  'content-security-policy': "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
};

/** GET /: the explorer for sandbox partners, from the folder that it was built into; where it was not, there is no such page. */
export const addExplorerRoute = (app: FastifyInstance, endpoint: GraphqlEndpoint, folder: string): void => {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) return;
  const page = readFileSync(index, 'utf8');
  app.register((scope, _options, done) => {
    scope.setErrorHandler((error: FastifyError, request, reply) => {
      const isPathWrong = (error.statusCode ?? INTERNAL) < INTERNAL;
      return refuse(endpoint, request, reply, isPathWrong ? new Fault('NOT_FOUND') : error);
    });
    scope.register(fastifyStatic, {
      root: join(folder, ASSETS_FOLDER),
      prefix: ASSETS_PATH,
      index: false,
      preCompressed: true,
      cacheControl: false,
      decorateReply: false,
      setHeaders: (reply) => {
        reply.headers(ASSET_HEADERS);
      },
    });
    scope.get('/', (_request, reply) => {
      const nonce = newNonce();
      reply.headers(PAGE_HEADERS).header('content-security-policy', policyOfPage(nonce));
      return reply.send(page.replace(NONCE_PLACE, nonce));
    });
    done();
  });
};
