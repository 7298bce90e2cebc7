import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { INSTALL_PATH } from '../../domains/esims/index.ts';
import type { House } from '../../door/use-case.ts';
import { Fault } from '../../kernel/fault.ts';
import { openInstallLink } from '../../use-cases/open-install-link.ts';
import { findInstallPage, type InstallPage } from '../../views/install-page.ts';
import { AddressLimit } from '../address-limit.ts';
import type { GraphqlEndpoint } from '../endpoint.ts';
import { faultOfFramework } from '../framework-fault.ts';
import { deviceOf } from './device.ts';
import { ended, installation, invitation, later, unknown } from './pages.ts';
import { PAGE_HEADERS } from './style.ts';

const VISITS_A_MINUTE_MAX = 60;

const BODY_BYTES_MAX = 1_024;

const GONE = 410;
const NOT_FOUND = 404;

export interface InstallPages {
  readonly house: House;
}

interface LinkRoute {
  readonly Params: { readonly token: string };
}

const show = (reply: FastifyReply, status: number, page: string): FastifyReply =>
  reply.code(status).headers(PAGE_HEADERS).send(page);

const showEnd = (reply: FastifyReply, page: InstallPage, state: Exclude<InstallPage['state'], 'open'>): FastifyReply =>
  state === 'revoked' ? show(reply, NOT_FOUND, unknown()) : show(reply, GONE, ended(page, state));

/**
 * GET and POST /install/…: where a customer gets an eSIM onto a phone. What fetches the link sees no secret and uses
 * nothing up; the form's button does. Every answer is a page.
 */
export const addInstallRoute = (app: FastifyInstance, endpoint: GraphqlEndpoint, { house }: InstallPages): void => {
  const limit = new AddressLimit(VISITS_A_MINUTE_MAX);

  const refusePage = (request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply => {
    const { status } = endpoint.refuse(faultOfFramework(error, request), {
      requestId: request.id,
      facts: request.exchange.facts,
    });
    return show(reply, status, later());
  };

  const admit = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const waitSeconds = limit.take(request.ip);
    if (waitSeconds === null) return undefined;
    return refusePage(request, reply.header('retry-after', waitSeconds), new Fault('RATE_LIMITED'));
  };

  const invite = async ({ params }: FastifyRequest<LinkRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const page = await findInstallPage(house, params.token);
    if (page === null) return show(reply, NOT_FOUND, unknown());
    return page.state === 'open' ? show(reply, 200, invitation(page)) : showEnd(reply, page, page.state);
  };

  const open = async (request: FastifyRequest<LinkRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const page = await findInstallPage(house, request.params.token);
    if (page?.state !== 'open') return invite(request, reply);
    const call = { actor: { kind: 'system', name: 'install_page', owner: page.owner }, requestId: request.id } as const;
    const material = await openInstallLink(house, call, { linkId: page.linkId });
    // Another visit was faster: the link has ended, and the page says how.
    if (material === null) return invite(request, reply);
    return show(reply, 200, await installation(page, material, deviceOf(request.headers['user-agent'])));
  };

  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer' }, (_request, _bytes, done) =>
      done(null, null),
    );
    scope.setErrorHandler((error, request, reply) => refusePage(request, reply, error));
    const path = `${INSTALL_PATH}:token`;
    scope.get<LinkRoute>(path, { onRequest: admit, exposeHeadRoute: true }, invite);
    scope.post<LinkRoute>(path, { onRequest: admit, bodyLimit: BODY_BYTES_MAX }, open);
    done();
  });
};
