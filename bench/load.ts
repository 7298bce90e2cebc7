import { Agent, type IncomingMessage, request } from 'node:http';
import { answerParent } from './child.ts';

/** One POST to send. */
export interface Shot {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface LoadQuestion {
  readonly url: string;
  readonly shots: readonly Shot[];
  readonly concurrency: number;
  /** Gives the bodies of the answers, for comparing them. */
  readonly keepBodies: boolean;
}

export interface LoadAnswer {
  readonly wallMs: number;
  readonly latencyMs: number;
  readonly bodies: readonly string[];
}

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

const read = async (response: IncomingMessage): Promise<string> => {
  response.setEncoding('utf8');
  let body = '';
  for await (const piece of response) body += piece;
  return body;
};

const fire = (url: string, { headers, body }: Shot): Promise<string> =>
  new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body);
    const sent = request(url, { agent, method: 'POST', headers: { ...headers, 'content-length': length } });
    sent.on('error', reject);
    sent.on('response', (response) => {
      read(response).then((text) => {
        if (response.statusCode === 200 && !text.includes('"errors"')) resolve(text);
        else reject(new Error(`${response.statusCode}: ${text}`));
      }, reject);
    });
    sent.end(body);
  });

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Sends every shot over a fixed number of keep-alive connections, each connection one request at a time. */
const run = async ({ url, shots, concurrency, keepBodies }: LoadQuestion): Promise<LoadAnswer> => {
  const bodies: string[] = [];
  const latencies: number[] = [];
  const waiting = shots.entries();
  const startedAt = performance.now();
  const connection = async (): Promise<void> => {
    for (const [index, shot] of waiting) {
      const sentAt = performance.now();
      const body = await fire(url, shot);
      latencies.push(performance.now() - sentAt);
      if (keepBodies) bodies[index] = body;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, connection));
  return { wallMs: performance.now() - startedAt, latencyMs: median(latencies), bodies };
};

answerParent(run);
