import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { REPORTS_MAX, readUsageReport, type UsageReport } from '../domains/esims/index.ts';
import type { House } from '../door/use-case.ts';
import { badInput, type Problem } from '../kernel/fault.ts';
import type { Log } from '../kernel/log.ts';
import { absorbUsageReports } from '../use-cases/absorb-usage-reports.ts';
import type { GraphqlEndpoint } from './endpoint.ts';
import { addMachineRoute } from './machine-route.ts';
import { JSON_TYPE } from './media-types.ts';

export const USAGE_REPORTS_PATH = '/carrier/usage-reports';

const BODY_BYTES_MAX = 512 * 1024;

/** A carrier mends its program by the first of them. */
const PROBLEMS_MAX = 20;

export interface UsageReports {
  readonly house: House;
  readonly logger: Log;
  /** What a carrier shows that it is one. */
  readonly token: string;
}

/** Refuses: BAD_USER_INPUT with the first problems, each with the place of its report. */
const readReports = (body: unknown, now: Date): readonly UsageReport[] => {
  if (!Array.isArray(body) || body.length > REPORTS_MAX) {
    throw badInput({ field: 'body', bound: `a JSON array of at most ${REPORTS_MAX} reports` });
  }
  const problems: Problem[] = [];
  const reports = body.flatMap((item: unknown, index): UsageReport[] => {
    const read = readUsageReport(Object(item), now);
    if ('iccid' in read) return [read];
    problems.push(...read.map(({ field, bound }) => ({ field: `[${index}].${field}`, bound })));
    return [];
  });
  if (problems.length > 0) throw badInput(...problems.slice(0, PROBLEMS_MAX));
  return reports;
};

/**
 * POST /carrier/usage-reports: where carriers tell what was used, whoever's eSIMs it is about. A batch is taken in as a
 * whole or not at all, and may be sent again.
 */
export const addUsageReportsRoute = (
  app: FastifyInstance,
  endpoint: GraphqlEndpoint,
  { house, logger, token }: UsageReports,
): void => {
  const answer = async (body: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const reports = readReports(body, house.clock.now());
    const actor = { kind: 'system', name: 'usage_reports' } as const;
    const result = await absorbUsageReports(house, { actor, requestId: request.id }, reports);
    const { absorbed, repeated, unknown } = result;
    logger.info({ requestId: request.id, absorbed, repeated, unknown: unknown.length }, 'usage reports taken in');
    return reply.header('content-type', JSON_TYPE).send(JSON.stringify(result));
  };

  addMachineRoute(app, endpoint, { path: USAGE_REPORTS_PATH, token, bodyBytesMax: BODY_BYTES_MAX, answer });
};
