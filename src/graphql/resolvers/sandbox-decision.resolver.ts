import { Args, Ctx, Mutation, Resolver } from 'type-graphql';
import { getDispute } from '../../domains/invoices/index.ts';
import type { Currency } from '../../kernel/money.ts';
import { parseMoney } from '../../kernel/money.ts';
import { acceptDispute } from '../../use-cases/accept-dispute.ts';
import { approveRefund } from '../../use-cases/approve-refund.ts';
import { completeRefund } from '../../use-cases/complete-refund.ts';
import { rejectDispute } from '../../use-cases/reject-dispute.ts';
import { rejectRefund } from '../../use-cases/reject-refund.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { SandboxSettleDisputeArgs, SandboxSettleRefundArgs } from '../inputs/sandbox-decision.input.ts';
import { DisputeType, toDispute } from '../types/dispute.type.ts';
import { RefundType, toRefund } from '../types/refund.type.ts';
import { sandboxCall } from './sandbox.resolver.ts';

/** What the operator says to a rejection where the partner who plays it says nothing. */
const REJECTION = 'Rejected in the sandbox.';

/** What the operator decides, and a partner in its place. */
@Resolver()
export class SandboxDecisionResolver {
  @Needs('orders:create')
  @Mutation(() => RefundType, {
    description:
      'Sandbox only: decides a refund, as the operator does; the events `refund.…` tell of it. One that is there already stays as it is. Refuses SANDBOX_ONLY, REFUND_NOT_FOUND, REFUND_DECIDED (it ended otherwise), ORDER_CREDITED (a dispute gave its price back).',
  })
  async sandboxSettleRefund(
    @Args(() => SandboxSettleRefundArgs) { id: refundId, outcome, reason }: SandboxSettleRefundArgs,
    @Ctx() context: ApiContext,
  ): Promise<RefundType> {
    const { house } = context;
    const call = sandboxCall(context);
    if (outcome === 'rejected') {
      return toRefund(await rejectRefund(house, call, { refundId, rejection: reason ?? REJECTION }));
    }
    const approved = await approveRefund(house, call, { refundId });
    return toRefund(outcome === 'completed' ? await completeRefund(house, call, { refundId }) : approved);
  }

  @Needs('invoices:manage')
  @Mutation(() => DisputeType, {
    description:
      'Sandbox only: decides an open dispute, as the operator does; `dispute.accepted` or `dispute.rejected` tells of it. Refuses SANDBOX_ONLY, DISPUTE_NOT_FOUND, DISPUTE_DECIDED, ORDER_CREDITED, ORDER_NOT_REFUNDABLE, BAD_USER_INPUT.',
  })
  async sandboxSettleDispute(
    @Args(() => SandboxSettleDisputeArgs) { id: disputeId, outcome, credit, answer }: SandboxSettleDisputeArgs,
    @Ctx() context: ApiContext,
  ): Promise<DisputeType> {
    const { house, actor } = context;
    const call = sandboxCall(context);
    if (outcome === 'rejected') {
      return toDispute(await rejectDispute(house, call, { disputeId, answer: answer ?? REJECTION }));
    }
    const { currency } = await getDispute(house.database.tables(), actor, disputeId);
    const creditMinor = credit ? parseMoney(credit, currency as Currency, 'credit').minor : null; // checked when the wallet was opened
    return toDispute(await acceptDispute(house, call, { disputeId, creditMinor, answer: answer ?? null }));
  }
}
