import { type GraphQLSchema, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import {
  CatalogueChangesDocument,
  CatalogueDocument,
  CreateOrderDocument,
  CreateWebhookEndpointDocument,
  DeleteWebhookEndpointDocument,
  DeliveriesDocument,
  EventDocument,
  EventsDocument,
  IdempotencyKeyDocument,
  LaunchReadinessDocument,
  LedgerEntriesDocument,
  OrderDocument,
  OrdersDocument,
  PackageDocument,
  PackagesDocument,
  QuoteDocument,
  ReplayDocument,
  ReplayEventsDocument,
  ReplaysDocument,
  RequestLiveAccessDocument,
  RotateWebhookSecretDocument,
  SendTestEventDocument,
  UpdateWebhookEndpointDocument,
  ViewerDocument,
  WalletDocument,
  WebhookDryRunDocument,
  WebhookEndpointsDocument,
} from '../../src/client/index.ts';
import { needOf } from '../../src/graphql/engine/needs.ts';
import { buildPartnerSchema } from '../../src/graphql/schema.ts';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildPartnerSchema();
});

/** The scopes of a document's fields; what is behind `@include` is asked for on purpose and left out here. */
const scopesOf = (document: { toString(): string }): string[] => {
  const scopes = new Set<string>();
  const info = new TypeInfo(schema);
  const ast = parse(document.toString());
  visit(
    ast,
    visitWithTypeInfo(info, {
      Field: (node) => {
        if (node.directives?.some(({ name }) => name.value === 'include')) return false;
        const field = info.getFieldDef();
        if (!field) throw new Error(`the schema has no field ${node.name.value}`);
        const need = needOf(field);
        if (need) scopes.add(need);
        return undefined;
      },
    }),
  );
  return [...scopes].sort();
};

test.each([
  ['viewer', ViewerDocument, ['any credential']],
  ['catalogue', CatalogueDocument, ['catalogue:read']],
  ['packages', PackagesDocument, ['catalogue:read']],
  ['package', PackageDocument, ['catalogue:read']],
  ['catalogueChanges', CatalogueChangesDocument, ['catalogue:read']],
  ['quote', QuoteDocument, ['orders:create']],
  ['createOrder', CreateOrderDocument, ['orders:create']],
  ['order', OrderDocument, ['orders:read']],
  ['orders', OrdersDocument, ['orders:read']],
  ['idempotencyKey', IdempotencyKeyDocument, ['orders:create']],
  ['wallet', WalletDocument, ['ledger:read']],
  ['ledgerEntries', LedgerEntriesDocument, ['ledger:read']],
  ['events', EventsDocument, ['events:replay']],
  ['event', EventDocument, ['events:replay']],
  ['replayEvents', ReplayEventsDocument, ['events:replay']],
  ['replay', ReplayDocument, ['events:replay']],
  ['replays', ReplaysDocument, ['events:replay']],
  ['webhookEndpoints', WebhookEndpointsDocument, ['webhooks:manage']],
  ['createWebhookEndpoint', CreateWebhookEndpointDocument, ['webhooks:manage']],
  ['updateWebhookEndpoint', UpdateWebhookEndpointDocument, ['webhooks:manage']],
  ['deleteWebhookEndpoint', DeleteWebhookEndpointDocument, ['webhooks:manage']],
  ['rotateWebhookSecret', RotateWebhookSecretDocument, ['webhooks:manage']],
  ['sendTestEvent', SendTestEventDocument, ['webhooks:manage']],
  ['deliveries', DeliveriesDocument, ['webhooks:manage']],
  ['webhookDryRun', WebhookDryRunDocument, ['webhooks:manage']],
  ['launchReadiness', LaunchReadinessDocument, ['any credential']],
  ['requestLiveAccess', RequestLiveAccessDocument, ['credentials:manage']],
])('%s is answered whole to a credential with its one scope', (_name, document, scopes) => {
  expect(scopesOf(document)).toEqual(scopes);
});
