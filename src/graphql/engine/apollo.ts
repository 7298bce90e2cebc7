import {
  ApolloServer,
  type ApolloServerPlugin,
  type GraphQLRequest,
  type GraphQLRequestListener,
  HeaderMap,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Log } from '../../kernel/log.ts';
import type { RequestContext } from './context.ts';
import { HASH_SHOWN } from './document-registry.ts';
import { DocumentStore } from './document-store.ts';
import { type Limits, limitsRule } from './limits.ts';
import type { PresentedError } from './present-error.ts';

/** A well-formed GraphQL request of an authenticated credential. */
export interface GraphqlRequest {
  readonly method: 'GET' | 'POST';
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly operationName?: string;
  readonly extensions?: Record<string, unknown>;
  readonly context: RequestContext;
}

/** A request that Apollo has parsed and validated; no operation where its name does not choose one. */
export interface ValidatedRequest {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode | undefined;
  readonly variables: Record<string, unknown>;
  readonly context: RequestContext;
}

/** A result whose errors are as the caller sees them. */
export interface PresentedResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: PresentedError[];
}

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly logger: Log;
  readonly limits: Limits;
  readonly documentsMax: number;
  readonly execute: (request: ValidatedRequest) => Promise<PresentedResult>;
}

const VALIDATION_ERRORS_MAX = 5;

const loggerFor = (logger: Log) => {
  const at = (level: 'debug' | 'info' | 'warn' | 'error') => (message: unknown) =>
    logger[level]({ said: String(message) }, 'Apollo Server');
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
};

/** Apollo merges these into the answer's headers, which the HTTP edge makes itself. */
const NO_HEADERS = { headers: new HeaderMap() };

/** `responseForOperation` is the hook in which a plugin may answer instead of Apollo's own executor. */
const pluginFor = ({ execute }: ApolloOptions): ApolloServerPlugin<RequestContext> => {
  const listener: GraphQLRequestListener<RequestContext> = {
    didResolveSource: async ({ contextValue, queryHash }) => {
      contextValue.facts.documentHash = queryHash.slice(0, HASH_SHOWN);
    },
    responseForOperation: async ({ contextValue: context, document, operation, request }) => {
      const singleResult = await execute({ document, operation, variables: request.variables ?? {}, context });
      return { http: NO_HEADERS, body: { kind: 'single', singleResult } };
    },
  };
  return { requestDidStart: async () => listener };
};

/** Apollo asks for the method only to keep mutations out of GET. */
const GET = { method: 'GET', headers: new HeaderMap(), search: '', body: undefined };

/** Apollo Server with everything off that costs time, reports somewhere or answers for a browser. */
export class PartnerApollo {
  readonly #server: ApolloServer<RequestContext>;

  constructor(options: ApolloOptions) {
    const { schema, logger, limits, documentsMax } = options;
    this.#server = new ApolloServer<RequestContext>({
      schema,
      logger: loggerFor(logger),
      nodeEnv: 'production', // everywhere: a test and production must not differ
      introspection: true, // the executor decides by the credential's mode
      csrfPrevention: false, // credentials come in a header and never in a cookie: no browser sends them unasked
      persistedQueries: false,
      allowBatchedHttpRequests: false,
      includeStacktraceInErrorResponses: false,
      stopOnTerminationSignals: false,
      parseOptions: { maxTokens: limits.tokens },
      validationRules: [limitsRule(limits)],
      validationOptions: { maxErrors: VALIDATION_ERRORS_MAX, hideSuggestions: true },
      documentStore: new DocumentStore(documentsMax),
      formatError: (_formatted, error) => error as Error, // as it is: the engine presents it, knowing the request
      plugins: [
        ApolloServerPluginCacheControlDisabled(), // on by default, and instruments every resolver
        ApolloServerPluginInlineTraceDisabled(),
        ApolloServerPluginLandingPageDisabled(),
        ApolloServerPluginSchemaReportingDisabled(),
        ApolloServerPluginUsageReportingDisabled(),
        pluginFor(options),
      ],
    });
  }

  async start(): Promise<void> {
    await this.#server.start();
  }

  async stop(): Promise<void> {
    await this.#server.stop();
  }

  /** Errors that Apollo found itself come as it made them; those of `execute` come presented. */
  async run({ method, context, ...rest }: GraphqlRequest): Promise<{ data?: unknown; errors?: readonly unknown[] }> {
    const request: GraphQLRequest = method === 'GET' ? { ...rest, http: GET } : rest;
    const { body } = await this.#server.executeOperation(request, { contextValue: context });
    if (body.kind !== 'single') throw new Error('incremental delivery is off');
    return body.singleResult;
  }
}
