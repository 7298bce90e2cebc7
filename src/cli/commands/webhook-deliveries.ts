import {
  DELIVERY_STATES,
  type Delivery,
  type DeliveryAttempt,
  listAttempts,
  listDeliveries,
} from '../../domains/webhooks/index.ts';
import { command } from '../command.ts';
import { moment, table } from '../layout.ts';
import { getOwner, ownerParameters } from '../owner.ts';
import { defaulting, optional } from '../parameters.ts';
import { endpointId, eventId, oneOf, replayId, wholeNumber } from '../read-value.ts';

const ROWS_MAX = 1_000;

/** A delivery with its attempts. */
interface Told extends Omit<Delivery, 'attempts' | 'sequence'> {
  readonly sequence: number;
  readonly attempts: readonly DeliveryAttempt[];
}

/** A line for each attempt; one where none was made. */
const linesOf = (one: Told) =>
  (one.attempts.length > 0 ? one.attempts : [null]).map((attempt) => [
    one.eventId,
    one.eventType,
    one.endpointId,
    one.state,
    attempt?.number ?? null,
    moment(attempt?.startedAt ?? null),
    attempt?.httpStatus ?? null,
    attempt ? Math.round(Number(attempt.durationMs)) : null,
    attempt ? attempt.failure : one.failure,
    attempt === null || attempt === one.attempts.at(-1) ? moment(one.nextAttemptAt) : null,
    one.replayId,
  ]);

export const webhookDeliveries = command({
  name: 'webhook deliveries',
  say: 'list what was and is sent to webhook endpoints, newest first, with every attempt',
  parameters: {
    ...ownerParameters,
    endpointId: optional('--endpoint <id>', 'one endpoint alone', endpointId),
    eventId: optional('--event <id>', 'one event alone', eventId),
    replayId: optional('--replay <id>', 'those of one replay alone', replayId),
    state: optional('--state <state>', DELIVERY_STATES.join(', '), oneOf(DELIVERY_STATES)),
    rows: defaulting('--rows <count>', `how many to list, 1 to ${ROWS_MAX}`, wholeNumber(1, ROWS_MAX), '50'),
  },
  run: async (context, { rows: first, endpointId, eventId, replayId, state, ...named }) => {
    const { house } = await context.openHouse();
    const { owner } = await getOwner(house, named);
    const filter = {
      endpointId: endpointId ?? undefined,
      eventId: eventId ?? undefined,
      replayId: replayId ?? undefined,
      states: state ? [state] : undefined,
    };
    const { rows } = await listDeliveries(house.database.tables(), owner, filter, { first, after: null });
    const attempts =
      rows.length === 0
        ? []
        : await listAttempts(
            house.database.tables(),
            rows.map(({ id }) => id),
          );
    const told: readonly Told[] = rows.map((row, index) => ({
      ...row,
      sequence: Number(row.sequence),
      attempts: attempts[index] ?? [],
    }));
    return {
      json: told,
      text: () =>
        table(
          ['EVENT', 'TYPE', 'ENDPOINT', 'STATE', 'ATTEMPT', 'SENT', 'STATUS', 'MS', 'FAILURE', 'NEXT', 'REPLAY'],
          told.flatMap(linesOf),
        ),
    };
  },
});
