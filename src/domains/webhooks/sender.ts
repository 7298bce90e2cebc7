/** Why an attempt failed, and what its partner is told about that. */
export const ATTEMPT_FAILURES = {
  status: 'The receiver answered with a status that is not 200 to 299.',
  redirect:
    'The receiver answered with a redirect (300 to 399). Redirects are not followed: set the URL that it leads to.',
  gone: 'The receiver answered 410 Gone: it wants no more.',
  timeout: 'The receiver had not answered in full when its time was up.',
  connect_timeout: 'No connection was made in time: the host did not answer, or did not finish the TLS handshake.',
  dns: 'The host name has no address.',
  refused: 'The host refused the connection: nothing listens on that port.',
  unreachable: 'The network knows no way to the host.',
  reset: 'The connection ended before the answer was complete.',
  tls: 'TLS failed: the certificate is not trusted, not valid now or not for this host, or the port does not speak TLS.',
  protocol: 'The answer is not HTTP/1.1, or its header is larger than 16 KiB.',
  address: 'The host is, or its name leads to, an address that is not public.',
  insecure: 'The URL is not https.',
  internal: 'It was not sent, for a fault of this server; it does not count against the endpoint.',
} as const;

export type AttemptFailure = keyof typeof ATTEMPT_FAILURES;

/** What the receiver is sent in one attempt. */
export interface WebhookRequest {
  readonly url: string;
  /** Among them `webhook-id`, `webhook-timestamp` and `webhook-signature` (Standard Webhooks, "Webhook headers"). */
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as it is: the signature is over these bytes. */
  readonly body: string;
  /** True in the sandbox where the operator allows it: then loopback addresses may be sent to, also without TLS. */
  readonly isLoopbackAllowed: boolean;
}

/** Milliseconds that one attempt gets, from its connection to the end of its answer. */
export const ATTEMPT_MS_MAX = 15_000;

export interface AttemptOutcome {
  /** Null where it was delivered: a status of 200 to 299, and the whole answer or as much of it as is read. */
  readonly failure: AttemptFailure | null;
  /** Null where no answer began. */
  readonly httpStatus: number | null;
  readonly durationMs: number;
  /** The `Retry-After` of 429 and 503 (RFC 9110 section 10.2.3), at most 24 hours; null where there is none. */
  readonly retryAfterMs: number | null;
}

/**
 * Makes single attempts; when to make another one is not its business. An attempt that failed may have arrived: the
 * receiver tells by the `webhook-id`. An error means that the fault is ours and nothing is known about the receiver.
 */
export interface WebhookSender {
  send(request: WebhookRequest): Promise<AttemptOutcome>;
  /** Ends once the attempts in flight have ended. */
  close(): Promise<void>;
}
