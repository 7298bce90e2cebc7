import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CreateOrderInput,
  type OnyxClient,
  OnyxError,
  type Order,
  SandboxAdvanceClockDocument,
} from '../../client/index.ts';
import { packageIdOfPath, type SandboxPath } from '../../kernel/sandbox-path.ts';
import { BrokenPromise } from './story.ts';

const POLL_MS = 100;
const POLLS_MAX = 300;

/** One walk through the sandbox: order numbers and keys are made from `run`. */
export interface Visit {
  readonly client: OnyxClient;
  readonly run: string;
}

/** Asks until it is so; what is seen last is the answer where it never is. */
export const until = async <Seen>(look: () => Promise<Seen>, isSo: (seen: Seen) => boolean): Promise<Seen> => {
  for (let poll = 1; ; poll += 1) {
    const seen = await look();
    if (isSo(seen) || poll === POLLS_MAX) return seen;
    await sleep(POLL_MS);
  }
};

/** The code with which a request is refused. */
export const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'no refusal';
  } catch (error) {
    if (error instanceof OnyxError) return error.code;
    throw error;
  }
};

export const inputOf = ({ run }: Visit, path: SandboxPath): CreateOrderInput => ({
  packageId: packageIdOfPath(path),
  partnerOrderId: `${run}-${path}`,
});

/** Sends the order of a path, under the one key that it has in this visit. */
export const send = (visit: Visit, path: SandboxPath, change: Partial<CreateOrderInput> = {}, timeoutMs?: number) =>
  visit.client.createOrder(
    { ...inputOf(visit, path), ...change },
    { idempotencyKey: `${visit.run}-${path}`, ...(timeoutMs !== undefined && { timeoutMs }) },
  );

/** Sends it again, and says whether it was placed before. */
export const again = async (visit: Visit, path: SandboxPath): Promise<string> =>
  (await send(visit, path)).replayed ? 'then the order, replayed' : 'then a new order';

/** Follows an order to a status, and says where it stands. */
export const reach = async ({ client }: Visit, { id }: Pick<Order, 'id'>, status: Order['status']): Promise<string> => {
  const order = await until(
    () => client.order({ id }),
    (seen) => seen.status === status,
  );
  return order.statusReason === null ? order.status : `${order.status} ${order.statusReason}`;
};

/** The movements of an order, oldest first. */
export const moved = async ({ client }: Visit, { id }: Pick<Order, 'id'>): Promise<string> => {
  const { nodes } = await client.ledgerEntries({ filter: { orderId: id } });
  return nodes
    .map(({ type }) => type)
    .toReversed()
    .join(' ');
};

export const advance = async ({ client }: Visit, seconds: number): Promise<void> => {
  await client.request(SandboxAdvanceClockDocument, { seconds });
};

/** The ICCID of a ready order. Throws a BrokenPromise where it has none. */
export const iccidOf = async ({ client }: Visit, { id }: Pick<Order, 'id'>): Promise<string> => {
  const { esim } = await client.order({ id }, { esim: true });
  if (!esim) throw new BrokenPromise('a ready order has an eSIM');
  return esim.iccid;
};
