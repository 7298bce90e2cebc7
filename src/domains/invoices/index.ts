export { DisputeEntity, DisputeLineEntity } from './dispute.entity.ts';
export { DISPUTE_REASONS, DISPUTE_STATES, type DisputeReason } from './dispute.states.ts';
export { disputeEvent } from './dispute-event.ts';
export {
  assertNoOpenDispute,
  assertNotCredited,
  assertUndecided,
  assertUndisputed,
  type Dispute,
  type DisputedLine,
  type DisputeTables,
  getDispute,
  listCreditedEntryIds,
  listDisputedLines,
  listDisputesOfInvoices,
  lockDispute,
  markAccepted,
  markRejected,
  openDispute,
} from './disputes.ts';
export type { DocumentLine, InvoiceDocument, Issuer } from './document.ts';
export {
  bringBackDrafts,
  monthOf,
  moveDraft,
  nextMonth,
  openFirstDraft,
  openNextDraft,
  reopenPeriod,
} from './drafts.ts';
export { InvoiceEntity, InvoiceSeriesEntity, InvoiceTermsEntity } from './invoice.entity.ts';
export { INVOICE_STATES, INVOICE_TRANSITIONS, type InvoiceState } from './invoice.states.ts';
export { invoiceEvent } from './invoice-event.ts';
export {
  assertIssued,
  type DueDraft,
  getInvoice,
  getInvoiceOfMonth,
  getOpenDraft,
  type Invoice,
  type InvoiceFilter,
  type InvoiceTables,
  invoiceCursor,
  isChargeOf,
  isPeriodOver,
  issueInvoice,
  listDueDrafts,
  listInvoices,
  listInvoicesById,
  lockInvoice,
  markPaid,
  markVoid,
  nextNumber,
  setPurchaseOrder,
} from './invoices.ts';
export { LIST_BYTES_MAX, LIST_ROWS_MAX, type ListedOrder, readPartnerList } from './partner-list.ts';
export { agreeTerms, figuresOf, getTerms, type InvoiceFigures, type InvoiceTerms } from './terms.ts';
