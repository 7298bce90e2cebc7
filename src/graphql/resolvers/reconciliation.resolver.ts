import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { getInvoiceOfMonth } from '../../domains/invoices/index.ts';
import { reconcile } from '../../views/reconciliation.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { toCurrency } from '../inputs/ledger.input.ts';
import { ReconciliationArgs } from '../inputs/reconciliation.input.ts';
import { ReconciliationType, toReconciliation } from '../types/reconciliation.type.ts';
import { showInvoice } from './invoice.resolver.ts';
import { linkTo, ROWS } from './invoice-links.resolver.ts';

/** All orders of a month are looked at: seconds of work where there are many. */
const RECONCILIATION_COST = 2_000;

@Resolver(() => ReconciliationType)
export class ReconciliationResolver {
  @Needs('invoices:read')
  @Query(() => ReconciliationType, {
    complexity: RECONCILIATION_COST,
    description:
      'Holds the orders of a month against the ledger, the lines of the invoice and what the carrier prepared, and names each difference. Your own list is compared with `POST /reconciliation`. Refuses INVOICE_NOT_FOUND where there is no such month, BAD_USER_INPUT.',
  })
  async reconciliation(
    @Args(() => ReconciliationArgs) { period, currency }: ReconciliationArgs,
    @Ctx() context: ApiContext,
  ): Promise<ReconciliationType> {
    const { house, actor } = context;
    const invoice = await getInvoiceOfMonth(
      house.database.tables(),
      actor,
      toCurrency(currency, actor.currency),
      `${period}-01`,
    );
    return toReconciliation(await reconcile(house, actor, invoice), showInvoice(context, invoice));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: `Every order of the period with what each side says, as CSV (RFC 4180). ${ROWS}`,
  })
  csvUrl(@Root() { invoice }: ReconciliationType, @Ctx() context: ApiContext): string | null {
    return linkTo(context, `reconciliations/${invoice.id}.csv`);
  }

  @FieldResolver(() => String, { nullable: true, description: `The same as one JSON object a line. ${ROWS}` })
  ndjsonUrl(@Root() { invoice }: ReconciliationType, @Ctx() context: ApiContext): string | null {
    return linkTo(context, `reconciliations/${invoice.id}.ndjson`);
  }
}
