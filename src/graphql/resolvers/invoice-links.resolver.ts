import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { signPath } from '../../kernel/signed-path.ts';
import { type ApiContext, publicUrlOf } from '../api-context.ts';
import { InvoiceType } from '../types/invoice.type.ts';
import { WalletType } from '../types/ledger.type.ts';

const LINK = 'Fetched with GET and the same credential within ten minutes; null in the payload of a webhook.';

/** What is said of a file of rows. */
export const ROWS = `${LINK} Each row has a \`cursor\`; \`&after=\` and a cursor go on behind it.`;

/** The URL of a file under /exports, for the caller alone; null where nobody asks for it with a credential. */
export const linkTo = (context: ApiContext, path: string): string | null => {
  if (!context.publicUrl) return null;
  const { house, actor } = context;
  return publicUrlOf(context, signPath(house.keyRing, `/exports/${path}`, actor.credentialId, house.clock.now()));
};

@Resolver(() => InvoiceType)
export class InvoiceLinksResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: `The invoice as a document. ${LINK} The first 2,000 lines are printed; the CSV has all of them.`,
  })
  pdfUrl(@Root() { id }: InvoiceType, @Ctx() context: ApiContext): string | null {
    return linkTo(context, `invoices/${id}.pdf`);
  }

  @FieldResolver(() => String, { nullable: true, description: `Its lines as CSV (RFC 4180). ${ROWS}` })
  csvUrl(@Root() { id }: InvoiceType, @Ctx() context: ApiContext): string | null {
    return linkTo(context, `invoices/${id}.csv`);
  }

  @FieldResolver(() => String, { nullable: true, description: `Its lines as one JSON object a line. ${ROWS}` })
  ndjsonUrl(@Root() { id }: InvoiceType, @Ctx() context: ApiContext): string | null {
    return linkTo(context, `invoices/${id}.ndjson`);
  }
}

@Resolver(() => WalletType)
export class WalletLinksResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: `All of its ledger entries as CSV (RFC 4180), oldest first. ${ROWS}`,
  })
  csvUrl(@Root() { currency }: WalletType, @Ctx() context: ApiContext): string | null {
    return linkTo(context, `ledger/${currency}.csv`);
  }

  @FieldResolver(() => String, { nullable: true, description: `The same as one JSON object a line. ${ROWS}` })
  ndjsonUrl(@Root() { currency }: WalletType, @Ctx() context: ApiContext): string | null {
    return linkTo(context, `ledger/${currency}.ndjson`);
  }
}
