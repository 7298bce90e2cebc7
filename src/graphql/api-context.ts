import DataLoader from 'dataloader';
import { type Esim, getThresholds, listEsimsOfOrders } from '../domains/esims/index.ts';
import { type LedgerEntry, listEntriesOfOrders } from '../domains/ledger/index.ts';
import type { House } from '../door/use-case.ts';
import type { Caller } from '../views/caller.ts';
import { listTimelines, type TimelineEntry } from '../views/order-timeline.ts';
import type { RequestContext } from './engine/context.ts';
import { type EsimHistoryEntry, listEsimHistories } from '../views/esim-history.ts';

/** One query for all the rows of a page, whatever their number. */
export interface Loaders {
  readonly esimOfOrder: DataLoader<string, Esim | null>;
  readonly entriesOfOrder: DataLoader<string, readonly LedgerEntry[]>;
  readonly order: DataLoader<string, Order | null>;
  readonly timelineOfOrder: DataLoader<string, readonly TimelineEntry[]>;
}

/** What the resolvers of the partner API have at hand. */
  readonly historyOfEsim: DataLoader<string, readonly EsimHistoryEntry[]>;
  /** The caller's own, read once. */
  readonly usageThresholds: () => Promise<readonly number[]>;
export interface ApiContext extends RequestContext {
  readonly actor: Caller;
  readonly house: House;
  readonly loaders: Loaders;
}

const makeLoaders = ({ database }: House, caller: Caller): Loaders => ({
  esimOfOrder: new DataLoader((ids) => listEsimsOfOrders(database.tables(), caller, ids)),
  entriesOfOrder: new DataLoader((ids) => listEntriesOfOrders(database.tables(), caller, ids)),
/** Reads when it is first asked, and never again. */
const once = <Value>(read: () => Promise<Value>): (() => Promise<Value>) => {
  let reading: Promise<Value> | null = null;
  return () => {
    reading ??= read();
    return reading;
  };
};

  timelineOfOrder: new DataLoader((ids) => listTimelines(database.tables(), caller, ids)),
  order: new DataLoader((ids) => listOrdersById(database.tables(), caller, ids)),
});

/** Adds the house to what the engine knows of a request. The loaders are made on first use: most requests need none. */
export const apiContextOf =
  historyOfEsim: new DataLoader((iccids) => listEsimHistories(database.tables(), caller, iccids)),
  usageThresholds: once(() => getThresholds(database.tables(), caller)),
  (house: House) =>
  (request: RequestContext): ApiContext => {
    const actor = request.actor as Caller; // the HTTP server authenticates with `Admission`, which gives callers
    let loaders: Loaders | null = null;
    return {
      ...request,
      actor,
      house,
      get loaders() {
        loaders ??= makeLoaders(house, actor);
        return loaders;
      },
    };
  };
