import {
  type OnyxClient,
  OnyxError,
  SandboxAdvanceEsimDocument,
  SandboxFundWalletDocument,
  SandboxReportUsageDocument,
  SandboxResetDocument,
  SandboxSettleOrderDocument,
} from '../../client/index.ts';
import { SANDBOX_PATHS, type SandboxPath } from '../../kernel/sandbox-path.ts';
import { advance, again, iccidOf, moved, reach, refusalOf, send, until, type Visit } from './sandbox-visit.ts';
import { minorOf } from './story.ts';

/** What the sandbox promises of one thing, and what was seen. */
export interface Lived {
  readonly what: string;
  readonly promised: string;
  readonly seen: string;
}

interface Life {
  readonly what: string;
  readonly promised: string;
  readonly live: (visit: Visit) => Promise<string>;
}

const MINUTE_S = 60;
const DAY_S = 86_400;

/** The slow answer takes longer than this, and all else less. */
const PATIENCE_MS = 1_500;

const ends = (path: SandboxPath, status: 'ESIM_READY' | 'FAILED' | 'MANUAL_REVIEW') => async (visit: Visit) => {
  const { order } = await send(visit, path);
  return `${await reach(visit, order, status)}, ${await moved(visit, order)}`;
};

const endsLate =
  (path: SandboxPath, first: 'PROVISIONING' | 'MANUAL_REVIEW', last: 'ESIM_READY' | 'FAILED') =>
  async (visit: Visit) => {
    const { order } = await send(visit, path);
    const before = await reach(visit, order, first);
    await advance(visit, 2 * MINUTE_S + 10);
    return `${before}, later ${await reach(visit, order, last)}, ${await moved(visit, order)}`;
  };

const isReviewed = async (visit: Visit): Promise<string> => {
  const { order } = await send(visit, 'review');
  const before = await reach(visit, order, 'MANUAL_REVIEW');
  await visit.client.request(SandboxSettleOrderDocument, { id: order.id, outcome: 'READY' });
  return `${before}, settled ${await reach(visit, order, 'ESIM_READY')}, ${await moved(visit, order)}`;
};

const costsMore = async (visit: Visit): Promise<string> => {
  try {
    await send(visit, 'price-changed');
    return 'no refusal';
  } catch (error) {
    if (!(error instanceof OnyxError)) throw error;
    const price = error.details.netPrice as { amount: string; currency: string }; // what comes with PRICE_CHANGED
    const { replayed } = await send(visit, 'price-changed', { expectedNetPrice: price });
    return `${error.code}, then ${replayed ? 'a replay' : 'an order at the new price'}`;
  }
};

const isLost =
  (path: SandboxPath) =>
  async (visit: Visit): Promise<string> => {
    const first = await refusalOf(send(visit, path, {}, path === 'slow' ? PATIENCE_MS : undefined));
    const key = `${visit.run}-${path}`;
    const { state } = await until(
      () => visit.client.idempotencyKey(key),
      (seen) => seen.state === 'COMPLETED',
    );
    return `${first}, key ${state}, ${await again(visit, path)}`;
  };

const isRefusedOnce =
  (path: SandboxPath) =>
  async (visit: Visit): Promise<string> =>
    `${await refusalOf(send(visit, path))}, ${await again(visit, path)}`;

/** How an order of each package goes. */
const PATHS: Readonly<Record<SandboxPath, Omit<Life, 'what'>>> = {
  ready: { promised: 'ESIM_READY, RESERVE CAPTURE', live: ends('ready', 'ESIM_READY') },
  late: {
    promised: 'PROVISIONING, later ESIM_READY, RESERVE CAPTURE',
    live: endsLate('late', 'PROVISIONING', 'ESIM_READY'),
  },
  rejected: { promised: 'FAILED CARRIER_REJECTED, RESERVE RELEASE', live: ends('rejected', 'FAILED') },
  'out-of-stock': { promised: 'FAILED CARRIER_OUT_OF_STOCK, RESERVE RELEASE', live: ends('out-of-stock', 'FAILED') },
  review: {
    promised: 'MANUAL_REVIEW CARRIER_REVIEW, settled ESIM_READY, RESERVE CAPTURE',
    live: isReviewed,
  },
  'review-ready': {
    promised: 'MANUAL_REVIEW CARRIER_REVIEW, later ESIM_READY, RESERVE CAPTURE',
    live: endsLate('review-ready', 'MANUAL_REVIEW', 'ESIM_READY'),
  },
  'review-failed': {
    promised: 'MANUAL_REVIEW CARRIER_REVIEW, later FAILED CARRIER_REJECTED, RESERVE RELEASE',
    live: endsLate('review-failed', 'MANUAL_REVIEW', 'FAILED'),
  },
  'price-changed': { promised: 'PRICE_CHANGED, then an order at the new price', live: costsMore },
  unavailable: { promised: 'PACKAGE_UNAVAILABLE', live: (visit) => refusalOf(send(visit, 'unavailable')) },
  'no-funds': { promised: 'INSUFFICIENT_BALANCE', live: (visit) => refusalOf(send(visit, 'no-funds')) },
  'response-lost': { promised: 'NETWORK, key COMPLETED, then the order, replayed', live: isLost('response-lost') },
  slow: { promised: 'NETWORK, key COMPLETED, then the order, replayed', live: isLost('slow') },
  'rate-limited': { promised: 'RATE_LIMITED, then a new order', live: isRefusedOnce('rate-limited') },
  'internal-error': { promised: 'INTERNAL, then a new order', live: isRefusedOnce('internal-error') },
};

const liveAnEsim = async (visit: Visit): Promise<string> => {
  const { order } = await send(visit, 'ready');
  await reach(visit, order, 'ESIM_READY');
  const iccid = await iccidOf(visit, order);
  const steps: string[] = [];
  for (const to of ['DOWNLOADED', 'INSTALLED'] as const) {
    const { data } = await visit.client.request(SandboxAdvanceEsimDocument, { iccid, to });
    steps.push(data.sandboxAdvanceEsim.status);
  }
  for (const dataMbUsed of [900, 1024]) {
    const { data } = await visit.client.request(SandboxReportUsageDocument, { iccid, dataMbUsed });
    steps.push(data.sandboxReportUsage.usage.status);
  }
  await advance(visit, 7 * DAY_S + MINUTE_S);
  const { esim } = await until(
    () => visit.client.order({ id: order.id }, { esim: true }),
    (seen) => seen.esim?.status === 'EXPIRED',
  );
  return `${steps.join(', ')}, ${esim?.status}`;
};

const fund = async ({ client }: Visit): Promise<string> => {
  const before = minorOf((await client.wallet()).available);
  const { data } = await client.request(SandboxFundWalletDocument, { amount: '25' });
  return minorOf(data.sandboxFundWallet.available) > before ? 'more is available' : 'nothing more is available';
};

const begin = async (visit: Visit): Promise<string> => {
  const { data } = await visit.client.request(SandboxResetDocument, {});
  const { reserved } = await visit.client.wallet();
  return `${data.sandboxReset.mode}, ${minorOf(reserved) === 0n ? 'nothing is held' : 'something is held'}`;
};

const PROMISES: readonly Life[] = [
  { what: 'wallet', promised: 'more is available', live: fund },
  ...SANDBOX_PATHS.map((path) => ({ what: path, ...PATHS[path] })),
  { what: 'eSIM', promised: 'DOWNLOADED, INSTALLED, THRESHOLD, EXHAUSTED, EXPIRED', live: liveAnEsim },
  { what: 'reset', promised: 'SANDBOX, nothing is held', live: begin },
];

/**
 * Lives through every package of the sandbox, an eSIM's life and its usage, and tells each as it was promised and as it
 * was seen. It ends with a reset. `run` is new on every walk.
 */
export async function* liveThroughSandbox(client: OnyxClient, run: string): AsyncGenerator<Lived, void, void> {
  for (const { what, promised, live } of PROMISES) {
    const seen = await live({ client, run }).catch((error: unknown) => {
      if (error instanceof OnyxError) return `${error.code}: ${error.message}`;
      throw error;
    });
    yield { what, promised, seen };
  }
}
