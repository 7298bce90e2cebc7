import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import * as documents from '../../src/client/generated/graphql.ts';
import {
  ActivationDocument,
  ActivityDocument,
  CancelOrderDocument,
  CatalogueChangesDocument,
  CatalogueDocument,
  CreateInstallLinkDocument,
  CreateOrderDocument,
  CreateWebhookEndpointDocument,
  CredentialsDocument,
  DeleteWebhookEndpointDocument,
  DeliveriesDocument,
  DisputeInvoiceDocument,
  EsimDocument,
  EsimsDocument,
  EventDocument,
  EventsDocument,
  IdempotencyKeyDocument,
  InstallLinksDocument,
  InvoiceDocument,
  InvoiceLinesDocument,
  InvoicesDocument,
  LaunchReadinessDocument,
  LedgerEntriesDocument,
  OnyxClient,
  OrderDocument,
  OrdersDocument,
  PackageDocument,
  PackagesDocument,
  QuoteDocument,
  ReplayDocument,
  ReplayEventsDocument,
  ReplaysDocument,
  RequestLiveAccessDocument,
  RequestRefundDocument,
  RevokeCredentialDocument,
  RevokeInstallLinkDocument,
  RotateCredentialDocument,
  RotateWebhookSecretDocument,
  SandboxAdvanceClockDocument,
  SandboxAdvanceEsimDocument,
  SandboxCloseMonthDocument,
  SandboxFundWalletDocument,
  SandboxReportUsageDocument,
  SandboxResetDocument,
  SandboxSettleDisputeDocument,
  SandboxSettleOrderDocument,
  SandboxSettleRefundDocument,
  SendTestEventDocument,
  SetInvoicePurchaseOrderDocument,
  SetLowBalanceThresholdDocument,
  SetUsageThresholdsDocument,
  UpdateWebhookEndpointDocument,
  UsageThresholdsDocument,
  ViewerDocument,
  WalletDocument,
  WalletsDocument,
  WebhookDryRunDocument,
  WebhookEndpointsDocument,
} from '../../src/client/index.ts';
import { needOf } from '../../src/graphql/engine/needs.ts';
import { buildPartnerSchema } from '../../src/graphql/schema.ts';
import { CREDENTIAL } from './made-up-credential.ts';

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
  ['wallets', WalletsDocument, ['ledger:read']],
  ['setLowBalanceThreshold', SetLowBalanceThresholdDocument, ['webhooks:manage']],
  ['invoice', InvoiceDocument, ['invoices:read']],
  ['invoices', InvoicesDocument, ['invoices:read']],
  ['invoiceLines', InvoiceLinesDocument, ['invoices:read']],
  ['disputeInvoice', DisputeInvoiceDocument, ['invoices:manage', 'invoices:read']],
  ['setInvoicePurchaseOrder', SetInvoicePurchaseOrderDocument, ['invoices:manage', 'invoices:read']],
  ['cancelOrder', CancelOrderDocument, ['orders:create']],
  ['requestRefund', RequestRefundDocument, ['orders:create']],
  ['esim', EsimDocument, ['usage:read']],
  ['esims', EsimsDocument, ['usage:read']],
  ['activation', ActivationDocument, ['activation:read', 'usage:read']],
  ['installLinks', InstallLinksDocument, ['activation:read']],
  ['createInstallLink', CreateInstallLinkDocument, ['activation:read']],
  ['revokeInstallLink', RevokeInstallLinkDocument, ['activation:read']],
  ['usageThresholds', UsageThresholdsDocument, ['usage:read']],
  ['setUsageThresholds', SetUsageThresholdsDocument, ['webhooks:manage']],
  ['credentials', CredentialsDocument, ['credentials:manage']],
  ['activity', ActivityDocument, ['credentials:manage']],
  ['rotateCredential', RotateCredentialDocument, ['any credential']],
  ['revokeCredential', RevokeCredentialDocument, ['any credential']],
  ['sandboxAdvanceClock', SandboxAdvanceClockDocument, ['orders:create']],
  ['sandboxAdvanceEsim', SandboxAdvanceEsimDocument, ['usage:read']],
  ['sandboxReportUsage', SandboxReportUsageDocument, ['usage:read']],
  ['sandboxSettleOrder', SandboxSettleOrderDocument, ['orders:create']],
  ['sandboxSettleRefund', SandboxSettleRefundDocument, ['orders:create']],
  ['sandboxSettleDispute', SandboxSettleDisputeDocument, ['invoices:manage']],
  ['sandboxFundWallet', SandboxFundWalletDocument, ['ledger:read']],
  ['sandboxCloseMonth', SandboxCloseMonthDocument, ['invoices:read']],
  ['sandboxReset', SandboxResetDocument, ['orders:create']],
])('%s is answered whole to a credential with its scopes', (_name, document, scopes) => {
  expect(scopesOf(document)).toEqual(scopes);
});

/** The leaves of a type that neither need a scope of their own nor are deprecated. */
const leavesOf = (type: GraphQLNamedType): string[] =>
  isObjectType(type)
    ? Object.values(type.getFields())
        .filter((field) => isLeafType(getNamedType(field.type)) && !needOf(field) && !field.deprecationReason)
        .map(({ name }) => name)
    : [];

test('whoever gets a thing gets every plain fact of it that needs no other scope', () => {
  const missing = Object.entries(documents).flatMap(([name, document]) => {
    if (!name.endsWith('FieldsFragmentDoc')) return [];
    const [fragment] = parse(String(document)).definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
    if (fragment?.kind !== Kind.FRAGMENT_DEFINITION) throw new Error(`${name} is no fragment`);
    const selected = fragment.selectionSet.selections.map((one) => (one.kind === Kind.FIELD ? one.name.value : ''));
    const type = schema.getType(fragment.typeCondition.name.value);
    if (!type) throw new Error(`the schema has no type ${fragment.typeCondition.name.value}`);
    return leavesOf(type).flatMap((leaf) => (selected.includes(leaf) ? [] : `${type.name}.${leaf}`));
  });
  expect(missing).toEqual([]);
});

test('the client has a method for every operation of the schema, under its name', () => {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const names = roots.flatMap((type) => Object.keys(type?.getFields() ?? {}));
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter((name) => !(name in OnyxClient.prototype))).toEqual([]);
});

test('every connection of the schema can be iterated', () => {
  const client = new OnyxClient({ url: 'http://127.0.0.1:1', credential: CREDENTIAL });
  const connections = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ type }) =>
    String(type).endsWith('Connection!'),
  );
  const names = [...connections.map(({ name }) => name), 'invoiceLines'];
  expect(Object.keys(client.iterate).sort()).toEqual(names.sort());
});
