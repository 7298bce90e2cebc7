import type { JobHelpers } from 'graphile-worker';
import type { Call, House } from '../door/use-case.ts';
import type { JobPayloads } from '../records/jobs/index.ts';
import { runReplay as runStep } from '../use-cases/run-replay.ts';
import type { WebhookDispatcher } from './webhooks/dispatcher.ts';

/** Jobs of every other kind go first, and replays take one place of a worker between them, in turn. */
const BEHIND = { priority: 10, queueName: 'replays' } as const;

/** Makes some deliveries of a replay, has them sent, and puts the rest of it behind whatever else waits. */
export const runReplay =
  (house: House, webhooks: Pick<WebhookDispatcher, 'send'>) =>
  async (payload: JobPayloads['run_replay'], queue: Pick<JobHelpers, 'addJob'>): Promise<void> => {
    const { replayId, organisationId, mode } = payload;
    const call: Call = { actor: { kind: 'system', name: 'run_replay', owner: { organisationId, mode } } };
    const { endpointIds, hasMore } = await runStep(house, call, { replayId });
    webhooks.send(endpointIds);
    if (hasMore) await queue.addJob('run_replay', payload, { jobKey: replayId, ...BEHIND });
  };
