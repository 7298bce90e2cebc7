import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { InvoiceFigures } from '../../domains/invoices/index.ts';
import { deprecated } from '../../kernel/deprecation.ts';
import { termsOfInvoice } from '../../views/invoice-figures.ts';
import { lineCursor, listInvoiceLines } from '../../views/invoice-lines.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { InvoiceLinesArgs } from '../inputs/invoice.input.ts';
import { Decimal } from '../scalars.ts';
import { type Connection, toConnection } from '../types/connection.type.ts';
import { DisputeType, toDispute } from '../types/dispute.type.ts';
import { InvoiceType } from '../types/invoice.type.ts';
import { InvoiceLineConnectionType, type InvoiceLineType, toInvoiceLine } from '../types/invoice-line.type.ts';
import { LedgerEntryType, toLedgerEntry } from '../types/ledger.type.ts';
import { MoneyType, toMoney } from '../types/money.type.ts';

type AmountOf = (figures: InvoiceFigures) => bigint;

/** One of the amounts of an invoice: as issued, or of a draft as the ledger has it now. */
const amountOf = async ({ stored }: InvoiceType, { loaders }: ApiContext, of: AmountOf): Promise<MoneyType> =>
  toMoney(of(await loaders.figuresOfInvoice.load(stored)), stored.currency);

/** An entry of the ledger by its id; null for none. */
export const entryOf = async ({ loaders }: ApiContext, id: string | null): Promise<LedgerEntryType | null> => {
  const entry = id === null ? null : await loaders.entryById.load(id);
  return entry && toLedgerEntry(entry);
};

const BASIS_POINTS_OF_A_PERCENT = 100;

/** A share of hundredths of a percent as a decimal of percents, such as `62.50`. */
const toPercent = (basisPoints: number): string => (basisPoints / BASIS_POINTS_OF_A_PERCENT).toFixed(2);

@Resolver(() => InvoiceType)
export class InvoiceFieldsResolver {
  @FieldResolver(() => MoneyType, { complexity: 0, description: 'Net prices of orders that were captured.' })
  ordersTotal(@Root() invoice: InvoiceType, @Ctx() context: ApiContext): Promise<MoneyType> {
    return amountOf(invoice, context, ({ ordersMinor }) => ordersMinor);
  }

  @FieldResolver(() => MoneyType, { complexity: 0, description: 'Net prices of orders that were given back.' })
  refundsTotal(@Root() invoice: InvoiceType, @Ctx() context: ApiContext): Promise<MoneyType> {
    return amountOf(invoice, context, ({ refundsMinor }) => refundsMinor);
  }

  @FieldResolver(() => MoneyType, {
    complexity: 0,
    description: 'What of the orders, less the refunds, counts toward the monthly minimum: the sum over its lines.',
  })
  grossProfit(@Root() invoice: InvoiceType, @Ctx() context: ApiContext): Promise<MoneyType> {
    return amountOf(invoice, context, ({ grossProfitMinor }) => grossProfitMinor);
  }

  @FieldResolver(() => Decimal, {
    description: 'How much of a net price counts toward the monthly minimum, in percent, such as `62.50`.',
  })
  async grossProfitPercent(@Root() { stored }: InvoiceType, @Ctx() { house, actor }: ApiContext): Promise<string> {
    return toPercent((await termsOfInvoice(house.database.tables(), actor, stored)).grossProfitBasisPoints);
  }

  @FieldResolver(() => MoneyType, {
    complexity: 0,
    description: 'What the gross profit of the month comes to at least, as it was agreed; zero where nothing was.',
  })
  monthlyMinimumCommitment(@Root() invoice: InvoiceType, @Ctx() context: ApiContext): Promise<MoneyType> {
    return amountOf(invoice, context, ({ monthlyMinimumMinor }) => monthlyMinimumMinor);
  }

  @FieldResolver(() => MoneyType, {
    complexity: 0,
    description:
      'What the gross profit lacks of the monthly minimum; of a draft, what it would lack were it issued now.',
  })
  trueUp(@Root() invoice: InvoiceType, @Ctx() context: ApiContext): Promise<MoneyType> {
    return amountOf(invoice, context, ({ trueUpMinor }) => trueUpMinor);
  }

  @FieldResolver(() => MoneyType, {
    complexity: 0,
    description: 'What is to be paid: the true-up, for the orders were paid from the wallet.',
  })
  totalDue(@Root() invoice: InvoiceType, @Ctx() context: ApiContext): Promise<MoneyType> {
    return amountOf(invoice, context, ({ totalDueMinor }) => totalDueMinor);
  }

  @FieldResolver(() => Int, { description: 'How many lines it has.' })
  async lineCount(@Root() { stored }: InvoiceType, @Ctx() { loaders }: ApiContext): Promise<number> {
    return (await loaders.figuresOfInvoice.load(stored)).lineCount;
  }

  @Needs('ledger:read')
  @FieldResolver(() => LedgerEntryType, {
    nullable: true,
    description:
      'The entry that paid it: a payment, or the true-up itself where the wallet covered it. Null until it is PAID, and where nothing was due.',
  })
  payment(@Root() { stored }: InvoiceType, @Ctx() context: ApiContext): Promise<LedgerEntryType | null> {
    return entryOf(context, stored.paymentEntryId);
  }

  @Needs('ledger:read')
  @FieldResolver(() => LedgerEntryType, {
    nullable: true,
    description: 'The entry that took the true-up from the wallet; null for a draft, and where there was none.',
  })
  trueUpEntry(@Root() { stored }: InvoiceType, @Ctx() context: ApiContext): Promise<LedgerEntryType | null> {
    return entryOf(context, stored.trueUpEntryId);
  }

  @FieldResolver(() => DisputeType, {
    nullable: true,
    description: 'Its latest dispute; null where there was none.',
    deprecationReason: deprecated({
      use: '`disputes`, which begins with it',
      since: '2026-11-24',
      goneAfter: '2027-12-31',
    }),
  })
  async dispute(@Root() { id }: InvoiceType, @Ctx() { loaders }: ApiContext): Promise<DisputeType | null> {
    const [latest] = await loaders.disputesOfInvoice.load(id);
    return latest ? toDispute(latest) : null;
  }

  @FieldResolver(() => [DisputeType], {
    description: 'Its latest disputes, at most 10, newest first.',
  })
  async disputes(@Root() { id }: InvoiceType, @Ctx() { loaders }: ApiContext): Promise<DisputeType[]> {
    return (await loaders.disputesOfInvoice.load(id)).map(toDispute);
  }

  @FieldResolver(() => InvoiceLineConnectionType, {
    description: 'What it is made of, in the order of the ledger. Refuses BAD_USER_INPUT.',
  })
  async lines(
    @Root() { stored }: InvoiceType,
    @Args(() => InvoiceLinesArgs) { first, after }: InvoiceLinesArgs,
    @Ctx() { house, actor }: ApiContext,
  ): Promise<Connection<InvoiceLineType>> {
    const tables = house.database.tables();
    const { grossProfitBasisPoints } = await termsOfInvoice(tables, actor, stored);
    const page = await listInvoiceLines(tables, actor, stored, grossProfitBasisPoints, first, after ?? null);
    return toConnection(page, after, (line) => toInvoiceLine(line, stored.currency), lineCursor);
  }
}
