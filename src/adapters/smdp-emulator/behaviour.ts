import type { ServerResponse } from 'node:http';
import type { StatusCode } from './profiles.ts';

/** What becomes of one call in place of an answer. */
export type Behaviour =
  /** Neither does it nor answers. */
  | 'hang'
  /** Does it, and ends the connection without an answer. */
  | 'lose'
  /** Does it, and breaks the answer off. */
  | 'break'
  /** Does it, and answers without an end. */
  | 'flood'
  /** Does it, and answers with something that is no answer. */
  | 'garble'
  /** Does not do it, and answers with this status of HTTP. */
  | { readonly httpStatus: number }
  /** Does not do it, and says so with this code. */
  | { readonly fails: StatusCode };

const flood = (response: ServerResponse): void => {
  const chunk = 'x'.repeat(65_536);
  const pour = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', pour).writeHead(200, { 'content-type': 'application/json' });
  pour();
};

/** Sends an answer, or spoils it. */
export const sendAnswer = (response: ServerResponse, body: string, behaviour: Behaviour | null): void => {
  const headers = { 'content-type': 'application/json', 'x-admin-protocol': 'gsma/rsp/v2.2.2' };
  if (behaviour === 'lose') response.destroy();
  else if (behaviour === 'flood') flood(response);
  else if (behaviour === 'garble') response.writeHead(200, headers).end('{"header":{}}');
  else if (behaviour === 'break') {
    response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(body) });
    response.write(body.slice(0, 10), () => response.destroy());
  } else response.writeHead(200, headers).end(body);
};
