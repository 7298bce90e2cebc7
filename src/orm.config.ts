import { Migrator } from '@mikro-orm/migrations';
import { defineConfig } from '@mikro-orm/postgresql';
import pg from 'pg';
import { Foundation } from '../migrations/migration-20261124000000-foundation.ts';
import { CredentialLife } from '../migrations/migration-20261124010000-credential-life.ts';
import { Requests } from '../migrations/migration-20261124010200-requests.ts';
import { Launch } from '../migrations/migration-20261124010300-launch.ts';
import { EventLog } from '../migrations/migration-20261124020000-event-log.ts';
import { Webhooks } from '../migrations/migration-20261124020100-webhooks.ts';
import { EsimLife } from '../migrations/migration-20261124030000-esim-life.ts';
import { Refunds } from '../migrations/migration-20261124030200-refunds.ts';
import { Sandbox } from '../migrations/migration-20261124030300-sandbox.ts';
import { InstallLinks } from '../migrations/migration-20261124030400-install-links.ts';
import { Wallets } from '../migrations/migration-20261124040000-wallets.ts';
import { Invoices } from '../migrations/migration-20261124040100-invoices.ts';
import { LiveOrders } from '../migrations/migration-20261124050000-live-orders.ts';
import { DeprecatedUses } from '../migrations/migration-20261124050100-deprecated-uses.ts';
import { EntryOrder } from '../migrations/migration-20261124060000-entry-order.ts';
import { MonthsAnew } from '../migrations/migration-20261124060100-months-anew.ts';
import { DespiteMissing } from '../migrations/migration-20261124060300-despite-missing.ts';
import { PreparingClient } from './db/preparing-client.ts';
import {
  AssortmentEntity,
  CatalogueVersionEntity,
  PackageApprovalEntity,
  PackageEntity,
} from './domains/catalogue/index.ts';
import { CredentialEntity, ExposureEntity } from './domains/credentials/index.ts';
import { TrustedDocumentEntity } from './domains/documents/index.ts';
import {
  EsimEntity,
  InstallLinkEntity,
  UsageCrossingEntity,
  UsageReportEntity,
  UsageThresholdsEntity,
} from './domains/esims/index.ts';
import {
  DisputeEntity,
  DisputeLineEntity,
  InvoiceEntity,
  InvoiceSeriesEntity,
  InvoiceTermsEntity,
} from './domains/invoices/index.ts';
import { LaunchApprovalEntity, LaunchEvidenceEntity, LiveAccessEntity } from './domains/launch/index.ts';
import {
  AccountEntity,
  EntryEntity,
  LedgerCheckpointEntity,
  PostingEntity,
  WalletEntity,
} from './domains/ledger/index.ts';
import { OrderEntity } from './domains/orders/index.ts';
import { OrganisationEntity } from './domains/partners/index.ts';
import { RefundEntity } from './domains/refunds/index.ts';
import { RequestEntity, RequestSightingEntity } from './domains/requests/index.ts';
import { SandboxClockEntity, SandboxEncounterEntity } from './domains/sandbox/index.ts';
import {
  DeliveryAttemptEntity,
  DeliveryEntity,
  EventFanOutEntity,
  ReplayEntity,
  WebhookEndpointEntity,
  WebhookLeaseEntity,
  WebhookSecretEntity,
} from './domains/webhooks/index.ts';
import { ActivityEntity } from './records/activity/index.ts';
import { EventEntity, EventSequenceEntity } from './records/events/index.ts';
import { IdempotencyKeyEntity } from './records/idempotency/index.ts';

/** How long a statement waits for a lock, runs at all, and a transaction may stand idle, before the database ends it. */
const SESSION_LIMITS = '-c lock_timeout=5s -c statement_timeout=30s -c idle_in_transaction_session_timeout=30s';

/** 64-bit integers as bigint and moments as Date, everywhere: amounts are exact and no reader has to convert. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, BigInt);

/** Everything the ORM needs to know for one database. */
export const ormConfig = (databaseUrl: string, poolMax = 10) =>
  defineConfig({
    clientUrl: databaseUrl,
    entities: [
      AccountEntity,
      ActivityEntity,
      AssortmentEntity,
      CatalogueVersionEntity,
      CredentialEntity,
      DeliveryAttemptEntity,
      DeliveryEntity,
      DisputeEntity,
      DisputeLineEntity,
      EntryEntity,
      EsimEntity,
      EventEntity,
      EventFanOutEntity,
      EventSequenceEntity,
      ExposureEntity,
      IdempotencyKeyEntity,
      InstallLinkEntity,
      InvoiceEntity,
      InvoiceSeriesEntity,
      InvoiceTermsEntity,
      LaunchApprovalEntity,
      LaunchEvidenceEntity,
      LedgerCheckpointEntity,
      LiveAccessEntity,
      OrderEntity,
      OrganisationEntity,
      PackageApprovalEntity,
      PackageEntity,
      PostingEntity,
      RefundEntity,
      ReplayEntity,
      RequestEntity,
      RequestSightingEntity,
      SandboxClockEntity,
      SandboxEncounterEntity,
      TrustedDocumentEntity,
      UsageCrossingEntity,
      UsageReportEntity,
      UsageThresholdsEntity,
      WalletEntity,
      WebhookEndpointEntity,
      WebhookLeaseEntity,
      WebhookSecretEntity,
    ],
    extensions: [Migrator],
    migrations: {
      migrationsList: [
        { name: 'migration-20261124000000-foundation', class: Foundation },
        { name: 'migration-20261124010000-credential-life', class: CredentialLife },
        { name: 'migration-20261124010200-requests', class: Requests },
        { name: 'migration-20261124010300-launch', class: Launch },
        { name: 'migration-20261124020000-event-log', class: EventLog },
        { name: 'migration-20261124020100-webhooks', class: Webhooks },
        { name: 'migration-20261124030000-esim-life', class: EsimLife },
        { name: 'migration-20261124030200-refunds', class: Refunds },
        { name: 'migration-20261124030300-sandbox', class: Sandbox },
        { name: 'migration-20261124030400-install-links', class: InstallLinks },
        { name: 'migration-20261124040000-wallets', class: Wallets },
        { name: 'migration-20261124040100-invoices', class: Invoices },
        { name: 'migration-20261124050000-live-orders', class: LiveOrders },
        { name: 'migration-20261124050100-deprecated-uses', class: DeprecatedUses },
        { name: 'migration-20261124060000-entry-order', class: EntryOrder },
        { name: 'migration-20261124060100-months-anew', class: MonthsAnew },
        { name: 'migration-20261124060300-despite-missing', class: DespiteMissing },
      ],
      tableName: 'migrations',
      snapshot: false,
      silent: true,
    },
    // The ORM itself reads no `sslmode`.
    driverOptions: {
      connectionString: databaseUrl,
      types,
      options: SESSION_LIMITS,
      application_name: 'onyx',
      Client: PreparingClient,
    },
    pool: { min: 0, max: poolMax },
    allowGlobalContext: true,
    debug: false,
  });
