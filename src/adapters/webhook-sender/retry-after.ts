const SECONDS = /^\d+$/;

/** The form that is sent today (RFC 9110 section 5.6.7): Sun, 06 Nov 1994 08:49:37 GMT. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

const RETRY_AFTER_MS_MAX = 24 * 60 * 60 * 1000;

const millisecondsOf = (text: string, now: Date): number => {
  if (SECONDS.test(text)) return Number(text) * 1000;
  return HTTP_DATE.test(text) ? Date.parse(text) - now.getTime() : Number.NaN;
};

/** The milliseconds that a `Retry-After` asks for, 0 to 24 hours; null where it asks for nothing that can be read. */
export const readRetryAfter = (text: string, now: Date): number | null => {
  const asked = millisecondsOf(text.trim(), now);
  return Number.isNaN(asked) ? null : Math.min(Math.max(asked, 0), RETRY_AFTER_MS_MAX);
};
