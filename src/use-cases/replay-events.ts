import {
  assertReplayRoom,
  getEndpoint,
  listEndpoints,
  planReplay,
  type Replay,
  type ReplaySelection,
  startReplay,
} from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';

interface ReplayEvents {
  readonly selection: ReplaySelection;
  /** The one endpoint to send to; null for all of them. */
  readonly endpointId: string | null;
}

/**
 * Has events sent again and says at once what will be sent and of what will not be sent why; a job sends it behind what is
 * new. Each is a new delivery of the same event. Refuses: WEBHOOK_ENDPOINT_NOT_FOUND, BAD_USER_INPUT, TOO_MANY_REPLAYS.
 */
export const replayEvents = useCase('event.replay', async (tx, { selection, endpointId }: ReplayEvents) => {
  await assertReplayRoom(tx);
  const endpoints =
    endpointId === null
      ? await listEndpoints(tx.tables(), tx.owner)
      : [await getEndpoint(tx.tables(), tx.owner, endpointId)];
  const planned = await planReplay(tx, selection, endpoints);
  const result: Replay = await startReplay(tx, endpointId, planned);
  const done = { result, subject: result.id, event: null };
  if (result.completedAt !== null) return done;
  return { ...done, job: { name: 'run_replay', key: result.id, payload: { ...tx.owner, replayId: result.id } } };
});
