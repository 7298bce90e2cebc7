import DataLoader from 'dataloader';
import { type Esim, getThresholds, listEsimsOfOrders } from '../domains/esims/index.ts';
import { type LedgerEntry, listEntriesOfOrders } from '../domains/ledger/index.ts';
import { listOrdersById, type Order } from '../domains/orders/index.ts';
import { listRefundsOfOrders, type Refund } from '../domains/refunds/index.ts';
import type { House } from '../door/use-case.ts';
import type { Caller } from '../views/caller.ts';
import { type EsimHistoryEntry, listEsimHistories } from '../views/esim-history.ts';
import { listTimelines, type TimelineEntry } from '../views/order-timeline.ts';
import type { RequestContext } from './engine/context.ts';

/** One query for all the rows of a page, whatever their number. */
export interface Loaders {
  readonly order: DataLoader<string, Order | null>;
  readonly esimOfOrder: DataLoader<string, Esim | null>;
  readonly entriesOfOrder: DataLoader<string, readonly LedgerEntry[]>;
  readonly refundOfOrder: DataLoader<string, Refund | null>;
  readonly timelineOfOrder: DataLoader<string, readonly TimelineEntry[]>;
  readonly historyOfEsim: DataLoader<string, readonly EsimHistoryEntry[]>;
  /** The caller's own, read once. */
  readonly usageThresholds: () => Promise<readonly number[]>;
}

/** What the API is given beside the house. */
export interface ApiServices {
  /** Where customers of partners reach this server, without a path; not there where nothing is made for them. */
  readonly publicUrl?: () => string;
}

/** What the resolvers of the partner API have at hand. */
export interface ApiContext extends RequestContext, ApiServices {
  readonly actor: Caller;
  readonly house: House;
  readonly loaders: Loaders;
}

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

const makeLoaders = ({ database }: House, caller: Caller): Loaders => ({
  order: new DataLoader((ids) => listOrdersById(database.tables(), caller, ids)),
  esimOfOrder: new DataLoader((ids) => listEsimsOfOrders(database.tables(), caller, ids)),
  entriesOfOrder: new DataLoader((ids) => listEntriesOfOrders(database.tables(), caller, ids)),
  refundOfOrder: new DataLoader((ids) => listRefundsOfOrders(database.tables(), caller, ids)),
  timelineOfOrder: new DataLoader((ids) => listTimelines(database.tables(), caller, ids)),
  historyOfEsim: new DataLoader((iccids) => listEsimHistories(database.tables(), caller, iccids)),
  usageThresholds: once(() => getThresholds(database.tables(), caller)),
});

/** Adds the house to what the engine knows of a request. The loaders are made on first use: most requests need none. */
export const apiContextOf =
  (house: House, services: ApiServices = {}) =>
  (request: RequestContext): ApiContext => {
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
