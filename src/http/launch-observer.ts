import { LRUCache } from 'lru-cache';
import type { EvidenceKind } from '../domains/launch/index.ts';
import type { House } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import type { Log } from '../kernel/log.ts';
import type { Access } from '../kernel/request-facts.ts';
import { recordLaunchEvidence } from '../use-cases/record-launch-evidence.ts';
import type { Observe } from './access-log.ts';

interface Seen {
  readonly kind: EvidenceKind;
  readonly reference: string;
}

const LEDGER_FIELDS: readonly string[] = ['wallet', 'ledgerEntries'];

const isRead = ({ facts }: Access): boolean => facts.operationType === 'query' && facts.codes.length === 0;

const isLedgerRead = (access: Access): boolean =>
  isRead(access) && access.facts.rootFields.some((field) => LEDGER_FIELDS.includes(field));

/** What a request shows for the launch: each row is what has to be so, and what is kept as its reference. */
const EVIDENCE: Readonly<Record<EvidenceKind, (access: Access) => string | undefined>> = {
  replay: ({ facts, requestId }) => (facts.replayed ? (facts.orderIds[0] ?? requestId) : undefined),
  conflict: ({ facts, requestId }) => (facts.codes.includes('IDEMPOTENCY_CONFLICT') ? requestId : undefined),
  order_read: (access) => (isRead(access) ? access.facts.orderIds[0] : undefined),
  failed_order_read: (access) => (isRead(access) ? access.facts.failedOrderIds[0] : undefined),
  usage_read: (access) => (isRead(access) && access.facts.usageRead ? access.requestId : undefined),
  ledger_read: (access) => (isLedgerRead(access) ? access.requestId : undefined),
  invoice_read: (access) => (isRead(access) && access.facts.invoiceRead ? access.requestId : undefined),
};

const KINDS = Object.keys(EVIDENCE) as readonly EvidenceKind[]; // the table's own keys

/** What a request shows for the launch of its organisation. */
export const seenIn = (access: Access): readonly Seen[] =>
  KINDS.flatMap((kind) => {
    const reference = EVIDENCE[kind](access);
    return reference === undefined ? [] : [{ kind, reference }];
  });

/** Sightings remembered, so that what is known is not written again. */
const KNOWN_MAX = 50_000;

export interface LaunchObserver {
  readonly observe: Observe;
  /** Waits for what is being written. */
  settle(): Promise<void>;
}

/** Keeps the first evidence of each kind that a sandbox partner's requests give, off the request's path. What cannot be written is written at its next time. */
export const launchObserver = (house: House, logger: Log): LaunchObserver => {
  const known = new LRUCache<string, true>({ max: KNOWN_MAX });
  const writing = new Set<Promise<void>>();
  const write = async (owner: Owner, seen: Seen, requestId: string, name: string): Promise<void> => {
    try {
      const actor = { kind: 'system', name: 'launch', owner } as const;
      await recordLaunchEvidence(house, { actor, requestId }, seen);
    } catch (error) {
      known.delete(name);
      logger.warn({ requestId, err: error }, 'launch evidence not written');
    }
  };
  const observe: Observe = (access) => {
    const { actor, requestId } = access;
    if (actor?.mode !== 'sandbox') return;
    const owner = { organisationId: actor.organisationId, mode: actor.mode };
    for (const seen of seenIn(access)) {
      const name = `${owner.organisationId} ${seen.kind}`;
      if (known.has(name)) continue;
      known.set(name, true);
      const written = write(owner, seen, requestId, name).finally(() => writing.delete(written));
      writing.add(written);
    }
  };
  return {
    observe,
    settle: async () => {
      await Promise.all(writing);
    },
  };
};
