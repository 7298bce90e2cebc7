/** Why a request is taken for no webhook of this API, each with its sentence. No sentence holds anything of the request. */
const SENTENCES = {
  missing_header: 'The request lacks webhook-id, webhook-timestamp or webhook-signature.',
  timestamp_too_old: 'The webhook was signed longer ago than is tolerated: it is repeated, or the clock here is fast.',
  timestamp_too_new: 'The webhook was signed further ahead than is tolerated: the clock here is slow.',
  malformed: 'The headers do not have the form of a webhook, or the signed body holds no event.',
  no_matching_signature: 'No signature is one of the given secrets over this body: another secret, or a changed body.',
  body_not_raw: 'Give the raw body as it was received, text or bytes: parsed and written again it has other bytes.',
} as const;

export type WebhookVerificationReason = keyof typeof SENTENCES;

/** A request that must not be taken for a webhook. It holds no secret, no signature and nothing of the body. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
  readonly reason: WebhookVerificationReason;

  constructor(reason: WebhookVerificationReason) {
    super(SENTENCES[reason]);
    this.reason = reason;
  }
}
