import { badInput } from '../../kernel/fault.ts';
import { EVENT_TYPE_NAMES, isEventType } from '../../records/events/index.ts';

/** Patterns that one endpoint may have. */
export const EVENT_PATTERNS_MAX = 50;

/** Sent to an endpoint on request alone, whatever it subscribes to. */
const TEST_TYPE = 'test.ping';

/** The areas of event types, such as `order`: what goes before the first dot. */
const AREAS: ReadonlySet<string> = new Set(EVENT_TYPE_NAMES.map((type) => type.slice(0, type.indexOf('.'))));

const isPattern = (pattern: string): boolean =>
  pattern === '*' || isEventType(pattern) || (pattern.endsWith('.*') && AREAS.has(pattern.slice(0, -2)));

/** Refuses: BAD_USER_INPUT where one is neither an event type nor an area with `.*` nor `*`. */
export const assertEventPatterns = (patterns: readonly string[]): void => {
  if (patterns.length > 0 && patterns.length <= EVENT_PATTERNS_MAX && patterns.every(isPattern)) return;
  const bound = `1 to ${EVENT_PATTERNS_MAX} event types, areas such as \`order.*\`, or \`*\``;
  throw badInput({ field: 'eventTypes', bound });
};

/** True where an endpoint with these patterns wants events of a type. */
export const wantsEvent = (patterns: readonly string[], type: string): boolean =>
  type !== TEST_TYPE &&
  patterns.some(
    (pattern) =>
      pattern === '*' || pattern === type || (pattern.endsWith('.*') && type.startsWith(pattern.slice(0, -1))),
  );
