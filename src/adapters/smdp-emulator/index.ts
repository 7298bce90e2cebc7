import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Clock } from '../../kernel/clock.ts';
import { type Behaviour, sendAnswer } from './behaviour.ts';
import { type Outcome, type Profile, Profiles } from './profiles.ts';
import { type Callback, type Notification, reportProgress } from './progress-reporter.ts';

export type { Behaviour } from './behaviour.ts';
export type { Callback } from './progress-reporter.ts';

const FUNCTIONS = ['downloadOrder', 'confirmOrder', 'cancelOrder'] as const;

type FunctionName = (typeof FUNCTIONS)[number];

export interface SmdpEmulatorOptions {
  readonly clock: Clock;
  /** 0 takes a free one. */
  readonly port: number;
  /** PEM texts; with them it speaks HTTPS, and lets in only who has a certificate of this authority. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca: string };
  /** Whom it tells of downloads. */
  readonly callback?: Callback;
  /** Milliseconds after which a device fetches what was released, and after as many again has installed it. */
  readonly installAfterMs?: number;
  /** Told in a line of each thing that happens. */
  readonly say?: (line: string) => void;
}

/** A call as it came. */
export interface Es2Call {
  readonly name: FunctionName;
  readonly callIdentifier: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const SMDP_ADDRESS = 'smdp.emulator.onyx.example';

const headerOf = (outcome: Outcome): object => {
  if (typeof outcome !== 'string') return { functionExecutionStatus: { status: 'Executed-Success' } };
  const [subjectCode, reasonCode] = outcome.split('/');
  return { functionExecutionStatus: { status: 'Failed', statusCodeData: { subjectCode, reasonCode } } };
};

const bodyOf = (outcome: Outcome): string =>
  JSON.stringify({ header: headerOf(outcome), ...(typeof outcome === 'string' ? {} : outcome) });

/**
 * An SM-DP+ as far as ES2+ shows it (GSMA SGP.22 sections 5.3 and 6.5), for tests and for operators who try the way of
 * live orders. It answers a call that it knows as it did before, and goes wrong as it is told.
 */
export class SmdpEmulator {
  readonly calls: Es2Call[] = [];
  readonly #options: SmdpEmulatorOptions;
  readonly #server: Server;
  readonly #profiles = new Profiles(SMDP_ADDRESS);
  readonly #answered = new Map<string, Outcome>();
  readonly #next = new Map<FunctionName, Behaviour[]>();
  readonly #timers = new Set<NodeJS.Timeout>();

  private constructor(options: SmdpEmulatorOptions) {
    this.#options = options;
    const { tls } = options;
    const handle: RequestListener = (request, response) => void this.#handle(request, response);
    this.#server = tls
      ? createHttpsServer({ ...tls, requestCert: true, rejectUnauthorized: true }, handle)
      : createHttpServer(handle);
  }

  static async start(options: SmdpEmulatorOptions): Promise<SmdpEmulator> {
    const emulator = new SmdpEmulator(options);
    emulator.#server.listen(options.port, '127.0.0.1');
    await once(emulator.#server, 'listening');
    return emulator;
  }

  /** Without a path. */
  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('it listens on a port');
    return `${this.#options.tls ? 'https' : 'http'}://127.0.0.1:${address.port}`;
  }

  /** What becomes of the next calls of a function, one after the other; those after them are answered. */
  behave(name: FunctionName, ...behaviours: readonly Behaviour[]): void {
    this.#next.set(name, [...(this.#next.get(name) ?? []), ...behaviours]);
  }

  /** A device fetches a profile, whether or not anybody is told of it. */
  download(iccid: string): void {
    this.#profile(iccid).state = 'downloaded';
  }

  /** Tells of a download, of whatever it is told to tell. Gives the status of HTTP that it was answered with. */
  async notify(iccid: string, notification: Notification): Promise<number> {
    const { callback, clock, say } = this.#options;
    if (callback === undefined) throw new Error('nobody is told of downloads');
    const profile = this.#profiles.find(iccid) ?? { iccid, profileType: 'any' };
    const status = await reportProgress(callback, profile, notification, clock.now());
    say?.(`told of point ${notification.point} of …${iccid.slice(-4)}: answered ${status}`);
    return status;
  }

  /** Ends hanging calls too. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #profile(iccid: string): Profile {
    const profile = this.#profiles.find(iccid);
    if (profile === undefined) throw new Error('it has no such profile');
    return profile;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = FUNCTIONS.find((one) => request.url === `/gsma/rsp2/es2plus/${one}`);
    const sent = await text(request).catch(() => null);
    if (sent === null) return; // whoever sent it went away
    const call = name && request.headers['x-admin-protocol'] ? readCall(name, sent) : null;
    if (call === null || call === undefined) response.writeHead(400).end();
    else this.#answer(call, response);
  }

  #answer(call: Es2Call, response: ServerResponse): void {
    this.calls.push(call);
    const behaviour = this.#next.get(call.name)?.shift() ?? null;
    if (behaviour === 'hang') return;
    if (typeof behaviour === 'object' && behaviour !== null) {
      if ('httpStatus' in behaviour) response.writeHead(behaviour.httpStatus).end();
      else sendAnswer(response, bodyOf(behaviour.fails), null);
      return;
    }
    sendAnswer(response, bodyOf(this.#outcomeOf(call)), behaviour);
  }

  /** Whoever asks again with the same identifier is answered as before. */
  #outcomeOf({ name, callIdentifier, body }: Es2Call): Outcome {
    const key = `${name} ${callIdentifier}`;
    const known = this.#answered.get(key);
    if (known !== undefined) return known;
    const outcome = this.#profiles[name](callIdentifier, body);
    this.#answered.set(key, outcome);
    this.#options.say?.(`${name} ${callIdentifier}: ${typeof outcome === 'string' ? `failed ${outcome}` : 'executed'}`);
    if (name === 'confirmOrder' && typeof outcome !== 'string') this.#install(String(body.iccid));
    return outcome;
  }

  /** Has a device fetch and then install what was released, where that happens by itself. */
  #install(padded: string): void {
    const { installAfterMs, callback } = this.#options;
    const profile = this.#profiles.find(padded);
    if (installAfterMs === undefined || callback === undefined || profile === undefined) return;
    this.#later(installAfterMs, async () => {
      await this.#step(profile, 'downloaded', 3);
      this.#later(installAfterMs, () => this.#step(profile, 'installed', 4));
    });
  }

  #later(afterMs: number, work: () => Promise<void>): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void work();
    }, afterMs);
    this.#timers.add(timer);
  }

  /** What was cancelled meanwhile is fetched by nobody. */
  async #step(profile: Profile, state: 'downloaded' | 'installed', point: number): Promise<void> {
    if (profile.state === 'unavailable') return;
    profile.state = state;
    await this.notify(profile.iccid, { point }).catch(() => {
      this.#options.say?.(`nobody hears of point ${point} of …${profile.iccid.slice(-4)}`);
    });
  }
}

const parse = (sent: string): unknown => {
  try {
    return JSON.parse(sent);
  } catch {
    return null;
  }
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Null where it is no call of ES2+. */
const readCall = (name: FunctionName, sent: string): Es2Call | null => {
  const body = parse(sent);
  if (!isRecord(body) || !isRecord(body.header)) return null;
  const { functionRequesterIdentifier, functionCallIdentifier } = body.header;
  if (typeof functionRequesterIdentifier !== 'string' || typeof functionCallIdentifier !== 'string') return null;
  return { name, callIdentifier: functionCallIdentifier, body };
};
