import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import { Fault } from '../kernel/fault.ts';
import type { Log } from '../kernel/log.ts';
import { isTurnedAway, logAccess, type Observe } from './access-log.ts';
import { answerMalformed } from './client-error.ts';
import { addClientPackageRoute } from './client-package/route.ts';
import { addDocsRoute } from './docs/route.ts';
import { addDownloadProgressRoute, type ProgressReports } from './download-progress-route.ts';
import type { Authenticate, GraphqlEndpoint } from './endpoint.ts';
import { Exchange, refuse } from './exchange.ts';
import { addExplorerRoute } from './explorer-route.ts';
import { addExportRoute, EXPORTS_PATH, type Exports } from './export-route.ts';
import { addExposedCredentialsRoute, type SecretReports } from './exposed-credentials-route.ts';
import { addGraphqlRoute, GRAPHQL_PATH } from './graphql-route.ts';
import { HEADERS_TIMEOUT_MS, type HttpOptions, KEEP_ALIVE_TIMEOUT_MS, REQUEST_TIMEOUT_MS } from './http-options.ts';
import { addInstallRoute, type InstallPages } from './install-page/route.ts';
import { HttpMetrics } from './metrics.ts';
import { PartnerGate } from './partner-gate.ts';
import { addProbes } from './probes.ts';
import { addReconciliationRoute, type Reconciliations } from './reconciliation-route.ts';
import { requestIdOf } from './request-id.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { addUsageReportsRoute, type UsageReports } from './usage-reports-route.ts';

export interface HttpServices {
  readonly endpoint: GraphqlEndpoint;
  readonly authenticate: Authenticate;
  readonly secretReports: SecretReports;
  /** Who may tell of downloads, and what becomes of it; null where nobody may. */
  readonly downloadProgress?: ProgressReports | null;
  /** Where customers of partners install eSIMs; null where nobody may. */
  readonly installPages?: InstallPages | null;
  /** What partners fetch under signed links; null where there is none. */
  readonly exports?: Exports | null;
  /** The folder of the built explorer; null where it is not served. */
  readonly explorerFolder?: string | null;
  /** How partners compare their own lists; null where they cannot. */
  readonly reconciliations?: Reconciliations | null;
  /** Who may tell of usage; null where nobody may. */
  readonly usageReports?: UsageReports | null;
  readonly logger: Log;
  readonly registry: Registry;
  /** False where a request could not be answered now, for example because the database is away. */
  readonly isReady: () => boolean | Promise<boolean>;
  /** Told of each request that was answered or given up. */
  readonly observers?: readonly Observe[];
}

/** The client closed its connection before it had the answer (nginx's status for it). */
const CLIENT_CLOSED = 499;

/** The one HTTP server: GraphQL, probes, metrics; one log line for each request, whatever becomes of it. */
export class HttpServer {
  readonly #services: HttpServices;
  readonly #options: HttpOptions;
  readonly #metrics: HttpMetrics;
  readonly #app: FastifyInstance;
  #isDraining = false;

  constructor(services: HttpServices, options: HttpOptions) {
    this.#services = services;
    this.#options = options;
    this.#metrics = new HttpMetrics(services.registry);
    this.#app = this.#createApp();
    this.#addHooks();
    this.#addRoutes();
  }

  /** Gives the URL of the server. */
  async listen(): Promise<string> {
    const { host, port } = this.#options;
    return await this.#app.listen({ host, port });
  }

  /**
   * Stops gracefully: `/readyz` says no, no connection is accepted, each open one closes after its answer. Answers that
   * take longer than `drainTimeoutMs` are cut.
   */
  async drain(): Promise<void> {
    if (this.#isDraining) return;
    this.#isDraining = true;
    const timer = setTimeout(() => this.#app.server.closeAllConnections(), this.#options.drainTimeoutMs);
    await this.#app.close();
    clearTimeout(timer);
  }

  #createApp(): FastifyInstance {
    const { endpoint, logger } = this.#services;
    const { bodyBytesMax, trustedProxies } = this.#options;
    const app: FastifyInstance = fastify({
      logger: false,
      bodyLimit: bodyBytesMax,
      trustProxy: trustedProxies.length > 0 && [...trustedProxies],
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
      http: { headersTimeout: HEADERS_TIMEOUT_MS },
      requestIdHeader: false,
      genReqId: ({ headers }) => requestIdOf(headers['x-request-id']),
      exposeHeadRoutes: false,
      return503OnClosing: false,
      forceCloseConnections: 'idle',
      clientErrorHandler: answerMalformed(endpoint, logger),
      frameworkErrors: (error, request, reply) => {
        this.#open(request, reply); // a URL that cannot be read reaches no hook
        refuse(endpoint, request, reply, error);
        this.#log(request, reply.statusCode, reply.elapsedTime);
      },
    });
    app.setErrorHandler((error, request, reply) => refuse(endpoint, request, reply, error));
    app.setNotFoundHandler((request, reply) => refuse(endpoint, request, reply, new Fault('NOT_FOUND')));
    return app;
  }

  #addHooks(): void {
    const app = this.#app;
    app.decorateRequest('exchange');
    app.addHook('onRequest', (request, reply, done) => {
      this.#open(request, reply);
      done();
    });
    app.addHook('onResponse', (request, reply, done) => {
      this.#log(request, reply.statusCode, reply.elapsedTime);
      done();
    });
    app.addHook('onRequestAbort', (request, done) => {
      this.#log(request, CLIENT_CLOSED, 0);
      done();
    });
  }

  #addRoutes(): void {
    const { endpoint, authenticate, secretReports, downloadProgress, usageReports, installPages } = this.#services;
    const { exports, reconciliations, explorerFolder, registry, isReady } = this.#services;
    const { authenticationAttemptsMax: attemptsMax, sandboxSlowMs } = this.#options;
    const gate = new PartnerGate({ endpoint, authenticate, attemptsMax });
    addGraphqlRoute(this.#app, { endpoint, gate, sandboxSlowMs });
    if (exports) addExportRoute(this.#app, { endpoint, gate, exports });
    if (reconciliations) addReconciliationRoute(this.#app, { endpoint, gate, reconciliations });
    addExposedCredentialsRoute(this.#app, endpoint, secretReports);
    if (downloadProgress) addDownloadProgressRoute(this.#app, endpoint, downloadProgress);
    if (usageReports) addUsageReportsRoute(this.#app, endpoint, usageReports);
    if (installPages) addInstallRoute(this.#app, endpoint, installPages);
    if (explorerFolder) addExplorerRoute(this.#app, endpoint, explorerFolder);
    addDocsRoute(this.#app);
    addClientPackageRoute(this.#app);
    addProbes(this.#app, registry, async () => !this.#isDraining && (await isReady()));
  }

  #open(request: FastifyRequest, reply: FastifyReply): void {
    request.exchange = new Exchange();
    reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
    if (this.#isDraining) reply.header('connection', 'close');
  }

  #log(request: FastifyRequest, httpStatus: number, durationMs: number): void {
    const { exchange, id: requestId, method, routeOptions } = request;
    if (exchange.isLogged) return;
    exchange.isLogged = true;
    const { actor, facts } = exchange;
    const route = routeOptions.url ?? 'none';
    if (route === GRAPHQL_PATH) this.#metrics.count(actor?.mode ?? null, facts, httpStatus, durationMs);
    if (route === EXPORTS_PATH) this.#metrics.countExport(httpStatus);
    const access = { requestId, method, route, httpStatus, durationMs, actor, facts };
    const { ip: address } = request;
    logAccess(this.#services.logger, isTurnedAway(httpStatus) ? { ...access, address } : access);
    const visit = { ...access, address, userAgent: request.headers['user-agent'] ?? null };
    for (const observe of this.#services.observers ?? []) observe(visit);
  }
}
