import type { Transitions } from '../../kernel/state-machine.ts';

export const INVOICE_STATES = ['draft', 'issued', 'paid', 'void'] as const;

export type InvoiceState = (typeof INVOICE_STATES)[number];

/** How an invoice may move. From `issued` on its content never changes. */
export const INVOICE_TRANSITIONS: Transitions<InvoiceState> = {
  draft: ['issued'],
  issued: ['paid', 'void'],
  paid: [],
  void: [],
};
