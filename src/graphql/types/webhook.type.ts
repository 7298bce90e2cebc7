import { Field, ID, ObjectType } from 'type-graphql';
import type { NewSecret, SigningKey, WebhookEndpoint } from '../../domains/webhooks/index.ts';
import { DateTime } from '../scalars.ts';
import { DisabledReasonEnum, EndpointStatusEnum, SignatureEnum } from '../webhook-enums.ts';

@ObjectType('WebhookSigningKey', {
  description: 'A secret that signs deliveries now. It shows what is no secret of it.',
})
export class WebhookSigningKeyType {
  @Field(() => ID, { simple: true, description: 'Its id, `whs_…`; ids sort by time.' })
  id!: string;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'The public key `whpk_…` of ED25519, with which deliveries are verified; null for HMAC_SHA256.',
  })
  publicKey!: string | null;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'Until when it signs beside its successor; null for the current one.',
  })
  expiresAt!: Date | null;
}

@ObjectType('WebhookEndpoint', { description: 'Where events of the organisation and mode are sent.' })
export class WebhookEndpointType {
  @Field(() => ID, { simple: true, description: 'Its id, `whe_…`.' })
  id!: string;

  @Field(() => String, { simple: true, description: 'Where deliveries are sent.' })
  url!: string;

  @Field(() => String, { simple: true, nullable: true, description: 'What it is for, in your words.' })
  description!: string | null;

  @Field(() => [String], {
    simple: true,
    description: 'What it gets: event types, areas such as `order.*`, or `*` for all.',
  })
  eventTypes!: readonly string[];

  @Field(() => SignatureEnum, { simple: true, description: 'How its deliveries are signed.' })
  signature!: string;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'The fragment on `Event` that shapes its payloads; null for the standard payload.',
  })
  query!: string | null;

  @Field(() => [String], { simple: true, description: 'The scopes that `query` is resolved with, sorted.' })
  scopes!: readonly string[];

  @Field(() => EndpointStatusEnum, { simple: true, description: 'Whether events are sent to it.' })
  status!: string;

  @Field(() => DisabledReasonEnum, {
    simple: true,
    nullable: true,
    description: 'Why it gets nothing; null while it is enabled.',
  })
  disabledReason!: string | null;

  @Field(() => DateTime, { simple: true, nullable: true, description: 'Since when it gets nothing.' })
  disabledAt!: Date | null;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description:
      'Since when every attempt failed; null while they succeed. After five days of that it is disabled by itself.',
  })
  failingSince!: Date | null;

  @Field(() => DateTime, { simple: true, description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, { simple: true, description: 'When it last changed.' })
  updatedAt!: Date;
}

/** An endpoint as the API shows it. */
export const toWebhookEndpoint = (endpoint: WebhookEndpoint): WebhookEndpointType => ({
  id: endpoint.id,
  url: endpoint.url,
  description: endpoint.description,
  eventTypes: endpoint.eventTypes,
  signature: endpoint.signature,
  query: endpoint.query,
  scopes: endpoint.scopes.toSorted(),
  status: endpoint.state,
  disabledReason: endpoint.disabledReason,
  disabledAt: endpoint.disabledAt,
  failingSince: endpoint.failingSince,
  createdAt: endpoint.createdAt,
  updatedAt: endpoint.updatedAt,
});

/** A signing key as the API shows it. */
export const toSigningKey = ({ id, publicKey, expiresAt }: SigningKey): WebhookSigningKeyType => ({
  id,
  publicKey,
  expiresAt,
});

@ObjectType('WebhookEndpointPayload', { description: 'What a change of an endpoint answers.' })
export class WebhookEndpointPayloadType {
  @Field(() => WebhookEndpointType, { simple: true, description: 'The endpoint as it stands.' })
  endpoint!: WebhookEndpointType;
}

@ObjectType('WebhookSecretPayload', { description: 'An endpoint with the secret that was made for it.' })
export class WebhookSecretPayloadType {
  @Field(() => WebhookEndpointType, { simple: true, description: 'The endpoint as it stands.' })
  endpoint!: WebhookEndpointType;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description:
      'The secret `whsec_…` that deliveries are verified with, shown this once: store it where secrets are kept. Null for ED25519, of which there is no secret to keep.',
  })
  secret!: string | null;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'The public key `whpk_…` that deliveries are verified with; null for HMAC_SHA256.',
  })
  publicKey!: string | null;
}

/** An endpoint with its new secret as the API shows them, this once. */
export const toSecretPayload = (endpoint: WebhookEndpoint, secret: NewSecret): WebhookSecretPayloadType => ({
  endpoint: toWebhookEndpoint(endpoint),
  secret: secret.secret,
  publicKey: secret.publicKey,
});

@ObjectType('DeleteWebhookEndpointPayload', { description: 'What a deletion answers.' })
export class DeleteWebhookEndpointPayloadType {
  @Field(() => ID, {
    simple: true,
    description: 'The endpoint that there was, `whe_…`; its deliveries stay in the history.',
  })
  id!: string;
}
