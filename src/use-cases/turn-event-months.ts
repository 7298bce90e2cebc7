import { DELIVERY_RETENTION_MONTHS } from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';
import { EVENT_RETENTION_MONTHS, turnMonths } from '../records/events/index.ts';

/** What is kept by the month. Deliveries go before the events that they are of. */
const TABLES = [
  { table: 'delivery_attempts', retentionMonths: DELIVERY_RETENTION_MONTHS },
  { table: 'deliveries', retentionMonths: DELIVERY_RETENTION_MONTHS },
  { table: 'events', retentionMonths: EVENT_RETENTION_MONTHS },
] as const;

/** Makes room for the events and deliveries of the next month, forgets those past their retention, and gives how many partitions went. */
export const turnEventMonths = useCase('event.turn_months', async (tx, _input: null) => {
  let dropped = 0;
  for (const table of TABLES) dropped += await turnMonths(tx, table);
  return { result: dropped, subject: dropped > 0 ? 'events' : null, event: null };
});
