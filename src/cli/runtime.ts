import type { Readable } from 'node:stream';
import type { House } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import type { DeprecatedElement } from '../kernel/deprecation.ts';
import type { Fault } from '../kernel/fault.ts';
import type { WebhookSending } from '../use-cases/send-test-event.ts';

/** A database that can be connected to. */
export interface DatabaseServer {
  /** Holds the password: never printed. */
  readonly url: string;
  /** Stops it where this process started it. */
  stop(): Promise<void>;
}

/** The log of a service. */
export interface ServiceLog<Log> {
  readonly log: Log;
  /** Returns when every line is written. */
  close(): Promise<void>;
}

/** The API as it listens. */
export interface Api {
  /** Without a path, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Lets the requests at hand end, in bounded time. */
  stop(): Promise<void>;
}

export interface Worker {
  /** Lets the jobs at hand end, in bounded time; those that are not done then are done by the next worker. */
  stop(): Promise<void>;
}

/** An SM-DP+ that is none, on this machine. */
export interface Emulator {
  readonly url: string;
  stop(): Promise<void>;
}

export interface EmulatorOptions {
  readonly port: number;
  /** Where downloads are told of; null tells nobody. */
  readonly callbackUrl: string | null;
  readonly installAfterMs: number;
  /** Told in a line of each thing that happens. */
  readonly say: (line: string) => void;
}

/** What is known of a GraphQL document before it runs. */
export interface DocumentReport {
  readonly name: string | null;
  readonly operationType: string | null;
  readonly scopes: readonly string[];
  /** Why the API would not run it; null where it would. */
  readonly refusal: Fault | null;
}

/** What of the partner schema is deprecated, and what a fragment that shapes payloads uses of it. */
export interface DeprecationReport {
  readonly all: readonly DeprecatedElement[];
  readonly inFragment: (text: string) => readonly string[];
}

export type InspectDocument = (text: string) => DocumentReport;

/** An invoice in a format, with the name that is printed. */
export interface WantedInvoice {
  readonly owner: Owner & { readonly organisationName: string };
  readonly invoiceId: string;
  readonly format: 'pdf' | 'csv';
}

/** Where a service writes its log: lines for machines, short ones for a person, or into a file beside the data. */
export type LogStyle = 'json' | 'short' | 'file';

/**
 * What the command line needs of the rest of the server; the wiring makes it from the configuration. What cannot be had
 * here and now is a Refusal.
 */
export interface Runtime<Log = unknown> {
  readonly dataDir: string;
  /** What a partner's developer asks a server with; a secret, null where the environment names none. */
  readonly credential: string | null;
  /** Bugs are shown whole. */
  readonly isDebugging: boolean;
  readonly logFile: string;
  /** Whether the API serves the explorer at `/`. */
  readonly hasExplorer: boolean;
  readonly host: string;
  readonly port: number;
  /** Where the database is, without its password. */
  readonly databasePlace: string;
  /** Where the key ring is read from, as a person looks for it. */
  readonly keysPlace: string;
  /** False where the embedded database was not made yet. */
  hasDatabase(): Promise<boolean>;
  /** `exclusive` keeps the data folder to this process; without it, one that runs already is shared. */
  openDatabase(options: {
    readonly exclusive: boolean;
    readonly onProgress: (line: string) => void;
  }): Promise<DatabaseServer>;
  /** Brings the database up to date; gives the names of what was applied. */
  migrate(databaseUrl: string): Promise<readonly string[]>;
  openHouse(databaseUrl: string): Promise<House>;
  /** The names of what `migrate` would apply. Changes nothing. */
  pendingMigrations(house: House): Promise<readonly string[]>;
  /** The ids of the key ring's keys, the current one first. */
  keyIds(): Promise<readonly string[]>;
  /** The retail prices that the product comes with, as CSV. */
  readFirstPrices(): Promise<Uint8Array>;
  /** What reads documents as the API does, and runs none. */
  inspectDocuments(): Promise<InspectDocument>;
  /** What of the partner schema is deprecated. */
  deprecations(): Promise<DeprecationReport>;
  /** Begins to make an invoice as its partner fetches it: printed, or its lines. Refuses: INVOICE_NOT_FOUND. */
  openInvoice(house: House, wanted: WantedInvoice): Promise<Readable>;
  /** How webhooks leave this process; close its sender when done. */
  openWebhookSending(house: House): WebhookSending;
  openLog(style: LogStyle): Promise<ServiceLog<Log>>;
  startApi(house: House, log: Log): Promise<Api>;
  startWorker(house: House, databaseUrl: string, log: Log): Promise<Worker>;
  startSmdpEmulator(options: EmulatorOptions): Promise<Emulator>;
}
