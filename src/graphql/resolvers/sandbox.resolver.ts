import { Args, Ctx, Mutation, Resolver } from 'type-graphql';
import { getEsim } from '../../domains/esims/index.ts';
import { getInvoice, getOpenDraft } from '../../domains/invoices/index.ts';
import { getWallet } from '../../domains/ledger/index.ts';
import { assertSandbox } from '../../domains/sandbox/index.ts';
import type { Call, House } from '../../door/use-case.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/id.ts';
import type { Currency } from '../../kernel/money.ts';
import { absorbUsageReports } from '../../use-cases/absorb-usage-reports.ts';
import { advanceEsim } from '../../use-cases/advance-esim.ts';
import { advanceSandboxClock } from '../../use-cases/advance-sandbox-clock.ts';
import { fundWallet } from '../../use-cases/fund-wallet.ts';
import { issueInvoice } from '../../use-cases/issue-invoice.ts';
import { resetSandbox } from '../../use-cases/reset-sandbox.ts';
import { settleByHand } from '../../use-cases/settle-by-hand.ts';
import { sandboxProfileOf } from '../../views/sandbox-profile.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { toIccid } from '../inputs/esim.input.ts';
import { toCurrency } from '../inputs/ledger.input.ts';
import {
  SandboxClockArgs,
  SandboxEsimArgs,
  SandboxFundArgs,
  SandboxMonthArgs,
  SandboxSettleArgs,
  SandboxUsageArgs,
  toFunding,
} from '../inputs/sandbox.input.ts';
import { EsimType, toEsim } from '../types/esim.type.ts';
import { InvoiceType } from '../types/invoice.type.ts';
import { toWallet, WalletType } from '../types/ledger.type.ts';
import { OrderType } from '../types/order.type.ts';
import { SandboxClockType } from '../types/sandbox.type.ts';
import { toViewer, ViewerType } from '../types/viewer.type.ts';
import { INVOICE_COST, showInvoice } from './invoice.resolver.ts';
import { showOrder } from './order.resolver.ts';

/** A job for every open order. */
const ADVANCE_COST = 20;

/** An entry, an event and a state for every open order. */
const RESET_COST = 100;

/** Who asks. Refuses: SANDBOX_ONLY. */
export const sandboxCall = ({ actor, requestId }: ApiContext): Call => {
  assertSandbox(actor);
  return { actor, requestId };
};

const currencyOf = ({ actor }: ApiContext): Currency => actor.currency as Currency; // checked when the organisation was made

/** Issues a draft whose period is open. One that another request issued meanwhile stays as it is. */
const issueEarly = async (house: House, call: Call, invoiceId: string): Promise<void> => {
  try {
    await issueInvoice(house, call, { invoiceId, isEarly: true });
  } catch (error) {
    if (!(error instanceof Fault && error.code === 'INVOICE_ISSUED')) throw error;
  }
};

@Resolver()
export class SandboxResolver {
  @Needs('ledger:read')
  @Mutation(() => WalletType, {
    description:
      'Sandbox only: books a payment into the wallet, as the operator does for a transfer. Each call books anew. Refuses SANDBOX_ONLY, BAD_USER_INPUT, CURRENCY_NOT_APPROVED.',
  })
  async sandboxFundWallet(
    @Args(() => SandboxFundArgs) { amount, currency }: SandboxFundArgs,
    @Ctx() context: ApiContext,
  ): Promise<WalletType> {
    const { house, actor } = context;
    const call = sandboxCall(context);
    const funding = toFunding(amount, toCurrency(currency, actor.currency));
    await fundWallet(house, call, { amount: funding, paymentReference: `sandbox ${newId('key')}` });
    return toWallet(await getWallet(house.database.tables(), actor, funding.currency), house.clock.now(actor));
  }

  @Needs('usage:read')
  @Mutation(() => EsimType, {
    description:
      'Sandbox only: has a device or the carrier take an eSIM along its life, and its order with it. A step that its status does not allow changes nothing. Refuses SANDBOX_ONLY, ESIM_NOT_FOUND.',
  })
  async sandboxAdvanceEsim(
    @Args(() => SandboxEsimArgs) { iccid, to }: SandboxEsimArgs,
    @Ctx() context: ApiContext,
  ): Promise<EsimType> {
    const call = sandboxCall(context);
    return toEsim(await advanceEsim(context.house, call, { iccid: toIccid(iccid), to }));
  }

  @Needs('usage:read')
  @Mutation(() => EsimType, {
    description:
      "Sandbox only: has the carrier report what was used of an eSIM, now by the organisation's time. `usage.threshold` and `usage.exhausted` follow. Refuses SANDBOX_ONLY, ESIM_NOT_FOUND.",
  })
  async sandboxReportUsage(
    @Args(() => SandboxUsageArgs) { iccid: given, dataMbUsed }: SandboxUsageArgs,
    @Ctx() context: ApiContext,
  ): Promise<EsimType> {
    const { house, actor } = context;
    const call = sandboxCall(context);
    const iccid = toIccid(given);
    const report = { reference: `sandbox ${newId('key')}`, iccid, dataMbUsed, observedAt: house.clock.now(actor) };
    const { unknown } = await absorbUsageReports(house, call, [report]);
    if (unknown.length > 0) throw new Fault('ESIM_NOT_FOUND');
    return toEsim(await getEsim(house.database.tables(), actor, iccid));
  }

  @Needs('orders:create')
  @Mutation(() => OrderType, {
    description:
      'Sandbox only: settles an order in MANUAL_REVIEW, as the operator does after a check by hand. Refuses SANDBOX_ONLY, ORDER_NOT_FOUND, ORDER_NOT_IN_REVIEW.',
  })
  async sandboxSettleOrder(
    @Args(() => SandboxSettleArgs) { id: orderId, outcome }: SandboxSettleArgs,
    @Ctx() context: ApiContext,
  ): Promise<OrderType> {
    const { house } = context;
    const call = sandboxCall(context);
    const settled =
      outcome === 'ready'
        ? await sandboxProfileOf(house, orderId)
        : ({ kind: 'failed', reason: 'NOT_PREPARED' } as const);
    return showOrder(context, await settleByHand(house, call, { orderId, outcome: settled }));
  }

  @Needs('orders:create')
  @Mutation(() => SandboxClockType, {
    complexity: ADVANCE_COST,
    description:
      "Sandbox only: moves the organisation's own time ahead, at most to five years ahead of the real one. Orders, eSIMs, usage, refunds and webhook retries go by it, and whatever was waiting for the time in between happens now. Idempotency keys, credentials, limits and the catalogue go by real time. Refuses SANDBOX_ONLY, BAD_USER_INPUT.",
  })
  async sandboxAdvanceClock(
    @Args(() => SandboxClockArgs) { seconds }: SandboxClockArgs,
    @Ctx() context: ApiContext,
  ): Promise<SandboxClockType> {
    return { now: await advanceSandboxClock(context.house, sandboxCall(context), { seconds }) };
  }

  @Needs('invoices:read')
  @Mutation(() => InvoiceType, {
    complexity: INVOICE_COST,
    description:
      "Sandbox only: ends the open month of a wallet now and issues its invoice, as it happens by itself once the month is over. What is booked from now on is of the next month's. Each call ends one more month; of two at once both may end the same one. Refuses SANDBOX_ONLY, BAD_USER_INPUT, CURRENCY_NOT_APPROVED.",
  })
  async sandboxCloseMonth(
    @Args(() => SandboxMonthArgs) { currency: code }: SandboxMonthArgs,
    @Ctx() context: ApiContext,
  ): Promise<InvoiceType> {
    const { house, actor } = context;
    const call = sandboxCall(context);
    const { id } = await getOpenDraft(house.database.tables(), actor, toCurrency(code, actor.currency));
    await issueEarly(house, call, id);
    return showInvoice(context, await getInvoice(house.database.tables(), actor, id));
  }

  @Needs('orders:create')
  @Mutation(() => ViewerType, {
    complexity: RESET_COST,
    description:
      "Sandbox only: begins anew. The organisation's time is the real one again; open orders fail with CANCELLED and release their price; webhooks that wait to be sent again are sent now; usage thresholds are the default; first requests of a key meet their package again; the wallet is topped up to 1000 units of the currency where less is available. Nothing is taken away that was written: orders, eSIMs, ledger entries, invoices, events, idempotency keys, webhook endpoints and credentials stay; a draft invoice of a month ahead becomes one of the present month, also where that was invoiced before. Refuses SANDBOX_ONLY.",
  })
  async sandboxReset(@Ctx() context: ApiContext): Promise<ViewerType> {
    await resetSandbox(context.house, sandboxCall(context), { currency: currencyOf(context) });
    return toViewer(context.actor);
  }
}
