import { Counter, Histogram, type Registry } from 'prom-client';
import type { Mode } from '../kernel/actor.ts';
import type { RequestFacts } from '../kernel/request-facts.ts';

const LABELS = ['mode', 'operation', 'field', 'status', 'code'] as const;

const DURATION_BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts and times GraphQL requests, and counts exports. Every label has few values: modes, operation types, root fields, statuses, codes and deprecated elements. */
export class HttpMetrics {
  readonly registry: Registry;
  readonly #requests: Counter<(typeof LABELS)[number]>;
  readonly #duration: Histogram<'mode' | 'operation' | 'field'>;
  readonly #exports: Counter<'status'>;
  readonly #deprecated: Counter<'element'>;

  constructor(registry: Registry) {
    this.registry = registry;
    this.#requests = new Counter({
      name: 'onyx_graphql_requests_total',
      help: 'GraphQL requests by mode of the credential, operation type, first root field, HTTP status and first code.',
      labelNames: LABELS,
      registers: [registry],
    });
    this.#duration = new Histogram({
      name: 'onyx_graphql_request_duration_seconds',
      help: 'Time from the head of a GraphQL request to the end of its answer.',
      labelNames: ['mode', 'operation', 'field'],
      buckets: DURATION_BUCKETS_SECONDS,
      registers: [registry],
    });
    this.#exports = new Counter({
      name: 'onyx_exports_total',
      help: 'Exports that were asked for, by HTTP status.',
      labelNames: ['status'],
      registers: [registry],
    });
    this.#deprecated = new Counter({
      name: 'onyx_deprecated_requests_total',
      help: 'GraphQL requests that used a deprecated element of the schema, by its coordinate.',
      labelNames: ['element'],
      registers: [registry],
    });
  }

  countExport(httpStatus: number): void {
    this.#exports.inc({ status: httpStatus });
  }

  /** The mode is null where no credential was believed. */
  count(mode: Mode | null, facts: RequestFacts, httpStatus: number, durationMs: number): void {
    const { operationType, rootField, codes, deprecations } = facts;
    const what = { mode: mode ?? 'none', operation: operationType ?? 'none', field: rootField ?? 'none' };
    this.#requests.inc({ ...what, status: httpStatus, code: codes[0] ?? 'OK' });
    this.#duration.observe(what, durationMs / 1000);
    for (const { element } of deprecations) this.#deprecated.inc({ element });
  }
}
