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
  /** How many times all of them are sent. */
  readonly repeats?: number;
  readonly concurrency: number;
  /** Whether an answer may say that there were too many requests. */
  readonly mayBeLimited?: boolean;
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

const LIMITED = 429;

const fire = (url: string, { headers, body }: Shot, mayBeLimited: boolean): Promise<string> =>
  new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body);
    const sent = request(url, { agent, method: 'POST', headers: { ...headers, 'content-length': length } });
    sent.on('error', reject);
    sent.on('response', (response) => {
      read(response).then((text) => {
        if (mayBeLimited && response.statusCode === LIMITED) resolve(text);
        else if (response.statusCode === 200 && !text.includes('"errors"')) resolve(text);
        else reject(new Error(`${response.statusCode}: ${text}`));
      }, reject);
    });
    sent.end(body);
  });

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

function* repeated(shots: readonly Shot[], repeats: number): Generator<readonly [number, Shot]> {
  for (let time = 0; time < repeats; time += 1) yield* shots.entries();
}

/** Sends every shot over a fixed number of keep-alive connections, each connection one request at a time. */
const run = async ({
  url,
  shots,
  concurrency,
  keepBodies,
  mayBeLimited = false,
  repeats = 1,
}: LoadQuestion): Promise<LoadAnswer> => {
  const bodies: string[] = [];
  const latencies: number[] = [];
  const waiting = repeated(shots, repeats);
  const startedAt = performance.now();
  const connection = async (): Promise<void> => {
    for (const [index, shot] of waiting) {
      const sentAt = performance.now();
      const body = await fire(url, shot, mayBeLimited);
      latencies.push(performance.now() - sentAt);
      if (keepBodies) bodies[index] = body;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, connection));
  return { wallMs: performance.now() - startedAt, latencyMs: median(latencies), bodies };
};

answerParent(run);
