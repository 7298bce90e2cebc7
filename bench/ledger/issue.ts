import { getOpenDraft, type Invoice } from '../../dist/src/domains/invoices/index.js';
import type { House } from '../../dist/src/door/use-case.js';
import { issueInvoice } from '../../dist/src/use-cases/issue-invoice.js';
import { voidInvoice } from '../../dist/src/use-cases/void-invoice.js';
import { type Spread, spread } from '../statistics.ts';
import { type Book, CURRENCY } from './books.ts';
import type { Place } from './orders.ts';

export interface IssueCost {
  readonly lines: number;
  /** How long issuing took while orders were placed in the same wallet, one after another. */
  readonly issueMs: Spread;
  /** Those orders before the issue began. */
  readonly orderMs: Spread;
  /** The slowest order of each issue. */
  readonly waitedMs: Spread;
  /** Of this process, in megabytes. */
  readonly rssMb: { readonly before: number; readonly after: number };
}

const ORDERS_BEFORE = 20;

const rssMb = (): number => Math.round(process.memoryUsage.rss() / 2 ** 20);

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** Issues the draft of the wallet's last month and makes it void again, a few times, while orders are placed in it. */
export const measureIssue = async (house: House, book: Book, place: Place, times: number): Promise<IssueCost> => {
  const { organisationId, mode } = book.partner;
  const call = { actor: { kind: 'operator', name: 'bench', owner: { organisationId, mode } } } as const;
  const order = () => timed(() => place(book.partner));
  let draftId = (await getOpenDraft(house.database.tables(), book.partner, CURRENCY)).id;
  const usual: number[] = [];
  while (usual.length < ORDERS_BEFORE) usual.push(await order());
  const [issueMs, waited]: [number[], number[]] = [[], []];
  const before = rssMb();
  let issued: Invoice | null = null;
  while (issueMs.length < times) {
    let isIssuing = true;
    const slowest = (async () => {
      let most = 0;
      while (isIssuing) most = Math.max(most, await order());
      return most;
    })();
    const took = await timed(async () => {
      issued = await issueInvoice(house, call, { invoiceId: draftId });
    });
    isIssuing = false;
    issueMs.push(took);
    waited.push(await slowest);
    const invoice = assertIssued(issued);
    await voidInvoice(house, call, { invoiceId: invoice.id, reason: 'bench' });
    draftId = await draftOf(house, book, invoice);
  }
  const lines = assertIssued(issued).lineCount ?? 0;
  return {
    lines,
    issueMs: spread(issueMs),
    orderMs: spread(usual),
    waitedMs: spread(waited),
    rssMb: { before, after: rssMb() },
  };
};

const assertIssued = (invoice: Invoice | null): Invoice => {
  if (!invoice) throw new Error('nothing was issued');
  return invoice;
};

/** The draft that covers again what a void invoice did. */
const draftOf = async (house: House, { partner }: Book, { firstSequence }: Invoice): Promise<string> => {
  const draft = await house.database
    .tables<{ invoices: { id: string; organisation_id: string; status: string; first_sequence: bigint } }>()
    .selectFrom('invoices')
    .select('id')
    .where('organisation_id', '=', partner.organisationId)
    .where('status', '=', 'draft')
    .where('first_sequence', '=', firstSequence)
    .executeTakeFirstOrThrow();
  return draft.id;
};
