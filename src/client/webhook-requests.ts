import { EventRequests } from './event-requests.ts';
import {
  CreateWebhookEndpointDocument,
  type CreateWebhookEndpointInput,
  type CreateWebhookEndpointMutation,
  DeleteWebhookEndpointDocument,
  type DeleteWebhookEndpointMutation,
  DeliveriesDocument,
  type DeliveriesQuery,
  type DeliveriesQueryVariables,
  RotateWebhookSecretDocument,
  type RotateWebhookSecretMutation,
  type RotateWebhookSecretMutationVariables,
  SendTestEventDocument,
  type SendTestEventMutation,
  type SendTestEventMutationVariables,
  UpdateWebhookEndpointDocument,
  type UpdateWebhookEndpointInput,
  type UpdateWebhookEndpointMutation,
  WebhookEndpointsDocument,
  type WebhookEndpointsQuery,
} from './generated/graphql.ts';
import type { Rest } from './requests.ts';
import type { RequestOptions } from './transport.ts';

type CreatedEndpoint = CreateWebhookEndpointMutation['createWebhookEndpoint'];

/** Of an endpoint whose deliveries are signed with a secret, as they are where nothing else is said. */
type HmacEndpointInput = CreateWebhookEndpointInput & { readonly signature?: 'HMAC_SHA256' };

type HmacEndpoint = CreatedEndpoint & { readonly secret: string };

/** Webhook endpoints, and what was sent to them. All of it needs webhooks:manage. */
export class WebhookRequests extends EventRequests {
  /** The webhook endpoints, oldest first. */
  async webhookEndpoints(options?: RequestOptions): Promise<WebhookEndpointsQuery['webhookEndpoints']> {
    return (await this.request(WebhookEndpointsDocument, {}, options)).data.webhookEndpoints;
  }

  /** Adds an endpoint. Keep the `secret`: it is given this once. With ED25519 there is a `publicKey` in its place. */
  createWebhookEndpoint(input: HmacEndpointInput, options?: RequestOptions): Promise<HmacEndpoint>;
  createWebhookEndpoint(input: CreateWebhookEndpointInput, options?: RequestOptions): Promise<CreatedEndpoint>;
  async createWebhookEndpoint(input: CreateWebhookEndpointInput, options?: RequestOptions): Promise<CreatedEndpoint> {
    return (await this.request(CreateWebhookEndpointDocument, { input }, options)).data.createWebhookEndpoint;
  }

  /** Changes what is given of an endpoint; `enabled: true` lets one that was disabled get events again. */
  async updateWebhookEndpoint(
    input: UpdateWebhookEndpointInput,
    options?: RequestOptions,
  ): Promise<UpdateWebhookEndpointMutation['updateWebhookEndpoint']['endpoint']> {
    return (await this.request(UpdateWebhookEndpointDocument, { input }, options)).data.updateWebhookEndpoint.endpoint;
  }

  /** Takes an endpoint away for good; its deliveries stay in the history. */
  async deleteWebhookEndpoint(
    id: string,
    options?: RequestOptions,
  ): Promise<DeleteWebhookEndpointMutation['deleteWebhookEndpoint']> {
    return (await this.request(DeleteWebhookEndpointDocument, { id }, options)).data.deleteWebhookEndpoint;
  }

  /** Gives an endpoint a new secret, in `secret` this once; the old one signs beside it for `overlapHours`, 24. */
  async rotateWebhookSecret(
    id: string,
    query: Rest<RotateWebhookSecretMutationVariables, 'id'> = {},
    options?: RequestOptions,
  ): Promise<RotateWebhookSecretMutation['rotateWebhookSecret']> {
    return (await this.request(RotateWebhookSecretDocument, { id, ...query }, options)).data.rotateWebhookSecret;
  }

  /** Sends an endpoint a `test.ping` now and says what came of it; with `badSignature` one that it has to refuse. */
  async sendTestEvent(
    endpointId: string,
    query: Rest<SendTestEventMutationVariables, 'endpointId'> = {},
    options?: RequestOptions,
  ): Promise<SendTestEventMutation['sendTestEvent']> {
    return (await this.request(SendTestEventDocument, { endpointId, ...query }, options)).data.sendTestEvent;
  }

  /** A page of deliveries, newest first, each with all its attempts. */
  async deliveries(
    query: DeliveriesQueryVariables = {},
    options?: RequestOptions,
  ): Promise<DeliveriesQuery['deliveries']> {
    return (await this.request(DeliveriesDocument, query, options)).data.deliveries;
  }
}
