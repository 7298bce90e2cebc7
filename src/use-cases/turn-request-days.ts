import { turnRequestDays as turnDays } from '../domains/requests/index.ts';
import { useCase } from '../door/use-case.ts';

/** Makes room for the requests of the days to come, forgets those past their retention, and gives how many days were forgotten. */
export const turnRequestDays = useCase('request.turn_days', async (tx, _input: null) => {
  const dropped = await turnDays(tx);
  return { result: dropped, subject: dropped > 0 ? 'requests' : null, event: null };
});
