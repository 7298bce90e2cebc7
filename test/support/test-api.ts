// The wiring imports these side by side when it starts the API; Jest's module loader fails at that unless it has them.
import '../../src/graphql/schema.ts';
import '../../src/graphql/engine/engine.ts';
import '../../src/graphql/event-shaper.ts';
import '../../src/http/server.ts';
import '../../src/adapters/limits/allowances.ts';
import '../../src/adapters/exports/index.ts';
import '../../src/http/launch-observer.ts';
import '../../src/http/download-progress.ts';
import { httpWebhookSender } from '../../src/adapters/webhook-sender/index.ts';
import type { Config } from '../../src/config.ts';
import { readConfig } from '../../src/config.ts';
import type { Carrier } from '../../src/domains/esims/index.ts';
import { lazyEventShaper } from '../../src/graphql/lazy-event-shaper.ts';
import { startWorker } from '../../src/jobs/worker.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { Scope } from '../../src/kernel/scopes.ts';
import { startApi, startWorkerOn } from '../../src/wiring.ts';
import { CapturedLog } from './captured-log.ts';
import { seedCredential } from './seed.ts';
import { openTestHouse, type TestHouse } from './test-house.ts';

/** An error of an answer, as a partner sees it. */
export interface AnsweredError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** `extensions.cost` of an answer. */
export interface AnsweredCost {
  readonly requested: number;
  readonly actual?: number;
  readonly bucket: {
    readonly name: string;
    readonly limit: number;
    readonly remaining: number;
    readonly resetSeconds: number;
  };
}

export interface Answer<Data> {
  readonly status: number;
  readonly headers: Headers;
  /** The body but for the cost, which changes from answer to answer. */
  readonly text: string;
  readonly cost: AnsweredCost | null;
  readonly data: Data;
  readonly errors: readonly AnsweredError[];
}

/** What goes with a document. */
export interface Asked {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestApiOptions {
  readonly clock?: Clock;
  /** Environment variables, for settings that are not the usual ones. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether a worker provisions what is ordered, and with which carrier where it is not the sandbox's. */
  readonly worker?: boolean | { readonly carrier: Carrier };
}

/** The data of an answer, of which a test says the shape. */
type AnyData = Readonly<Record<string, unknown>> | null | undefined;

/** The API, and a worker, on a house of their own: all of it as partners meet it, but for where the log goes. */
export class TestApi {
  readonly log: CapturedLog;
  /** What was logged since the last look for secrets. */
  readonly unchecked: () => string;
  /** What must never be logged, beside what the database keeps: the tokens issued, and what a test adds. */
  readonly secrets = new Set<string>();

  constructor(
    readonly house: TestHouse,
    readonly url: string,
    log: CapturedLog,
    readonly stop: () => Promise<void>,
  ) {
    this.log = log;
    this.unchecked = log.reader();
  }

  /** Issues a credential and gives its token. */
  async credential(owner: Owner, scopes?: readonly Scope[]): Promise<string> {
    const token = await seedCredential(this.house, owner, scopes);
    this.secrets.add(token.slice(token.lastIndexOf('_') + 1));
    return token;
  }

  /** Sends a body to the GraphQL route as it is. Without a token there is no Authorization header. */
  async send<Data = AnyData>(
    token: string | null,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<Data>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body,
    });
    return readAnswer(response);
  }

  /** Sends a document with a token. */
  ask<Data = AnyData>(token: string | null, query: string, asked: Asked = {}): Promise<Answer<Data>> {
    const { headers, ...rest } = asked;
    return this.send(token, JSON.stringify({ query, ...rest }), headers);
  }

  /** Asks until the answer is as wanted, for what a worker or a cache takes a moment for. What is sent after `patienceMs` must be. */
  async askUntil<Data = AnyData>(
    token: string,
    query: string,
    isAsWanted: (answer: Answer<Data>) => boolean,
    asked: Asked = {},
    patienceMs = 20_000,
  ): Promise<Answer<Data>> {
    const started = performance.now();
    for (;;) {
      const waitedMs = performance.now() - started;
      const answer = await this.ask<Data>(token, query, asked);
      if (isAsWanted(answer)) return answer;
      if (waitedMs > patienceMs) throw new Error(`not within ${patienceMs} ms: ${answer.text}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async close(): Promise<void> {
    await this.stop();
    await this.house.close();
  }
}

interface AnsweredBody<Data> {
  readonly data: Data;
  readonly errors?: readonly AnsweredError[];
  readonly extensions?: { readonly cost: AnsweredCost };
}

export const readAnswer = async <Data>(response: Response): Promise<Answer<Data>> => {
  const body = await response.text();
  const { data, errors = [], extensions } = JSON.parse(body) as AnsweredBody<Data>; // what the server sent
  const text = extensions ? body.replace(`,"extensions":${JSON.stringify(extensions)}`, '') : body;
  return { status: response.status, headers: response.headers, text, data, errors, cost: extensions?.cost ?? null };
};

/** As many as one test file needs at most: what limits is tested with less. */
const HARDLY_LIMITED = {
  ONYX_CREDENTIAL_POINTS: '1000000',
  ONYX_ORGANISATION_POINTS: '1000000',
  ONYX_AUTHENTICATION_ATTEMPTS_MAX: '1000000',
};

const startTestWorker = (config: Config, house: TestHouse, log: CapturedLog, worker: TestApiOptions['worker']) => {
  if (!worker) return null;
  if (worker === true) return startWorkerOn(config, house, house.databaseUrl, log.logger);
  const { databaseUrl } = house;
  const carrierOf = () => worker.carrier;
  return startWorker({
    house,
    carrierOf,
    log: log.logger,
    databaseUrl,
    concurrency: 4,
    pollMs: 100,
    sender: httpWebhookSender({ clock: house.clock }),
    shapeEvent: lazyEventShaper(house, log.logger),
    isLoopbackAllowed: config.webhookLoopback,
  });
};

/** The API on a migrated database of its own, its log captured. */
export const openTestApi = async ({ clock, settings, worker }: TestApiOptions = {}): Promise<TestApi> => {
  const house = await openTestHouse(clock);
  const config = readConfig({ PORT: '0', ONYX_SANDBOX_PROVISIONING_MS: '50', ...HARDLY_LIMITED, ...settings });
  const log = new CapturedLog();
  const api = await startApi(config, house, log.logger);
  const working = await startTestWorker(config, house, log, worker);
  return new TestApi(house, api.url, log, async () => {
    await working?.stop();
    await api.stop();
  });
};
