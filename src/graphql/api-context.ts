import DataLoader from 'dataloader';
import { type Esim, getThresholds, listEsimsOfOrders } from '../domains/esims/index.ts';
import {
  type Dispute,
  type DisputedLine,
  type Invoice,
  type InvoiceFigures,
  listDisputedLines,
  listDisputesOfInvoices,
  listInvoicesById,
} from '../domains/invoices/index.ts';
import { type LedgerEntry, listEntriesById, listEntriesOfOrders } from '../domains/ledger/index.ts';
import { listOrdersById, type Order } from '../domains/orders/index.ts';
import { listRefundsOfOrders, type Refund } from '../domains/refunds/index.ts';
import {
  type DeliveryAttempt,
  listAttempts,
  listReplayProgress,
  listSigningKeys,
  type ReplayProgress,
  type SigningKey,
} from '../domains/webhooks/index.ts';
import type { House } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import { type LoggedEvent, listEventsById } from '../records/events/index.ts';
import type { WebhookSending } from '../use-cases/send-test-event.ts';
import type { Caller } from '../views/caller.ts';
import { type EsimHistoryEntry, listEsimHistories } from '../views/esim-history.ts';
import { figuresOfInvoice } from '../views/invoice-figures.ts';
import { listInvoiceIdsOfOrders } from '../views/invoice-of-order.ts';
import { listTimelines, type TimelineEntry } from '../views/order-timeline.ts';
import type { ResolverContext } from './engine/context.ts';

/** What a fragment makes of an event, and for whom: with the scopes of an endpoint. */
export interface EventShape extends Owner {
  /** The endpoint, or who tries it. */
  readonly id: string;
  /** The fragment; an event is not shaped without one. */
  readonly query: string | null;
  readonly scopes: readonly string[];
}

/** Makes of an event what a fragment asks for, read as it is now. */
export type ShapeEvent = (shape: EventShape, eventId: string) => Promise<Readonly<Record<string, unknown>>>;

/** What the API is given beside the house. */
export interface ApiServices {
  readonly shapeEvent: ShapeEvent;
  /** How test events are sent; not there where events are shaped and nothing else is asked for. */
  readonly webhooks?: WebhookSending;
  /** Where customers of partners reach this server, without a path; not there where nothing is made for them. */
  readonly publicUrl?: () => string;
}

/** One query for all the rows of a page, whatever their number. */
export interface Loaders {
  readonly orderById: DataLoader<string, Order | null>;
  readonly eventById: DataLoader<string, LoggedEvent | null>;
  readonly signingKeysOfEndpoint: DataLoader<string, readonly SigningKey[]>;
  readonly attemptsOfDelivery: DataLoader<string, readonly DeliveryAttempt[]>;
  readonly progressOfReplay: DataLoader<string, ReplayProgress>;
  readonly esimOfOrder: DataLoader<string, Esim | null>;
  readonly entriesOfOrder: DataLoader<string, readonly LedgerEntry[]>;
  readonly entryById: DataLoader<string, LedgerEntry | null>;
  readonly invoiceById: DataLoader<string, Invoice | null>;
  readonly invoiceIdOfOrder: DataLoader<string, string | null>;
  /** Of a draft they are summed up once, however often they are asked for. */
  readonly figuresOfInvoice: DataLoader<Invoice, InvoiceFigures, string>;
  readonly disputesOfInvoice: DataLoader<string, readonly Dispute[]>;
  readonly linesOfDispute: DataLoader<string, readonly DisputedLine[]>;
  readonly refundOfOrder: DataLoader<string, Refund | null>;
  readonly timelineOfOrder: DataLoader<string, readonly TimelineEntry[]>;
  readonly historyOfEsim: DataLoader<string, readonly EsimHistoryEntry[]>;
  /** The caller's own, read once. */
  readonly usageThresholds: () => Promise<readonly number[]>;
}

/** What the resolvers of the partner API have at hand. */
export interface ApiContext extends ResolverContext, ApiServices {
  readonly actor: Caller;
  readonly house: House;
  readonly loaders: Loaders;
}

/** How this API sends test events. */
export const sendingOf = ({ webhooks }: ApiServices): WebhookSending => {
  if (!webhooks) throw new Error('nothing is sent from here');
  return webhooks;
};

/** The URL of a path on this server, for a customer. */
export const publicUrlOf = ({ publicUrl }: ApiServices, path: string): string => {
  if (!publicUrl) throw new Error('nothing is made for customers from here');
  return publicUrl() + path;
};

/** Reads when it is first asked, and never again. */
const once = <Value>(read: () => Promise<Value>): (() => Promise<Value>) => {
  let reading: Promise<Value> | null = null;
  return () => {
    reading ??= read();
    return reading;
  };
};

const makeLoaders = ({ database, clock }: House, caller: Caller): Loaders => ({
  orderById: new DataLoader((ids) => listOrdersById(database.tables(), caller, ids)),
  eventById: new DataLoader((ids) => listEventsById(database.tables(), caller, ids)),
  signingKeysOfEndpoint: new DataLoader((ids) => listSigningKeys(database.tables(), ids, clock.now())),
  attemptsOfDelivery: new DataLoader((ids) => listAttempts(database.tables(), ids)),
  progressOfReplay: new DataLoader((ids) => listReplayProgress(database.tables(), ids)),
  esimOfOrder: new DataLoader((ids) => listEsimsOfOrders(database.tables(), caller, ids)),
  entriesOfOrder: new DataLoader((ids) => listEntriesOfOrders(database.tables(), caller, ids)),
  entryById: new DataLoader((ids) => listEntriesById(database.tables(), caller, ids)),
  invoiceById: new DataLoader((ids) => listInvoicesById(database.tables(), caller, ids)),
  invoiceIdOfOrder: new DataLoader((ids) => listInvoiceIdsOfOrders(database.tables(), caller, ids)),
  figuresOfInvoice: new DataLoader(
    (invoices) => Promise.all(invoices.map((invoice) => figuresOfInvoice(database.tables(), caller, invoice))),
    { cacheKeyFn: ({ id }) => id },
  ),
  disputesOfInvoice: new DataLoader((ids) => listDisputesOfInvoices(database.tables(), caller, ids)),
  linesOfDispute: new DataLoader((ids) => listDisputedLines(database.tables(), ids)),
  refundOfOrder: new DataLoader((ids) => listRefundsOfOrders(database.tables(), caller, ids)),
  timelineOfOrder: new DataLoader((ids) => listTimelines(database.tables(), caller, ids)),
  historyOfEsim: new DataLoader((iccids) => listEsimHistories(database.tables(), caller, iccids)),
  usageThresholds: once(() => getThresholds(database.tables(), caller)),
});

/** Adds the house and the services to what the engine knows of a request. The loaders are made on first use: most requests need none. */
export const apiContextOf =
  (house: House, services: ApiServices) =>
  (request: ResolverContext): ApiContext => {
    const actor = request.actor as Caller; // the HTTP server authenticates with `Admission`, which gives callers
    let loaders: Loaders | null = null;
    return {
      ...request,
      ...services,
      actor,
      house,
      get loaders() {
        loaders ??= makeLoaders(house, actor);
        return loaders;
      },
    };
  };
