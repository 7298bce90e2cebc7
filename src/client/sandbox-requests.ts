import {
  SandboxAdvanceClockDocument,
  type SandboxAdvanceClockMutation,
  SandboxAdvanceEsimDocument,
  type SandboxAdvanceEsimMutation,
  SandboxCloseMonthDocument,
  type SandboxCloseMonthMutation,
  type SandboxCloseMonthMutationVariables,
  type SandboxDisputeOutcome,
  type SandboxEsimStep,
  SandboxFundWalletDocument,
  type SandboxFundWalletMutation,
  type SandboxFundWalletMutationVariables,
  type SandboxOutcome,
  type SandboxRefundOutcome,
  SandboxReportUsageDocument,
  type SandboxReportUsageMutation,
  SandboxResetDocument,
  type SandboxResetMutation,
  SandboxSettleDisputeDocument,
  type SandboxSettleDisputeMutation,
  type SandboxSettleDisputeMutationVariables,
  SandboxSettleOrderDocument,
  type SandboxSettleOrderMutation,
  SandboxSettleRefundDocument,
  type SandboxSettleRefundMutation,
  type SandboxSettleRefundMutationVariables,
} from './generated/graphql.ts';
import { MoneyRequests } from './money-requests.ts';
import type { Rest } from './requests.ts';
import type { RequestOptions } from './transport.ts';

/** What drives the sandbox; a live credential is refused SANDBOX_ONLY. */
export class SandboxRequests extends MoneyRequests {
  /** Moves the organisation's own time ahead; what waits for the time in between happens now. Needs orders:create. */
  async sandboxAdvanceClock(
    seconds: number,
    options?: RequestOptions,
  ): Promise<SandboxAdvanceClockMutation['sandboxAdvanceClock']['now']> {
    return (await this.request(SandboxAdvanceClockDocument, { seconds }, options)).data.sandboxAdvanceClock.now;
  }

  /** Takes an eSIM along its life, as a device or the carrier does. Needs usage:read. */
  async sandboxAdvanceEsim(
    iccid: string,
    to: SandboxEsimStep,
    options?: RequestOptions,
  ): Promise<SandboxAdvanceEsimMutation['sandboxAdvanceEsim']> {
    return (await this.request(SandboxAdvanceEsimDocument, { iccid, to }, options)).data.sandboxAdvanceEsim;
  }

  /** Reports in all how many MB were used of an eSIM. Needs usage:read. */
  async sandboxReportUsage(
    iccid: string,
    dataMbUsed: number,
    options?: RequestOptions,
  ): Promise<SandboxReportUsageMutation['sandboxReportUsage']> {
    return (await this.request(SandboxReportUsageDocument, { iccid, dataMbUsed }, options)).data.sandboxReportUsage;
  }

  /** Settles an order in MANUAL_REVIEW. Needs orders:create. */
  async sandboxSettleOrder(
    id: string,
    outcome: SandboxOutcome,
    options?: RequestOptions,
  ): Promise<SandboxSettleOrderMutation['sandboxSettleOrder']> {
    return (await this.request(SandboxSettleOrderDocument, { id, outcome }, options)).data.sandboxSettleOrder;
  }

  /** Decides a refund, as the operator does. Needs orders:create. */
  async sandboxSettleRefund(
    id: string,
    outcome: SandboxRefundOutcome,
    query: Rest<SandboxSettleRefundMutationVariables, 'id' | 'outcome'> = {},
    options?: RequestOptions,
  ): Promise<SandboxSettleRefundMutation['sandboxSettleRefund']> {
    return (await this.request(SandboxSettleRefundDocument, { id, outcome, ...query }, options)).data
      .sandboxSettleRefund;
  }

  /** Decides an open dispute, as the operator does. Needs invoices:manage. */
  async sandboxSettleDispute(
    id: string,
    outcome: SandboxDisputeOutcome,
    query: Rest<SandboxSettleDisputeMutationVariables, 'id' | 'outcome'> = {},
    options?: RequestOptions,
  ): Promise<SandboxSettleDisputeMutation['sandboxSettleDispute']> {
    return (await this.request(SandboxSettleDisputeDocument, { id, outcome, ...query }, options)).data
      .sandboxSettleDispute;
  }

  /** Books a payment into a wallet; each call books anew. Needs ledger:read. */
  async sandboxFundWallet(
    amount: string,
    query: Rest<SandboxFundWalletMutationVariables, 'amount'> = {},
    options?: RequestOptions,
  ): Promise<SandboxFundWalletMutation['sandboxFundWallet']> {
    return (await this.request(SandboxFundWalletDocument, { amount, ...query }, options)).data.sandboxFundWallet;
  }

  /** Issues the invoice of the month so far now. Needs invoices:read. */
  async sandboxCloseMonth(
    query: SandboxCloseMonthMutationVariables = {},
    options?: RequestOptions,
  ): Promise<SandboxCloseMonthMutation['sandboxCloseMonth']> {
    return (await this.request(SandboxCloseMonthDocument, query, options)).data.sandboxCloseMonth;
  }

  /** Begins anew; nothing is taken away that was written. Needs orders:create. */
  async sandboxReset(options?: RequestOptions): Promise<SandboxResetMutation['sandboxReset']> {
    return (await this.request(SandboxResetDocument, {}, options)).data.sandboxReset;
  }
}
