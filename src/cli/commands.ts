import type { Command } from './command.ts';
import { activity } from './commands/activity.ts';
import { catalogueApprove } from './commands/catalogue-approve.ts';
import { catalogueImport } from './commands/catalogue-import.ts';
import { catalogueList } from './commands/catalogue-list.ts';
import { cataloguePublish } from './commands/catalogue-publish.ts';
import { credentialIssue } from './commands/credential-issue.ts';
import { credentialList } from './commands/credential-list.ts';
import { credentialRevoke } from './commands/credential-revoke.ts';
import { credentialRotate } from './commands/credential-rotate.ts';
import { credentialScopes } from './commands/credential-scopes.ts';
import { credentialSet } from './commands/credential-set.ts';
import { deprecations } from './commands/deprecations.ts';
import { disputeAccept } from './commands/dispute-accept.ts';
import { disputeList } from './commands/dispute-list.ts';
import { disputeReject } from './commands/dispute-reject.ts';
import { doctor } from './commands/doctor.ts';
import { invoiceCloseMonth } from './commands/invoice-close-month.ts';
import { invoiceIssue } from './commands/invoice-issue.ts';
import { invoiceList } from './commands/invoice-list.ts';
import { invoicePay } from './commands/invoice-pay.ts';
import { invoiceShow } from './commands/invoice-show.ts';
import { invoiceTerms } from './commands/invoice-terms.ts';
import { invoiceVoid } from './commands/invoice-void.ts';
import { keysList } from './commands/keys-list.ts';
import { keysRotate } from './commands/keys-rotate.ts';
import { launchApprove } from './commands/launch-approve.ts';
import { launchRefuse } from './commands/launch-refuse.ts';
import { launchShow } from './commands/launch-show.ts';
import { ledgerVerify } from './commands/ledger-verify.ts';
import { listen } from './commands/listen.ts';
import { migrate } from './commands/migrate.ts';
import { operationsList } from './commands/operations-list.ts';
import { operationsRegister } from './commands/operations-register.ts';
import { operationsRemove } from './commands/operations-remove.ts';
import { orderList } from './commands/order-list.ts';
import { orderSettle } from './commands/order-settle.ts';
import { orderShow } from './commands/order-show.ts';
import { partnerCreate } from './commands/partner-create.ts';
import { partnerList } from './commands/partner-list.ts';
import { partnerResume } from './commands/partner-resume.ts';
import { partnerSuspend } from './commands/partner-suspend.ts';
import { partnerTimeZone } from './commands/partner-time-zone.ts';
import { reconcile } from './commands/reconcile.ts';
import { refundApprove } from './commands/refund-approve.ts';
import { refundComplete } from './commands/refund-complete.ts';
import { refundList } from './commands/refund-list.ts';
import { refundReject } from './commands/refund-reject.ts';
import { serve } from './commands/serve.ts';
import { smdpEmulator } from './commands/smdp-emulator.ts';
import { start } from './commands/start.ts';
import { usageImport } from './commands/usage-import.ts';
import { walletFund } from './commands/wallet-fund.ts';
import { walletList } from './commands/wallet-list.ts';
import { walletOpen } from './commands/wallet-open.ts';
import { walletSet } from './commands/wallet-set.ts';
import { walletShow } from './commands/wallet-show.ts';
import { webhookDeliveries } from './commands/webhook-deliveries.ts';
import { webhookList } from './commands/webhook-list.ts';
import { webhookReplay } from './commands/webhook-replay.ts';
import { webhookTest } from './commands/webhook-test.ts';
import { worker } from './commands/worker.ts';

/** All that the operator can say, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  start,
  serve,
  worker,
  migrate,
  doctor,
  partnerCreate,
  partnerList,
  partnerSuspend,
  partnerResume,
  partnerTimeZone,
  credentialIssue,
  credentialList,
  credentialRotate,
  credentialScopes,
  credentialSet,
  credentialRevoke,
  activity,
  deprecations,
  operationsRegister,
  operationsList,
  operationsRemove,
  launchShow,
  launchApprove,
  launchRefuse,
  catalogueImport,
  cataloguePublish,
  catalogueApprove,
  catalogueList,
  usageImport,
  walletList,
  walletFund,
  walletShow,
  walletOpen,
  walletSet,
  invoiceTerms,
  invoiceList,
  invoiceShow,
  invoiceCloseMonth,
  invoiceIssue,
  invoicePay,
  invoiceVoid,
  disputeList,
  disputeAccept,
  disputeReject,
  reconcile,
  orderList,
  orderShow,
  webhookList,
  webhookTest,
  webhookDeliveries,
  webhookReplay,
  ledgerVerify,
  listen,
  orderSettle,
  refundList,
  refundApprove,
  refundComplete,
  refundReject,
  keysList,
  keysRotate,
  smdpEmulator,
];
