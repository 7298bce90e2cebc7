import type { Database } from '../db/database.ts';
import type { Tx } from '../db/transaction.ts';
import { type Actor, ownerOf } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import type { KeyRing } from '../kernel/secret.ts';
import { type Action, recordActivity } from '../records/activity/index.ts';
import { type EventDraft, recordEvents } from '../records/events/index.ts';
import { type KeyedOperation, takeKey } from '../records/idempotency/index.ts';
import { addJobs, type JobDraft } from '../records/jobs/index.ts';

/** What the door needs of the house. */
export interface House {
  readonly database: Database;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
}

/** Who asks for a change, and in which request. */
export interface Call {
  readonly actor: Actor;
  readonly requestId?: string;
}

/** What a change tells the door when its work is done: nothing of it can be left out. */
export interface Done<Result> {
  readonly result: Result;
  /** The id of what changed; null where, on looking, there was nothing to change, and then nothing is recorded. */
  readonly subject: string | null;
  /** What the owner, or several, will hear about; null where no event type speaks of this. */
  readonly event: EventDraft | readonly EventDraft[] | null;
  /** What follows, in the background. */
  readonly job?: JobDraft | readonly JobDraft[];
}

const originOf = (house: House, call: Call) => ({
  actor: call.actor,
  now: house.clock.now(ownerOf(call.actor)),
  realNow: house.clock.now(),
  requestId: call.requestId ?? null,
});

const record = (tx: Tx, action: Action, { subject, event, job }: Done<unknown>): void => {
  if (subject === null) return;
  recordActivity(tx, action, subject);
  addJobs(tx, [job ?? []].flat());
  if (event) recordEvents(tx, [event].flat());
};

/**
 * The one door for changes: begins the transaction, does the work, writes the activity, the event and the job in the
 * same transaction, commits, and runs it again where the database gave it up for a deadlock.
 */
export const useCase =
  <Input, Result>(action: Action, work: (tx: Tx, input: Input, house: House) => Promise<Done<Result>>) =>
  (house: House, call: Call, input: Input): Promise<Result> =>
    house.database.transaction(originOf(house, call), async (tx) => {
      const done = await work(tx, input, house);
      record(tx, action, done);
      return done.result;
    });

/** What a keyed change answers: what it made, or, for a key used before, only the id of what the first use made. */
export type Keyed<Result> =
  | { readonly replayed: false; readonly subject: string; readonly result: Result }
  | { readonly replayed: true; readonly subject: string; readonly result: null };

interface KeyedDefinition<Input, Result> {
  readonly action: Action;
  readonly operation: KeyedOperation;
  /** Chooses the id of what will change before anything is done, so that the key's row holds it from the start. */
  readonly subject: (input: Input) => string;
  readonly work: (tx: Tx, input: Input, subject: string) => Promise<Done<Result> & { readonly subject: string }>;
}

/**
 * The door for changes that an idempotency key protects: the key's row goes in first, in the same transaction, so a
 * refused or lost attempt leaves no trace and a repeat does nothing again.
 * Refuses: IDEMPOTENCY_KEY_REQUIRED, IDEMPOTENCY_CONFLICT, IDEMPOTENCY_IN_PROGRESS, and what the work refuses.
 */
export const keyedUseCase =
  <Input, Result>(definition: KeyedDefinition<Input, Result>) =>
  (house: House, call: Call & { readonly key: string | null }, input: Input): Promise<Keyed<Result>> => {
    const { key } = call;
    if (key === null) throw new Fault('IDEMPOTENCY_KEY_REQUIRED');
    return house.database.transaction(originOf(house, call), async (tx) => {
      const subject = definition.subject(input);
      const taken = await takeKey(tx, { operation: definition.operation, key, input, subjectId: subject });
      if (taken.firstSubjectId) return { replayed: true, subject: taken.firstSubjectId, result: null };
      const done = await definition.work(tx, input, subject);
      record(tx, definition.action, done);
      return { replayed: false, subject, result: done.result };
    });
  };
