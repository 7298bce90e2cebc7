import type { Known } from '../known.ts';

/** One of the operations that a partner meets on the first day. */
export interface Step {
  readonly title: string;
  /** One sentence on what to look at. */
  readonly look: string;
  readonly document: string;
  /** What fills the document, from what earlier answers told; each call may draw a new order number. */
  readonly variables: (known: Known) => Readonly<Record<string, unknown>>;
}

/** What stands where an answer is yet to come: it tells what belongs there. */
export const UNKNOWN = {
  packageId: 'a packageId of "Browse packages"',
  partnerOrderId: 'your own order number',
  orderId: 'ord_… of "Create an order"',
  iccid: 'the ICCID of "Follow the order"',
  endpointId: 'whe_… of "Create a webhook endpoint"',
  eventId: 'evt_… of "Read the events"',
} as const;
