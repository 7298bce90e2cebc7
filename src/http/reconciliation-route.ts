import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { getInvoiceOfMonth, LIST_BYTES_MAX, readPartnerList } from '../domains/invoices/index.ts';
import type { House } from '../door/use-case.ts';
import type { Partner } from '../kernel/actor.ts';
import type { Charged } from '../kernel/allowance.ts';
import { badInput, Fault } from '../kernel/fault.ts';
import { type Currency, isCurrency } from '../kernel/money.ts';
import type { Scope } from '../kernel/scopes.ts';
import type { Caller } from '../views/caller.ts';
import { compareOrders } from '../views/compared-orders.ts';
import type { GraphqlEndpoint } from './endpoint.ts';
import { refuse } from './exchange.ts';
import { payloadTooLarge } from './framework-fault.ts';
import { JSON_TYPE } from './media-types.ts';
import type { PartnerGate } from './partner-gate.ts';
import { showCharge } from './rate-limit-headers.ts';

export const RECONCILIATION_PATH = '/reconciliation';

const SCOPES: readonly Scope[] = ['invoices:read', 'orders:read'];

/** What looking for the invoice costs, and comparing a list with it whatever its length. */
const LOOK_COST = 50;
const COMPARE_COST = 1_950;

/** How many bytes of a list come to one point. */
const BYTES_A_POINT = 4_096;

export interface Reconciliations {
  readonly house: House;
  charge(partner: Partner, cost: number): Promise<Charged>;
}

interface ReconciliationRoute {
  readonly endpoint: GraphqlEndpoint;
  readonly gate: PartnerGate;
  readonly reconciliations: Reconciliations;
}

/** The month and the wallet that the URL names; the organisation's own where it names no currency. Refuses: BAD_USER_INPUT. */
const periodOf = (url: string, own: string): { readonly month: string; readonly currency: Currency } => {
  const { searchParams } = new URL(url, 'http://localhost');
  const period = searchParams.get('period') ?? '';
  const currency = searchParams.get('currency') ?? own;
  if (!/^20\d{2}-(0[1-9]|1[0-2])$/.test(period)) throw badInput({ field: 'period', bound: 'a month such as 2026-11' });
  if (!isCurrency(currency))
    throw badInput({ field: 'currency', bound: 'an ISO 4217 code of a currency that is used here' });
  return { month: `${period}-01`, currency };
};

/** What a list costs whatever is wrong with it, for it is read to its end. One without a length is taken for the longest. */
const arrivalCostOf = ({ headers }: FastifyRequest): number => {
  const bytes = Number(headers['content-length'] ?? LIST_BYTES_MAX);
  return LOOK_COST + Math.ceil(Math.min(bytes, LIST_BYTES_MAX) / BYTES_A_POINT);
};

/** Passes over what was not read of a body: it would stand in front of the answer, and of the next request. */
const drain = async (body: IncomingMessage): Promise<void> => {
  body.resume();
  await finished(body, { writable: false }).catch(() => undefined); // who went away hears no answer
};

/**
 * POST /reconciliation: compares a partner's own list of orders with what a month charged. It is read as it arrives, and
 * nothing of it is stored. Refuses: FORBIDDEN, BAD_USER_INPUT, INVOICE_NOT_FOUND, RATE_LIMITED, UNSUPPORTED_MEDIA_TYPE.
 */
export const addReconciliationRoute = (
  app: FastifyInstance,
  { endpoint, gate, reconciliations }: ReconciliationRoute,
): void => {
  const { house } = reconciliations;

  /** Charges before any work is done for it, and notes it. Refuses: RATE_LIMITED. */
  const charge = async (partner: Partner, cost: number, { exchange }: FastifyRequest, reply: FastifyReply) => {
    showCharge(reply, await reconciliations.charge(partner, cost));
    exchange.facts.cost = (exchange.facts.cost ?? 0) + cost;
  };

  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const actor = request.exchange.actor as Caller | null; // the gate asks `Admission`, which gives callers
    if (!actor) throw new Error('the gate comes first');
    await charge(actor, arrivalCostOf(request), request, reply);
    const missingScopes = SCOPES.filter((scope) => !actor.scopes.has(scope));
    if (missingScopes.length > 0) throw new Fault('FORBIDDEN', { missingScopes });
    const { month, currency } = periodOf(request.url, actor.currency);
    const invoice = await getInvoiceOfMonth(house.database.tables(), actor, currency, month);
    await charge(actor, COMPARE_COST, request, reply);
    const list = readPartnerList(request.raw.iterator({ destroyOnReturn: false }), currency);
    const compared = await compareOrders(house, actor, invoice, list);
    return reply
      .header('content-type', JSON_TYPE)
      .send(JSON.stringify({ period: month.slice(0, '2026-11'.length), currency, invoiceId: invoice.id, ...compared }));
  };

  const admit = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const refused = await gate.admit(request, reply);
    if (refused || Number(request.headers['content-length'] ?? 0) <= LIST_BYTES_MAX) return refused;
    return refuse(endpoint, request, reply.header('connection', 'close'), payloadTooLarge(request, LIST_BYTES_MAX));
  };

  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(/^text\/csv/i, (_request, _body, done) => done(null)); // it is read as it comes
    scope.post(RECONCILIATION_PATH, { onRequest: admit }, (request, reply) =>
      answer(request, reply).catch(async (error: unknown) => {
        await drain(request.raw);
        return refuse(endpoint, request, reply, error);
      }),
    );
    done();
  });
};
