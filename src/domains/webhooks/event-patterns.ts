import { badInput } from '../../kernel/fault.ts';
import { redact } from '../../kernel/redact.ts';
import { EVENT_TYPE_NAMES, type EventType, isEventType } from '../../records/events/index.ts';

/** Patterns that one endpoint may have. */
export const EVENT_PATTERNS_MAX = 50;

/** Patterns that one refusal names. */
const PROBLEMS_MAX = 10;

/** Sent to an endpoint on request alone, whatever it subscribes to. */
const TEST_TYPE = 'test.ping';

/** The areas of event types, such as `order`: what goes before the first dot. */
const AREAS: ReadonlySet<string> = new Set(EVENT_TYPE_NAMES.map((type) => type.slice(0, type.indexOf('.'))));

const isPattern = (pattern: string): boolean =>
  pattern === '*' || isEventType(pattern) || (pattern.endsWith('.*') && AREAS.has(pattern.slice(0, -2)));

const PATTERN_WORDS = 'event types, areas such as `order.*`, or `*`';

/** An event type as anybody could spell it: what else was sent is not repeated. */
const NAME = /^[a-z_.]{1,50}(?:\.\*)?$/i;

const areaOf = (name: string): string => name.split('.', 1)[0]?.toLowerCase() ?? '';

/** Names what is no pattern, and what there is in its area; where there is no such area, the areas. */
const boundOf = (pattern: string): string => {
  const named =
    NAME.test(pattern) && redact(pattern) === pattern ? `${pattern} is none of them` : 'one is none of them';
  const area = areaOf(pattern);
  const near = AREAS.has(area)
    ? [`${area}.*`, ...EVENT_TYPE_NAMES.filter((type) => areaOf(type) === area)]
    : [...AREAS].map((one) => `${one}.*`);
  return `${PATTERN_WORDS}: ${named}. There is ${near.join(', ')}`;
};

/** Refuses: BAD_USER_INPUT, on this field, where one is neither an event type nor an area with `.*` nor `*`. */
export const assertEventPatterns = (patterns: readonly string[], field = 'eventTypes'): void => {
  if (patterns.length === 0 || patterns.length > EVENT_PATTERNS_MAX) {
    throw badInput({ field, bound: `1 to ${EVENT_PATTERNS_MAX} ${PATTERN_WORDS}` });
  }
  const unknown = patterns.filter((pattern) => !isPattern(pattern));
  if (unknown.length > 0)
    throw badInput(...unknown.slice(0, PROBLEMS_MAX).map((one) => ({ field, bound: boundOf(one) })));
};

const matches = (patterns: readonly string[], type: string): boolean =>
  patterns.some(
    (pattern) =>
      pattern === '*' || pattern === type || (pattern.endsWith('.*') && type.startsWith(pattern.slice(0, -1))),
  );

/** The event types that patterns name. Refuses: BAD_USER_INPUT, on this field, as `assertEventPatterns` does. */
export const eventTypesOf = (patterns: readonly string[], field: string): readonly EventType[] => {
  assertEventPatterns(patterns, field);
  return EVENT_TYPE_NAMES.filter((type) => matches(patterns, type));
};

/** True where an endpoint with these patterns wants events of a type. */
export const wantsEvent = (patterns: readonly string[], type: string): boolean =>
  type !== TEST_TYPE && matches(patterns, type);
