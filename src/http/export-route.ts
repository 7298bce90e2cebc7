import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Partner } from '../kernel/actor.ts';
import type { Charged } from '../kernel/allowance.ts';
import type { Export } from '../kernel/export.ts';
import { Fault } from '../kernel/fault.ts';
import { LINK_PARTS, type LinkParts } from '../kernel/signed-path.ts';
import type { GraphqlEndpoint } from './endpoint.ts';
import type { PartnerGate } from './partner-gate.ts';
import { showCharge } from './rate-limit-headers.ts';

export const EXPORTS_PATH = '/exports/*';

/** What looking for an export costs: the sums of a draft are made for it. */
const LOOK_COST = 50;

/** What partners fetch under signed links. */
export interface Exports {
  /** Whether a path was signed for this partner and has not expired. */
  isSigned(partner: Partner, path: string, parts: LinkParts): boolean;
  /** What a path names, behind a cursor of it; null where it names nothing of this partner's. Refuses: BAD_USER_INPUT for a malformed cursor. */
  find(partner: Partner, path: string, after: string | null): Promise<Export | null>;
  charge(partner: Partner, cost: number): Promise<Charged>;
}

interface ExportRoute {
  readonly endpoint: GraphqlEndpoint;
  readonly gate: PartnerGate;
  readonly exports: Exports;
}

const linkOf = (url: string) => {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const parts: LinkParts = Object.fromEntries(LINK_PARTS.map((name) => [name, searchParams.get(name) ?? '']));
  return { path: pathname, parts, after: searchParams.get('after') };
};

/** GET /exports/…: what a signed link names, with the credential that the link was made for. Refuses: LINK_EXPIRED, NOT_FOUND, FORBIDDEN, RATE_LIMITED. */
export const addExportRoute = (app: FastifyInstance, { endpoint, gate, exports }: ExportRoute): void => {
  const find = async (partner: Partner, url: string): Promise<Export> => {
    const { path, after } = linkOf(url);
    const found = await exports.find(partner, path, after);
    if (found === null) throw new Fault('NOT_FOUND');
    const missingScopes = found.scopes.filter((scope) => !partner.scopes.has(scope));
    if (missingScopes.length > 0) throw new Fault('FORBIDDEN', { missingScopes });
    return found;
  };

  /** Charges before any work is done for it. Refuses: RATE_LIMITED. */
  const charge = async (partner: Partner, cost: number, reply: FastifyReply): Promise<void> =>
    showCharge(reply, await exports.charge(partner, cost));

  const send = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { actor } = request.exchange;
    if (!actor) throw new Error('the gate comes first');
    const { path, parts } = linkOf(request.url);
    if (!exports.isSigned(actor, path, parts)) throw new Fault('LINK_EXPIRED');
    await charge(actor, LOOK_COST, reply);
    const found = await find(actor, request.url);
    await charge(actor, found.cost, reply);
    request.exchange.facts.cost = LOOK_COST + found.cost;
    return reply
      .header('content-type', found.contentType)
      .header('content-disposition', `attachment; filename="${found.fileName}"`)
      .header('cache-control', 'no-store')
      .send(found.open().once('error', (error) => note(request, reply, error)));
  };

  /** What fails while it is sent is cut off, so that nobody takes a part for the whole, and is told to the operator. */
  const note = (request: FastifyRequest, reply: FastifyReply, error: unknown): void => {
    const { id: requestId, exchange } = request;
    if (reply.raw.headersSent) endpoint.refuse(error, { requestId, facts: exchange.facts });
  };

  app.get(EXPORTS_PATH, { onRequest: (request, reply) => gate.admit(request, reply) }, send);
};
