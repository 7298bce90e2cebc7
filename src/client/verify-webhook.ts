import { SYSTEM } from './runtime.ts';
import { type AnyWebhookEvent, readWebhookEvent, type WebhookEvent } from './webhook-event.ts';
import { readWebhookHeaders, type WebhookHeaders } from './webhook-headers.ts';
import { isSigned, readWebhookKeys } from './webhook-signature.ts';
import { WebhookVerificationError } from './webhook-verification-error.ts';

export interface VerifyWebhookOptions {
  /** The time here; this machine's clock where nothing is said. */
  readonly now?: () => Date;
  /** Seconds that the webhook's time may lie before or after the time here: 300. */
  readonly toleranceSeconds?: number;
}

const TOLERANCE_SECONDS = 300;

/** Also one of another realm, which instanceof does not know. */
const isArrayBuffer = (value: unknown): value is ArrayBuffer =>
  Object.prototype.toString.call(value) === '[object ArrayBuffer]';

const bytesOf = (body: unknown): Uint8Array => {
  if (typeof body === 'string') return new TextEncoder().encode(body);
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (isArrayBuffer(body)) return new Uint8Array(body);
  throw new WebhookVerificationError('body_not_raw');
};

const refuseOtherTimes = (
  timestamp: string,
  { now = SYSTEM.now, toleranceSeconds = TOLERANCE_SECONDS }: VerifyWebhookOptions,
) => {
  const ageSeconds = now().getTime() / 1_000 - Number(timestamp);
  // Asked so that what is no number is refused.
  if (!(ageSeconds <= toleranceSeconds)) throw new WebhookVerificationError('timestamp_too_old');
  if (!(ageSeconds >= -toleranceSeconds)) throw new WebhookVerificationError('timestamp_too_new');
};

/**
 * Gives the event of a webhook that was signed with the secret, or with any of several while one replaces another.
 * `rawBody` is the body exactly as it was received. Follows Standard Webhooks 1.0 and needs WebCrypto alone. Throws a
 * TypeError where the secret itself is none: that is a mistake here, and no fault of the sender's. An endpoint that has a
 * query gets other data: name what its query makes, `verifyWebhook<ShapedWebhookEvent<{ order: … }>>(…)`.
 * Refuses: body_not_raw, missing_header, malformed, timestamp_too_old, timestamp_too_new, no_matching_signature, each as
 * the `reason` of a WebhookVerificationError.
 */
export const verifyWebhook = async <Event extends AnyWebhookEvent = WebhookEvent>(
  headers: WebhookHeaders,
  rawBody: string | Uint8Array | ArrayBuffer,
  secret: string | readonly string[],
  options: VerifyWebhookOptions = {},
): Promise<Event> => {
  const keys = readWebhookKeys(secret);
  const body = bytesOf(rawBody);
  const { id, timestamp, signatures } = readWebhookHeaders(headers);
  refuseOtherTimes(timestamp, options);
  const before = new TextEncoder().encode(`${id}.${timestamp}.`);
  const content = new Uint8Array(before.length + body.length);
  content.set(before);
  content.set(body, before.length);
  if (!(await isSigned(keys, signatures, content))) throw new WebhookVerificationError('no_matching_signature');
  const event = readWebhookEvent<Event>(content.subarray(before.length));
  if (event === null) throw new WebhookVerificationError('malformed');
  return event;
};
