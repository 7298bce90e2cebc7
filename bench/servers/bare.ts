import { createServer, type IncomingMessage } from 'node:http';
import { Pool } from 'pg';
import type { Partner } from '../seed.ts';
import { type OrderInput, placeGathered, placeRowByRow } from './bare-order.ts';
import { readOrder, readPage } from './bare-reads.ts';
import { environment, serve } from './protocol.ts';

// What somebody would write for these four requests alone: `node:http`, `pg`, prepared statements, `JSON.stringify`. No
// permissions, limits, log or metrics; a credential is looked up in a map.

const pool = new Pool({ connectionString: environment('database'), max: 10 });
const partners: readonly Partner[] = JSON.parse(environment('partners'));
const partnerOf = new Map(partners.map((partner) => [`Bearer ${partner.token}`, partner]));

interface Body {
  readonly variables: { readonly first: number; readonly partnerOrderId: string; readonly input: OrderInput };
}

const answer = async ({ url, headers }: IncomingMessage, { variables }: Body): Promise<unknown> => {
  const partner = partnerOf.get(headers.authorization ?? '');
  if (!partner) throw new Error('unknown credential');
  if (url === '/page') return readPage(pool, partner, variables.first);
  if (url === '/look-up') return readOrder(pool, partner, variables.partnerOrderId);
  const place = url === '/order-gathered' ? placeGathered : placeRowByRow;
  return place(pool, partner, String(headers['idempotency-key']), variables.input);
};

const readBody = (request: IncomingMessage, done: (body: Body) => void): void => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => done(JSON.parse(Buffer.concat(pieces).toString())));
};

const server = createServer((request, response) => {
  const send = (status: number, data: unknown): void => {
    const body = JSON.stringify(data);
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  };
  readBody(request, (body) => {
    answer(request, body).then(
      (data) => send(200, { data }),
      (error: unknown) => send(500, { errors: [{ message: String(error) }] }),
    );
  });
});

server.keepAliveTimeout = 65_000; // as ours; while the other side is measured, nobody asks
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on a port');
  serve(`http://127.0.0.1:${address.port}`);
});
