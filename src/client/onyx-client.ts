import {
  CatalogueChangesDocument,
  type CatalogueChangesQuery,
  type CatalogueChangesQueryVariables,
  CatalogueDocument,
  type CatalogueQuery,
  type CatalogueQueryVariables,
  CreateOrderDocument,
  type CreateOrderInput,
  type CreateOrderMutation,
  IdempotencyKeyDocument,
  type IdempotencyKeyQuery,
  type KeyedOperation,
  LaunchReadinessDocument,
  type LaunchReadinessQuery,
  type LaunchReadinessQueryVariables,
  LedgerEntriesDocument,
  type LedgerEntriesQuery,
  type LedgerEntriesQueryVariables,
  LedgerProofDocument,
  type LedgerProofQuery,
  LedgerPublicKeysDocument,
  type LedgerPublicKeysQuery,
  type OrderBy,
  OrderDocument,
  type OrderFieldsFragment,
  type OrderQuery,
  type OrderQueryVariables,
  OrdersDocument,
  type OrdersQuery,
  type OrdersQueryVariables,
  PackageDocument,
  type PackageQuery,
  type PackageQueryVariables,
  PackagesDocument,
  type PackagesQuery,
  type PackagesQueryVariables,
  QuoteDocument,
  type QuoteInput,
  type QuoteQuery,
  type QuoteQueryVariables,
  RequestLiveAccessDocument,
  type RequestLiveAccessInput,
  type RequestLiveAccessMutation,
  type RequestLiveAccessMutationVariables,
  ViewerDocument,
  type ViewerQuery,
  WalletDocument,
  type WalletQuery,
  type WalletQueryVariables,
} from './generated/graphql.ts';
import { iterateOver } from './iterate.ts';
import { type FollowedOrder, OrderWatch, type WaitOptions } from './order-watch.ts';
import type { ChangeOptions, Rest } from './requests.ts';
import { SandboxRequests } from './sandbox-requests.ts';
import type { RequestOptions } from './transport.ts';
import type { AnyWebhookEvent } from './webhook-event.ts';

/**
 * The partner API, one method for each operation. Every method throws an OnyxError where the server refuses any part of
 * the answer; what was answered beside it stands in the error's `data`. What passes by itself is asked again first, a
 * change only under its idempotency key.
 */
export class OnyxClient extends SandboxRequests {
  readonly #watch = new OrderWatch();

  /** Every node of a connection, from page to page: `for await (const order of client.iterate.orders())`. */
  readonly iterate = {
    activity: iterateOver(this.activity.bind(this)),
    credentials: iterateOver(this.credentials.bind(this)),
    deliveries: iterateOver(this.deliveries.bind(this)),
    esims: iterateOver(this.esims.bind(this)),
    events: iterateOver(this.events.bind(this)),
    invoiceLines: iterateOver(this.invoiceLines.bind(this)),
    invoices: iterateOver(this.invoices.bind(this)),
    ledgerEntries: iterateOver(this.ledgerEntries.bind(this)),
    orders: iterateOver(this.orders.bind(this)),
    packages: iterateOver(this.packages.bind(this)),
    replays: iterateOver(this.replays.bind(this)),
  };

  /** The calling credential: its organisation, mode and scopes. */
  async viewer(options?: RequestOptions): Promise<ViewerQuery['viewer']> {
    return (await this.request(ViewerDocument, {}, options)).data.viewer;
  }

  /** The current catalogue version, or the one named. Needs catalogue:read. */
  async catalogue(query: CatalogueQueryVariables = {}, options?: RequestOptions): Promise<CatalogueQuery['catalogue']> {
    return (await this.request(CatalogueDocument, query, options)).data.catalogue;
  }

  /** A page of the packages that the organisation may sell. Needs catalogue:read. */
  async packages(query: PackagesQueryVariables = {}, options?: RequestOptions): Promise<PackagesQuery['packages']> {
    return (await this.request(PackagesDocument, query, options)).data.packages;
  }

  /** One package. Needs catalogue:read. */
  async package(
    id: string,
    query: Rest<PackageQueryVariables, 'id'> = {},
    options?: RequestOptions,
  ): Promise<PackageQuery['package']> {
    return (await this.request(PackageDocument, { id, ...query }, options)).data.package;
  }

  /** What is different between two catalogue versions. Needs catalogue:read. */
  async catalogueChanges(
    query: CatalogueChangesQueryVariables,
    options?: RequestOptions,
  ): Promise<CatalogueChangesQuery['catalogueChanges']> {
    return (await this.request(CatalogueChangesDocument, query, options)).data.catalogueChanges;
  }

  /** What an order would cost, or why it would be refused. Needs orders:create, and ledger:read for `money`. */
  async quote(
    input: QuoteInput,
    query: Rest<QuoteQueryVariables, 'input'> = {},
    options?: RequestOptions,
  ): Promise<QuoteQuery['quote']> {
    return (await this.request(QuoteDocument, { input, ...query }, options)).data.quote;
  }

  /** Places an order, once for each key: `replayed` says whether this key placed it before. Needs orders:create. */
  async createOrder(input: CreateOrderInput, options: ChangeOptions = {}): Promise<CreateOrderMutation['createOrder']> {
    return (await this.request(CreateOrderDocument, { input }, options)).data.createOrder;
  }

  /**
   * Places an order, once for each key, and follows it to its end. It throws where the order is not placed, or the caller
   * gives up: the key tells what became of it then. Needs orders:create and orders:read.
   */
  async createOrderAndWait(
    input: CreateOrderInput,
    options: ChangeOptions & WaitOptions = {},
  ): Promise<FollowedOrder & { readonly replayed: boolean; readonly idempotencyKey: string | null }> {
    const { data, idempotencyKey } = await this.request(CreateOrderDocument, { input }, options);
    const { order, replayed } = data.createOrder;
    return { ...(await this.#follow(order, idempotencyKey, options)), replayed, idempotencyKey };
  }

  /** Follows an order to its end, to MANUAL_REVIEW, or until patience ends. Needs orders:read. */
  async waitForOrder(by: OrderBy, options: WaitOptions = {}): Promise<FollowedOrder> {
    return this.#follow(await this.order(by, {}, options), null, options);
  }

  /** Hands in an event that `verifyWebhook` gave: whoever waits for its order here looks at once. */
  deliver(event: AnyWebhookEvent): void {
    this.#watch.deliver(event);
  }

  /** One order. Needs orders:read, ledger:read for `money`, usage:read for `esim`. */
  async order(
    by: OrderBy,
    query: Rest<OrderQueryVariables, 'by'> = {},
    options?: RequestOptions,
  ): Promise<OrderQuery['order']> {
    return (await this.request(OrderDocument, { by, ...query }, options)).data.order;
  }

  /** A page of orders, newest first. Needs orders:read. */
  async orders(query: OrdersQueryVariables = {}, options?: RequestOptions): Promise<OrdersQuery['orders']> {
    return (await this.request(OrdersDocument, query, options)).data.orders;
  }

  /** What became of a key, of one mutation or whichever it was sent with. Needs orders:create. */
  async idempotencyKey(
    key: string,
    { operation, ...options }: RequestOptions & { readonly operation?: KeyedOperation } = {},
  ): Promise<IdempotencyKeyQuery['idempotencyKey']> {
    return (await this.request(IdempotencyKeyDocument, { key, operation: operation ?? null }, options)).data
      .idempotencyKey;
  }

  /** The balance of a wallet, now or as of a moment. Needs ledger:read. */
  async wallet(query: WalletQueryVariables = {}, options?: RequestOptions): Promise<WalletQuery['wallet']> {
    return (await this.request(WalletDocument, query, options)).data.wallet;
  }

  /** A page of the wallet's movements, newest first. Needs ledger:read. */
  async ledgerEntries(
    query: LedgerEntriesQueryVariables = {},
    options?: RequestOptions,
  ): Promise<LedgerEntriesQuery['ledgerEntries']> {
    return (await this.request(LedgerEntriesDocument, query, options)).data.ledgerEntries;
  }

  /** What proves an entry: hand it to `verifyLedgerProof`. Needs ledger:read. */
  async ledgerProof(entryId: string, options?: RequestOptions): Promise<LedgerProofQuery['ledgerProof']> {
    return (await this.request(LedgerProofDocument, { entryId }, options)).data.ledgerProof;
  }

  /** The keys that verify proofs. Keep them: asked for beside a proof, they prove nothing. */
  async ledgerPublicKeys(options?: RequestOptions): Promise<LedgerPublicKeysQuery['viewer']['ledgerPublicKeys']> {
    return (await this.request(LedgerPublicKeysDocument, {}, options)).data.viewer.ledgerPublicKeys;
  }

  /** What the sandbox traffic has shown, and how live access stands. Needs orders:read for `evidence`. */
  async launchReadiness(
    query: LaunchReadinessQueryVariables = {},
    options?: RequestOptions,
  ): Promise<LaunchReadinessQuery['launchReadiness']> {
    return (await this.request(LaunchReadinessDocument, query, options)).data.launchReadiness;
  }

  /** Asks the operator for live access; repeated, it changes nothing. Needs credentials:manage, orders:read for `evidence`. */
  async requestLiveAccess(
    input: RequestLiveAccessInput,
    query: Rest<RequestLiveAccessMutationVariables, 'input'> = {},
    options?: RequestOptions,
  ): Promise<RequestLiveAccessMutation['requestLiveAccess']> {
    return (await this.request(RequestLiveAccessDocument, { input, ...query }, options)).data.requestLiveAccess;
  }

  #follow(first: OrderFieldsFragment, idempotencyKey: string | null, options: WaitOptions): Promise<FollowedOrder> {
    const read = () => this.order({ id: first.id }, {}, options);
    return this.#watch.follow({ first, read, runtime: this.runtime, idempotencyKey, options });
  }
}
