import { stepReplay } from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';

/** Makes some hundred more deliveries of a replay, each once whoever makes them. Nothing is recorded of it: the replay is its record. */
export const runReplay = useCase('event.run_replay', async (tx, { replayId }: { readonly replayId: string }) => ({
  result: await stepReplay(tx, replayId),
  subject: null,
  event: null,
}));
