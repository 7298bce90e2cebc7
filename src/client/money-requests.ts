import { EsimRequests } from './esim-requests.ts';
import {
  CancelOrderDocument,
  type CancelOrderInput,
  type CancelOrderMutation,
  DisputeInvoiceDocument,
  type DisputeInvoiceInput,
  type DisputeInvoiceMutation,
  InvoiceDocument,
  InvoiceLinesDocument,
  type InvoiceLinesQuery,
  type InvoiceLinesQueryVariables,
  type InvoiceQuery,
  InvoicesDocument,
  type InvoicesQuery,
  type InvoicesQueryVariables,
  type PurchaseOrderInput,
  ReconciliationDocument,
  type ReconciliationQuery,
  type ReconciliationQueryVariables,
  RequestRefundDocument,
  type RequestRefundInput,
  type RequestRefundMutation,
  SetInvoicePurchaseOrderDocument,
  type SetInvoicePurchaseOrderMutation,
  SetLowBalanceThresholdDocument,
  type SetLowBalanceThresholdMutation,
  type SetLowBalanceThresholdMutationVariables,
  WalletsDocument,
  type WalletsQuery,
} from './generated/graphql.ts';
import type { ChangeOptions } from './requests.ts';
import type { RequestOptions } from './transport.ts';

/** Wallets, invoices, and prices that are given back. */
export class MoneyRequests extends EsimRequests {
  /** Ends an order whose eSIM no device has, once for each key; it then costs nothing. Needs orders:create. */
  async cancelOrder(input: CancelOrderInput, options: ChangeOptions = {}): Promise<CancelOrderMutation['cancelOrder']> {
    return (await this.request(CancelOrderDocument, { input }, options)).data.cancelOrder;
  }

  /** Asks the price of an order back, once for each key; the operator decides. Needs orders:create. */
  async requestRefund(
    input: RequestRefundInput,
    options: ChangeOptions = {},
  ): Promise<RequestRefundMutation['requestRefund']> {
    return (await this.request(RequestRefundDocument, { input }, options)).data.requestRefund;
  }

  /** The wallets, one for each currency. Needs ledger:read. */
  async wallets(options?: RequestOptions): Promise<WalletsQuery['wallets']> {
    return (await this.request(WalletsDocument, {}, options)).data.wallets;
  }

  /** Sets below which balance `wallet.low_balance` is told; without an amount it is not. Needs webhooks:manage. */
  async setLowBalanceThreshold(
    query: SetLowBalanceThresholdMutationVariables = {},
    options?: RequestOptions,
  ): Promise<SetLowBalanceThresholdMutation['setLowBalanceThreshold']> {
    return (await this.request(SetLowBalanceThresholdDocument, query, options)).data.setLowBalanceThreshold;
  }

  /** The orders of a month held against ledger, invoice and carrier. Needs invoices:read. */
  async reconciliation(
    query: ReconciliationQueryVariables,
    options?: RequestOptions,
  ): Promise<ReconciliationQuery['reconciliation']> {
    return (await this.request(ReconciliationDocument, query, options)).data.reconciliation;
  }

  /** One invoice with its disputes. Needs invoices:read. */
  async invoice(id: string, options?: RequestOptions): Promise<InvoiceQuery['invoice']> {
    return (await this.request(InvoiceDocument, { id }, options)).data.invoice;
  }

  /** A page of invoices, newest first. Needs invoices:read. */
  async invoices(query: InvoicesQueryVariables = {}, options?: RequestOptions): Promise<InvoicesQuery['invoices']> {
    return (await this.request(InvoicesDocument, query, options)).data.invoices;
  }

  /** A page of the lines of an invoice. Needs invoices:read; ledger:read for each one's entry (`entries`), orders:read for its order (`orders`). */
  async invoiceLines(
    query: InvoiceLinesQueryVariables,
    options?: RequestOptions,
  ): Promise<InvoiceLinesQuery['invoice']['lines']> {
    return (await this.request(InvoiceLinesDocument, query, options)).data.invoice.lines;
  }

  /** Says that lines of an invoice are wrong. Needs invoices:manage. */
  async disputeInvoice(
    input: DisputeInvoiceInput,
    options?: RequestOptions,
  ): Promise<DisputeInvoiceMutation['disputeInvoice']['invoice']> {
    return (await this.request(DisputeInvoiceDocument, { input }, options)).data.disputeInvoice.invoice;
  }

  /** Puts your purchase order number on an invoice. Needs invoices:manage. */
  async setInvoicePurchaseOrder(
    input: PurchaseOrderInput,
    options?: RequestOptions,
  ): Promise<SetInvoicePurchaseOrderMutation['setInvoicePurchaseOrder']['invoice']> {
    return (await this.request(SetInvoicePurchaseOrderDocument, { input }, options)).data.setInvoicePurchaseOrder
      .invoice;
  }
}
