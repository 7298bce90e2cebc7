import { createServer } from 'node:http';
import { answerParent } from '../child.ts';
import { HANGING } from './webhook-protocol.ts';

// The partners' servers, all of them in one: answers 200 at once, and never where its path says so.

export interface Arrivals {
  readonly url: string;
  /** When each request had been read whole, in milliseconds of the epoch, in the order in which they came. */
  readonly times: readonly number[];
}

/** Gives what came since it last answered, once it is so many requests; those that it hangs are not counted. */
export type ReceiverQuestion = { readonly count: number };

let times: number[] = [];
let tell = (): void => undefined;

const server = createServer((request, response) => {
  request.on('end', () => {
    if (request.url === HANGING) return;
    times.push(performance.timeOrigin + performance.now());
    response.end();
    tell();
  });
  request.resume();
});

server.keepAliveTimeout = 65_000;
const listening = new Promise<string>((resolve) => {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('it listens on a port');
    resolve(`http://127.0.0.1:${address.port}`);
  });
});

answerParent<ReceiverQuestion, Arrivals>(async ({ count }) => {
  const url = await listening;
  await new Promise<void>((resolve) => {
    tell = () => {
      if (times.length >= count) resolve();
    };
    tell();
  });
  const came = times;
  times = [];
  return { url, times: came };
});
