export { EventEntity, EventSequenceEntity } from './event.entity.ts';
export {
  EVENT_RETENTION_MONTHS,
  type EventFilter,
  type EventTables,
  eventCursor,
  getEvent,
  type LoggedEvent,
  lastSequence,
  listEvents,
  listEventsById,
} from './event-log.ts';
export {
  EVENT_TYPE_NAMES,
  type EventDraft,
  type EventType,
  isEventType,
  type OrderEventData,
  payloadSchema,
} from './event-types.ts';
export { turnMonths } from './months.ts';
export { recordEvents } from './record.ts';
