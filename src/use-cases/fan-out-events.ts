import { fanOutEvents as fanOut } from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';

/** Makes deliveries of what is new in the owner's log, each event once. Nothing is recorded of it: the deliveries are its record. */
export const fanOutEvents = useCase('webhook.fan_out', async (tx, _input: null) => {
  tx.waitForNoDisk(); // forgotten, it is done again: its job is forgotten to be done too
  return { result: await fanOut(tx), subject: null, event: null };
});
