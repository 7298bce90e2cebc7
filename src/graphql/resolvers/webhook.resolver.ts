import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  assertEventPatterns,
  checkWebhookUrl,
  ENDPOINTS_MAX,
  type EndpointChoice,
  listEndpoints,
} from '../../domains/webhooks/index.ts';
import type { Scope } from '../../kernel/scopes.ts';
import { createWebhookEndpoint } from '../../use-cases/create-webhook-endpoint.ts';
import { deleteWebhookEndpoint } from '../../use-cases/delete-webhook-endpoint.ts';
import { rotateWebhookSecret } from '../../use-cases/rotate-webhook-secret.ts';
import { sendTestEvent } from '../../use-cases/send-test-event.ts';
import { updateWebhookEndpoint } from '../../use-cases/update-webhook-endpoint.ts';
import { type ApiContext, sendingOf } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { checkEventFragment } from '../event-fragment.ts';
import {
  CreateWebhookEndpointArgs,
  RotateWebhookSecretArgs,
  refuseNulls,
  SendTestEventArgs,
  UpdateWebhookEndpointArgs,
  type UpdateWebhookEndpointInput,
  WebhookEndpointArgs,
} from '../inputs/webhook.input.ts';
import { TestEventPayloadType, toTestEventPayload } from '../types/delivery.type.ts';
import {
  DeleteWebhookEndpointPayloadType,
  toSecretPayload,
  toSigningKey,
  toWebhookEndpoint,
  WebhookEndpointPayloadType,
  WebhookEndpointType,
  WebhookSecretPayloadType,
  WebhookSigningKeyType,
} from '../types/webhook.type.ts';

/** As many fields as a test costs: it has the server send a request. */
const TEST_COST = 100;

const checkUrl = (context: ApiContext, url: string): void => {
  const { isLoopbackAllowed } = sendingOf(context);
  checkWebhookUrl(url, { mode: context.actor.mode, isLoopbackAllowed, field: 'input.url' });
};

/** What changes of an endpoint. */
const changeOf = ({
  url,
  description,
  eventTypes,
  query,
  scopes,
}: UpdateWebhookEndpointInput): Partial<EndpointChoice> => ({
  ...(typeof url === 'string' && { url }),
  ...(description !== undefined && { description }),
  ...(eventTypes && { eventTypes }),
  ...(query !== undefined && { query }),
  ...(scopes && { scopes }),
});

@Resolver(() => WebhookEndpointType)
export class WebhookResolver {
  @Needs('webhooks:manage')
  @Query(() => [WebhookEndpointType], {
    description: `The organisation's webhook endpoints in the credential's mode, oldest first; at most ${ENDPOINTS_MAX}.`,
  })
  async webhookEndpoints(@Ctx() { house, actor }: ApiContext): Promise<readonly WebhookEndpointType[]> {
    return (await listEndpoints(house.database.tables(), actor)).map(toWebhookEndpoint);
  }

  @Needs('webhooks:manage')
  @Mutation(() => WebhookSecretPayloadType, {
    complexity: 10,
    description:
      'Adds an endpoint, which gets every event from now on that it wants. Takes no idempotency key, for its secret is shown only once: if the answer is lost, delete what `webhookEndpoints` shows and make another one. Refuses BAD_USER_INPUT, BAD_WEBHOOK_QUERY, FORBIDDEN for scopes that the calling credential lacks, TOO_MANY_WEBHOOK_ENDPOINTS.',
  })
  async createWebhookEndpoint(
    @Args(() => CreateWebhookEndpointArgs) { input }: CreateWebhookEndpointArgs,
    @Ctx() context: ApiContext,
    @Info() { schema }: GraphQLResolveInfo,
  ): Promise<WebhookSecretPayloadType> {
    const { house, actor, requestId } = context;
    const { url, eventTypes, signature, scopes } = input;
    const [description, query] = [input.description ?? null, input.query ?? null];
    checkUrl(context, url);
    assertEventPatterns(eventTypes, 'input.eventTypes');
    if (query !== null) checkEventFragment(schema, query, scopes);
    const choice = { url, description, eventTypes, signature, query, scopes };
    const { endpoint, secret } = await createWebhookEndpoint(house, { actor, requestId }, choice);
    return toSecretPayload(endpoint, secret);
  }

  @Needs('webhooks:manage')
  @Mutation(() => WebhookEndpointPayloadType, {
    complexity: 10,
    description:
      'Changes an endpoint, within two seconds also for deliveries that wait. Refuses WEBHOOK_ENDPOINT_NOT_FOUND, BAD_USER_INPUT, BAD_WEBHOOK_QUERY, FORBIDDEN.',
  })
  async updateWebhookEndpoint(
    @Args(() => UpdateWebhookEndpointArgs) { input }: UpdateWebhookEndpointArgs,
    @Ctx() context: ApiContext,
    @Info() { schema }: GraphQLResolveInfo,
  ): Promise<WebhookEndpointPayloadType> {
    const { house, actor, requestId } = context;
    refuseNulls(input);
    if (typeof input.url === 'string') checkUrl(context, input.url);
    if (input.eventTypes) assertEventPatterns(input.eventTypes, 'input.eventTypes');
    const change = {
      endpointId: input.id,
      choice: changeOf(input),
      enabled: input.enabled ?? null,
      checkQuery: (query: string, scopes: readonly Scope[]) => checkEventFragment(schema, query, scopes),
    };
    return { endpoint: toWebhookEndpoint(await updateWebhookEndpoint(house, { actor, requestId }, change)) };
  }

  @Needs('webhooks:manage')
  @Mutation(() => DeleteWebhookEndpointPayloadType, {
    complexity: 10,
    description:
      'Takes an endpoint away for good, and ends what waits for it as failed; its deliveries stay in the history. Refuses WEBHOOK_ENDPOINT_NOT_FOUND, also where it is repeated.',
  })
  async deleteWebhookEndpoint(
    @Args(() => WebhookEndpointArgs) { id }: WebhookEndpointArgs,
    @Ctx() { house, actor, requestId }: ApiContext,
  ): Promise<DeleteWebhookEndpointPayloadType> {
    await deleteWebhookEndpoint(house, { actor, requestId }, { endpointId: id });
    return { id };
  }

  @Needs('webhooks:manage')
  @Mutation(() => WebhookSecretPayloadType, {
    complexity: 10,
    description:
      'Gives an endpoint a new secret. Until the overlap ends every delivery is signed with the old and the new one, so that you change yours at leisure; the new one signs within two seconds. If the answer is lost, rotate again. Refuses WEBHOOK_ENDPOINT_NOT_FOUND.',
  })
  async rotateWebhookSecret(
    @Args(() => RotateWebhookSecretArgs) { id, overlapHours }: RotateWebhookSecretArgs,
    @Ctx() { house, actor, requestId }: ApiContext,
  ): Promise<WebhookSecretPayloadType> {
    const rotation = { endpointId: id, overlapHours };
    const { endpoint, secret } = await rotateWebhookSecret(house, { actor, requestId }, rotation);
    return toSecretPayload(endpoint, secret);
  }

  @Needs('webhooks:manage')
  @Mutation(() => TestEventPayloadType, {
    complexity: TEST_COST,
    description:
      'Sends an endpoint the event `test.ping` now, in the standard payload, also where it is disabled or subscribes to nothing of the kind, and answers what came of it, after 15 seconds at most. There is one attempt, and whatever it comes to, the endpoint is not disabled for it. With `badSignature` your endpoint must refuse it: that shows the launch check WEBHOOK_SIGNATURE_REFUSED. Refuses WEBHOOK_ENDPOINT_NOT_FOUND, WEBHOOK_TEST_IN_PROGRESS.',
  })
  async sendTestEvent(
    @Args(() => SendTestEventArgs) { endpointId, badSignature }: SendTestEventArgs,
    @Ctx() context: ApiContext,
  ): Promise<TestEventPayloadType> {
    const { house, actor, requestId } = context;
    const test = { endpointId, badSignature };
    return toTestEventPayload(await sendTestEvent(house, { actor, requestId }, sendingOf(context), test));
  }

  @FieldResolver(() => [WebhookSigningKeyType], {
    description: 'What signs its deliveries now, the current one first. Public keys are no secret.',
  })
  async signingKeys(
    @Root() { id }: WebhookEndpointType,
    @Ctx() { loaders }: ApiContext,
  ): Promise<readonly WebhookSigningKeyType[]> {
    return (await loaders.signingKeysOfEndpoint.load(id)).map(toSigningKey);
  }
}
