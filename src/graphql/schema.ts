import 'reflect-metadata';
import { type GraphQLSchema, isInputObjectType } from 'graphql';
import { buildSchema } from 'type-graphql';
import { PARTNER_DIRECTIVES } from './engine/directives.ts';
import { validateArguments } from './engine/validate-arguments.ts';
import { ActivationResolver, EsimActivationResolver } from './resolvers/activation.resolver.ts';
import { ActivityResolver } from './resolvers/activity.resolver.ts';
import { CatalogueResolver } from './resolvers/catalogue.resolver.ts';
import { CredentialResolver } from './resolvers/credential.resolver.ts';
import { DeliveryResolver } from './resolvers/delivery.resolver.ts';
import { EsimResolver } from './resolvers/esim.resolver.ts';
import { EventResolver } from './resolvers/event.resolver.ts';
import { IdempotencyResolver } from './resolvers/idempotency.resolver.ts';
import { InstallLinkResolver } from './resolvers/install-link.resolver.ts';
import { InvoiceResolver } from './resolvers/invoice.resolver.ts';
import { InvoiceFieldsResolver } from './resolvers/invoice-fields.resolver.ts';
import { DisputeResolver, InvoiceLineResolver, OrderInvoiceResolver } from './resolvers/invoice-line.resolver.ts';
import { InvoiceLinksResolver, WalletLinksResolver } from './resolvers/invoice-links.resolver.ts';
import { LaunchResolver } from './resolvers/launch.resolver.ts';
import { LedgerResolver } from './resolvers/ledger.resolver.ts';
import { LedgerProofResolver } from './resolvers/ledger-proof.resolver.ts';
import { OrderResolver } from './resolvers/order.resolver.ts';
import { ReconciliationResolver } from './resolvers/reconciliation.resolver.ts';
import { RefundResolver } from './resolvers/refund.resolver.ts';
import { ReplayResolver } from './resolvers/replay.resolver.ts';
import { SandboxResolver } from './resolvers/sandbox.resolver.ts';
import { SandboxDecisionResolver } from './resolvers/sandbox-decision.resolver.ts';
import { ViewerResolver } from './resolvers/viewer.resolver.ts';
import { WebhookResolver } from './resolvers/webhook.resolver.ts';

/** Input types of which exactly one field is given. TypeGraphQL has no word for them yet. */
const ONE_OF = ['OrderBy', 'ReplaySelection'] as const;

const markOneOf = (schema: GraphQLSchema, name: string): void => {
  const type = schema.getType(name);
  if (!isInputObjectType(type)) throw new Error(`${name} is no input type`);
  type.isOneOf = true;
};

/** Builds the partner API's schema from its resolvers: arguments are validated, nothing is guarded yet. */
export const buildPartnerSchema = async (): Promise<GraphQLSchema> => {
  const schema = await buildSchema({
    resolvers: [
      ActivationResolver,
      ActivityResolver,
      CatalogueResolver,
      CredentialResolver,
      DeliveryResolver,
      EsimActivationResolver,
      EsimResolver,
      EventResolver,
      DisputeResolver,
      IdempotencyResolver,
      InstallLinkResolver,
      InvoiceFieldsResolver,
      InvoiceLineResolver,
      InvoiceLinksResolver,
      WalletLinksResolver,
      InvoiceResolver,
      LaunchResolver,
      LedgerProofResolver,
      LedgerResolver,
      OrderInvoiceResolver,
      OrderResolver,
      ReplayResolver,
      ReconciliationResolver,
      RefundResolver,
      SandboxDecisionResolver,
      SandboxResolver,
      ViewerResolver,
      WebhookResolver,
    ],
    directives: [...PARTNER_DIRECTIVES],
    validateFn: validateArguments,
  });
  for (const name of ONE_OF) markOneOf(schema, name);
  return schema;
};
