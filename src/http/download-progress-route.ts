import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { badInput } from '../kernel/fault.ts';
import { readIccid } from '../kernel/iccid.ts';
import type { GraphqlEndpoint } from './endpoint.ts';
import { addMachineRoute } from './machine-route.ts';

export const DOWNLOAD_PROGRESS_PATH = '/gsma/rsp2/es2plus/handleDownloadProgressInfo';

const BODY_BYTES_MAX = 64 * 1024;

const ADMIN_PROTOCOL = 'gsma/rsp/v2.2.2';

/** How a download goes, as an SM-DP+ tells it (GSMA SGP.22 section 5.3.5). */
export interface DownloadProgress {
  readonly iccid: string;
  /** 3 downloaded, 4 installed; 1 and 2 come before, and what is above 4 is agreed with the SM-DP+. */
  readonly point: number;
  readonly isDone: boolean;
}

export interface ProgressReports {
  /** What an SM-DP+ shows that it is one: mutual TLS ends at a proxy before us. */
  readonly token: string;
  readonly report: (progress: DownloadProgress) => Promise<void>;
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(Object(value)));

const STATUSES: Readonly<Record<string, boolean>> = {
  'Executed-Success': true,
  'Executed-WithWarning': true,
  Failed: false,
  Expired: false,
};

/** Some send the word alone in place of `{ "status": … }`. */
const readIsDone = (value: unknown): boolean => {
  const status = typeof value === 'string' ? value : fieldsOf(value).status;
  const isDone = typeof status === 'string' && Object.hasOwn(STATUSES, status) ? STATUSES[status] : undefined;
  if (isDone === undefined) {
    throw badInput({ field: 'notificationPointStatus', bound: `status one of ${Object.keys(STATUSES).join(', ')}` });
  }
  return isDone;
};

/** A number, or its digits in a string. */
const readPoint = (value: unknown): number => {
  if (!['number', 'string'].includes(typeof value) || !/^\d{1,4}$/.test(String(value))) {
    throw badInput({ field: 'notificationPointId', bound: 'a whole number from 0 to 9999' });
  }
  return Number(value);
};

/** Refuses: BAD_USER_INPUT. */
const readProgress = (body: unknown): DownloadProgress => {
  const { iccid, notificationPointId, notificationPointStatus } = fieldsOf(body);
  const digits = typeof iccid === 'string' ? readIccid(iccid) : null;
  if (digits === null) throw badInput({ field: 'iccid', bound: '19 or 20 digits, or 19 and an F' });
  return { iccid: digits, point: readPoint(notificationPointId), isDone: readIsDone(notificationPointStatus) };
};

/** POST …/handleDownloadProgressInfo: where an SM-DP+ tells how downloads go. */
export const addDownloadProgressRoute = (
  app: FastifyInstance,
  endpoint: GraphqlEndpoint,
  { token, report }: ProgressReports,
): void => {
  const answer = async (body: unknown, _request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    await report(readProgress(body));
    return reply.code(204).header('x-admin-protocol', ADMIN_PROTOCOL).send();
  };

  addMachineRoute(app, endpoint, { path: DOWNLOAD_PROGRESS_PATH, token, bodyBytesMax: BODY_BYTES_MAX, answer });
};
