import { eventTypesOf, REPLAY_REFUSALS, type Replay, type ReplaySelection } from '../../domains/webhooks/index.ts';
import { badInput } from '../../kernel/fault.ts';
import type { EventType } from '../../records/events/index.ts';
import { replayEvents } from '../../use-cases/replay-events.ts';
import { command } from '../command.ts';
import { counted, table } from '../layout.ts';
import { getOwner, ownerParameters } from '../owner.ts';
import { optional, type Values } from '../parameters.ts';
import { boundedText, endpointId, eventId, isoMoment, list, type Reader, wholeNumber } from '../read-value.ts';

const SEQUENCE_MAX = 999_999_999;
const PATTERN_MAX = 64;

const eventTypes: Reader<readonly EventType[]> = (text, field) =>
  eventTypesOf(list(boundedText(PATTERN_MAX))(text, field), field);

const SELECTION = {
  events: optional('--events <ids>', 'these events, with commas between', list(eventId)),
  failedSince: optional('--failed-since <moment>', 'what was given up since then and not delivered since', isoMoment),
  fromSequence: optional('--from-sequence <number>', 'from this event of the log on', wholeNumber(1, SEQUENCE_MAX)),
  toSequence: optional('--to-sequence <number>', 'up to this one', wholeNumber(1, SEQUENCE_MAX)),
  types: optional('--types <types>', 'of the log these types, such as order.*, with commas between', eventTypes),
};

const selectionOf = (given: Values<typeof SELECTION>): ReplaySelection => {
  const { events, failedSince, fromSequence, toSequence, types } = given;
  const isOne = [events, failedSince, fromSequence].filter((one) => one !== null).length === 1;
  if (!isOne || (fromSequence === null && (toSequence ?? types) !== null)) {
    const bound =
      'one of --events, --failed-since and --from-sequence; with the last one --to-sequence and --types too';
    throw badInput({ field: '--events', bound });
  }
  if (events !== null) return { by: 'events', eventIds: events };
  if (failedSince !== null) return { by: 'failures', since: failedSince };
  return { by: 'range', fromSequence, toSequence, types, occurredFrom: null, occurredBefore: null };
};

/** What is not sent, and why; the first of it where there is much. */
const leftOut = ({ notEligible, notEligibleCount }: Replay): readonly string[] => {
  if (notEligibleCount === 0) return [];
  const more = notEligibleCount - notEligible.length;
  return [
    '',
    ...table(
      ['NOT SENT', 'TO', 'FOR'],
      notEligible.map(({ eventId, endpointId, reason }) => [eventId, endpointId, REPLAY_REFUSALS[reason]]),
    ),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ];
};

export const webhookReplay = command({
  name: 'webhook replay',
  say: 'send events again: named ones, those that failed, or a part of the log',
  parameters: {
    ...ownerParameters,
    ...SELECTION,
    endpointId: optional('--endpoint <id>', 'to this endpoint alone', endpointId),
  },
  run: async (context, { endpointId, organisation, mode, ...given }) => {
    const selection = selectionOf(given);
    const { house } = await context.openHouse();
    const { owner } = await getOwner(house, { organisation, mode });
    const replay = await replayEvents(house, context.call(owner), { selection, endpointId });
    const sent = `${replay.id}: ${counted(replay.eligible, 'delivery', 'deliveries')} will be made`;
    return {
      json: replay,
      text: () => [`${sent}, ${replay.notEligibleCount} not.`, ...leftOut(replay)],
      ...(replay.eligible > 0 && {
        notes: [`A worker sends them behind what is new: onyx webhook deliveries --replay ${replay.id}`],
      }),
    };
  },
});
