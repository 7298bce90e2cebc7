import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { ActivityEntity } from './activity.entity.ts';

export { ActivityEntity } from './activity.entity.ts';

/** All that can change, by the name under which activity records it. */
export type Action =
  | 'catalogue.import'
  | 'catalogue.publish'
  | 'catalogue.approve'
  | 'credential.issue'
  | 'credential.revoke'
  | 'credential.rotate'
  | 'credential.set_documents'
  | 'credential.set_scopes'
  | 'credential.note_uses'
  | 'credential.expose'
  | 'dispute.accept'
  | 'dispute.open'
  | 'dispute.reject'
  | 'esim.advance'
  | 'esim.read_activation'
  | 'event.replay'
  | 'event.run_replay'
  | 'event.turn_months'
  | 'idempotency.prune'
  | 'invoice.agree_terms'
  | 'invoice.issue'
  | 'invoice.pay'
  | 'invoice.set_purchase_order'
  | 'invoice.void'
  | 'install_link.create'
  | 'install_link.open'
  | 'install_link.revoke'
  | 'keys.reseal'
  | 'ledger.checkpoint'
  | 'launch.approve'
  | 'launch.refuse'
  | 'launch.request'
  | 'launch.see'
  | 'operations.register'
  | 'operations.remove'
  | 'order.cancel'
  | 'order.end_cancellation'
  | 'order.place'
  | 'order.begin_provisioning'
  | 'order.settle_by_hand'
  | 'order.settle_provisioning'
  | 'organisation.create'
  | 'organisation.set_time_zone'
  | 'organisation.suspend'
  | 'organisation.resume'
  | 'refund.approve'
  | 'refund.complete'
  | 'refund.reject'
  | 'refund.request'
  | 'request.record'
  | 'request.turn_days'
  | 'sandbox.advance_clock'
  | 'sandbox.end_orders'
  | 'sandbox.meet'
  | 'sandbox.reset'
  | 'usage.absorb'
  | 'usage.prune'
  | 'usage.set_thresholds'
  | 'wallet.fund'
  | 'wallet.open'
  | 'wallet.set_terms'
  | 'webhook.create'
  | 'webhook.delete'
  | 'webhook.disable'
  | 'webhook.fan_out'
  | 'webhook.free_leases'
  | 'webhook.lease'
  | 'webhook.record_attempts'
  | 'webhook.record_test'
  | 'webhook.release'
  | 'webhook.rotate_secret'
  | 'webhook.test'
  | 'webhook.update';

/** Who an actor is, as activity names it: a credential's id, or the name of the operator or of the job. */
export const actorIdOf = (actor: Actor): string => (actor.kind === 'partner' ? actor.credentialId : actor.name);

/** Writes who did what to what, in the transaction that did it. */
export const recordActivity = (tx: Tx, action: Action, subjectId: string): void => {
  tx.write(ActivityEntity, {
    id: newId('activity'),
    organisationId: tx.ownerOrNull?.organisationId ?? null,
    mode: tx.ownerOrNull?.mode ?? null,
    actorKind: tx.actor.kind,
    actorId: actorIdOf(tx.actor),
    action,
    subjectId,
    requestId: tx.requestId,
    occurredAt: tx.realNow,
  });
};
