import { WebhookVerificationError } from './webhook-verification-error.ts';

/** A `Headers`, or the headers of a request of Node, Express or Fastify, whatever the case of their names. */
export type WebhookHeaders =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** What the headers of a webhook say (Standard Webhooks 1.0, "Webhook headers"). */
export interface WebhookMetadata {
  readonly id: string;
  /** Seconds since 1970, as it was written: these characters are signed. */
  readonly timestamp: string;
  readonly signatures: readonly string[];
}

/** Visible ASCII without a full stop, which would let an id and a timestamp be read as another pair. */
const ID = /^[\x21-\x2d\x2f-\x7e]+$/;
const TIMESTAMP = /^\d{1,12}$/;

const isHeaders = (headers: WebhookHeaders): headers is { get(name: string): string | null } =>
  typeof headers?.get === 'function';

const valuesOf = (headers: WebhookHeaders, name: string): readonly unknown[] =>
  isHeaders(headers)
    ? [headers.get(name)]
    : Object.entries(headers ?? {}).flatMap(([key, value]) => (key.toLowerCase() === name ? value : []));

/** Empty where there is none. Several values of an id or a time make one that has no valid form. */
const headerOf = (headers: WebhookHeaders, name: string): string =>
  valuesOf(headers, name)
    .filter((value) => typeof value === 'string')
    .join(' ');

/** Reads the three headers of a webhook. Refuses: missing_header, malformed. */
export const readWebhookHeaders = (headers: WebhookHeaders): WebhookMetadata => {
  const id = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp');
  const signature = headerOf(headers, 'webhook-signature');
  if (id === '' || timestamp === '' || signature === '') throw new WebhookVerificationError('missing_header');
  if (!ID.test(id) || !TIMESTAMP.test(timestamp)) throw new WebhookVerificationError('malformed');
  return { id, timestamp, signatures: signature.split(' ') };
};
