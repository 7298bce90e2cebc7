/** What your own books say of an order. */
export interface ListedOrder {
  /** Your own id. */
  readonly partnerOrderId: string;
  /** What it cost less what was given back, in exact decimals of the currency: `4.50`. */
  readonly amount: string;
}

/** The month and the wallet that a list is about. */
export interface ListedMonth {
  /** Such as `2026-11`. */
  readonly period: string;
  /** An ISO 4217 code. */
  readonly currency: string;
}

/** An order on which the two lists differ. */
export interface ListDifference {
  readonly code:
    | 'AMOUNT_DIFFERS'
    | 'DUPLICATE_ROW'
    | 'MISSING_IN_LIST'
    | 'NOT_CHARGED'
    | 'UNKNOWN_ORDER'
    | (string & Record<never, never>);
  /** Its row in your list, where the first order has 2; null where your list does not have it. */
  readonly row: number | null;
  readonly partnerOrderId: string;
  /** Exact decimals; null where that side does not have it. */
  readonly yours: string | null;
  readonly ours: string | null;
}

/** What a comparison came to. */
export interface ComparedList extends ListedMonth {
  readonly invoiceId: string;
  readonly rows: number;
  readonly matched: number;
  /** All of them. */
  readonly differenceCount: number;
  /** The first 10,000 of them. */
  readonly differences: readonly ListDifference[];
}

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Writes a list as CSV (RFC 4180), as `POST /reconciliation` reads it. */
export const writeList = async (orders: Iterable<ListedOrder> | AsyncIterable<ListedOrder>): Promise<string> => {
  const lines = ['partnerOrderId,amount'];
  for await (const { partnerOrderId, amount } of orders) lines.push(`${cell(partnerOrderId)},${cell(amount)}`);
  return `${lines.join('\r\n')}\r\n`;
};
