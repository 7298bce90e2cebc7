import type { Log } from '../kernel/log.ts';
import type { Access, Visit } from '../kernel/request-facts.ts';

/** Told of each request once it is over. It must neither throw nor wait: the next request is behind it. */
export type Observe = (visit: Visit) => void;

const TURNED_AWAY: ReadonlySet<number> = new Set([401, 403, 429]);

/** Whether a request was refused for who sent it, or how often: where from is what the operator has to know then. */
export const isTurnedAway = (httpStatus: number): boolean => TURNED_AWAY.has(httpStatus);

const QUIET_ROUTES: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/** The one line of a request, from an allow list. */
export const logAccess = (logger: Log, { actor, facts, durationMs, ...rest }: Access): void => {
  const level = QUIET_ROUTES.has(rest.route) ? 'debug' : 'info';
  const line = { ...rest, durationMs: Math.round(durationMs * 100) / 100 };
  const who = actor && { mode: actor.mode, organisationId: actor.organisationId, credentialId: actor.credentialId };
  const { operationType, operationName, documentHash, orderIds, codes, replayed, cost, deprecations } = facts;
  const what = operationType && { operationType, operationName, replayed, cost };
  logger[level](
    {
      ...line,
      ...who,
      ...what,
      ...(documentHash === null ? null : { documentHash }),
      ...(orderIds.length > 0 ? { orderIds } : null),
      ...(codes.length > 0 ? { codes } : null),
      ...(deprecations.length > 0 ? { deprecations: deprecations.map(({ element }) => element) } : null),
    },
    'request',
  );
};
