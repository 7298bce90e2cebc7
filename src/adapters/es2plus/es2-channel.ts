import tls from 'node:tls';
import { Agent, request } from 'undici';
import { isError } from '../../kernel/redact-value.ts';
import { type Es2Answer, readEs2Answer } from './es2-answer.ts';
import { ADMIN_PROTOCOL, ES2_PATH, type Es2Function, NoAnswer } from './es2-function.ts';

export interface Es2ChannelOptions {
  /** Without a path; plain HTTP is for this machine alone. */
  readonly url: string;
  /** `functionRequesterIdentifier`: who we are, as agreed with the SM-DP+. */
  readonly requester: string;
  /** PEM texts: our certificate and its key, and the authorities that are trusted in place of the system's. */
  readonly tls: { readonly cert?: string; readonly key?: string; readonly ca?: string };
  /** Milliseconds for connection and TLS. */
  readonly connectTimeoutMs?: number;
  /** Milliseconds for a whole call, waiting for a connection included. */
  readonly totalTimeoutMs?: number;
}

export interface Es2Channel {
  /** Asks once. The same function with the same reference is the same call: an SM-DP+ answers it as before. */
  call(asked: Es2Function, reference: string, body: object): Promise<Es2Answer>;
  close(): Promise<void>;
}

const CONNECTIONS_MAX = 16;

/** Shorter than common servers keep theirs. */
const IDLE_MS = 4_000;

const ANSWER_BYTES_MAX = 65_536;

/** What the system, TLS or undici calls an error; its name where it has no code. */
const codeOf = (error: unknown): string => {
  if (!isError(error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
};

/** A channel to an SM-DP+: mutual TLS, no redirects, bounded time and bounded answers. */
export const openEs2Channel = ({
  url,
  requester,
  tls: keys,
  connectTimeoutMs = 5_000,
  totalTimeoutMs = 15_000,
}: Es2ChannelOptions): Es2Channel => {
  const dispatcher = new Agent({
    connect: { secureContext: tls.createSecureContext(keys), timeout: connectTimeoutMs, allowH2: false },
    connections: CONNECTIONS_MAX,
    pipelining: 1,
    keepAliveTimeout: IDLE_MS,
    headersTimeout: 0, // one clock for the whole call
    bodyTimeout: 0,
    maxResponseSize: ANSWER_BYTES_MAX,
  });

  const send = async (asked: Es2Function, body: string): Promise<string> => {
    const answer = await request(new URL(`${ES2_PATH}/${asked}`, url), {
      dispatcher,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-admin-protocol': ADMIN_PROTOCOL },
      body,
      signal: AbortSignal.timeout(totalTimeoutMs),
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new NoAnswer(asked, `HTTP ${answer.statusCode}`);
    return text;
  };

  return {
    call: async (asked, reference, body) => {
      const functionCallIdentifier = `${reference}.${asked}`;
      const header = { functionRequesterIdentifier: requester, functionCallIdentifier };
      const text = await send(asked, JSON.stringify({ header, ...body })).catch((error: unknown) => {
        throw error instanceof NoAnswer ? error : new NoAnswer(asked, codeOf(error), { cause: error });
      });
      return readEs2Answer(asked, text);
    },
    close: () => dispatcher.destroy(),
  };
};
