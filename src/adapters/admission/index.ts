import { CREDENTIAL_CHANNEL, findByToken } from '../../domains/credentials/index.ts';
import type { House } from '../../door/use-case.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Log } from '../../kernel/log.ts';
import { readCredentialToken } from '../../kernel/secret.ts';
import { unauthenticated } from '../../kernel/unauthenticated.ts';
import { revokeExposedCredential } from '../../use-cases/revoke-exposed-credential.ts';
import { type Caller, Callers } from '../../views/caller.ts';
import { ChannelListener } from '../channel-listener.ts';
import { Exposures, placeOf } from './exposures.ts';
import { UseNotes } from './use-notes.ts';

/** Whether it is for the holder of the secret to know; what else is wrong with a credential helps others alone. */
const isHowItEnded = (reason: string): reason is 'revoked' | 'rotated' | 'expired' =>
  reason === 'revoked' || reason === 'rotated' || reason === 'expired';

/** How a request arrives, as far as it decides whether a credential is accepted. */
export interface Arrival {
  readonly requestId: string;
  readonly address: string;
  /** Null where no browser sent it. */
  readonly browser: { readonly origin: string | null; readonly isOwnOrigin: boolean } | null;
}

export interface Admitted {
  readonly actor: Caller;
  readonly refusal: Fault | null;
}

interface FoundSecret {
  readonly token: string;
  readonly place: string | null;
}

interface AdmissionOptions {
  readonly house: House;
  /** The database that changes of credentials are heard from. */
  readonly databaseUrl: string;
  readonly log: Log;
}

/** Decides which credentials are accepted, and keeps what follows from their use: last uses, exposures, revocations elsewhere. */
export class Admission {
  readonly #house: House;
  readonly #log: Log;
  readonly #callers: Callers;
  readonly #listener: ChannelListener;
  readonly #uses: UseNotes;
  readonly #exposures: Exposures;

  private constructor({ house, databaseUrl, log }: AdmissionOptions) {
    this.#house = house;
    this.#log = log;
    this.#callers = new Callers(house, { isReadingAhead: true });
    this.#uses = new UseNotes(house, log);
    this.#exposures = new Exposures(house, log);
    this.#listener = new ChannelListener({
      databaseUrl,
      log,
      channel: CREDENTIAL_CHANNEL,
      subject: 'credentials',
      onNotification: (credentialId) => this.#callers.forget(credentialId),
    });
  }

  static async start(options: AdmissionOptions): Promise<Admission> {
    const admission = new Admission(options);
    await admission.#listener.start();
    return admission;
  }

  async stop(): Promise<void> {
    this.#callers.close();
    await Promise.all([this.#listener.close(), this.#uses.close()]);
  }

  /**
   * Whose token this is. UNAUTHENTICATED for every token that does not count, with as much of the reason as its holder may
   * know; all of it is logged, with the id of a known one. A refusal where the credential counts and came from a browser
   * that must not hold it.
   */
  async authenticate(token: string, { requestId, address, browser }: Arrival): Promise<Admitted | Fault> {
    const presented = await this.#callers.present(token, address);
    if (presented === null) return unauthenticated(readCredentialToken(token) ? 'not_accepted' : 'not_whole');
    const { caller: actor, refusal: reason } = presented;
    const isGood = reason === null || reason === 'address';
    if (browser !== null && actor.mode === 'live' && isGood) {
      await this.#exposures.record(actor, browser.origin, requestId);
    }
    if (reason !== null) {
      this.#log.info({ requestId, credentialId: actor.credentialId, address, reason }, 'credential refused');
      return unauthenticated(isHowItEnded(reason) ? reason : 'not_accepted');
    }
    if (browser !== null && (actor.mode === 'live' || !browser.isOwnOrigin)) {
      return { actor, refusal: new Fault('SERVER_SIDE_ONLY') };
    }
    this.#uses.note(actor.credentialId, address);
    return { actor, refusal: null };
  }

  /** Ends the credentials whose secrets were found; what is no secret of ours is passed over. */
  async report(found: readonly FoundSecret[], requestId: string): Promise<void> {
    for (const { token, place } of found) {
      const credential = await findByToken(this.#house.database.tables(), this.#house.keyRing, token.trim());
      if (!credential) continue;
      const { id: credentialId, organisationId, mode } = credential;
      const actor = { kind: 'system', name: 'exposed_credentials', owner: { organisationId, mode } } as const;
      const input = { credentialId, place: placeOf(place) };
      const isRevoked = await revokeExposedCredential(this.#house, { actor, requestId }, input);
      if (isRevoked) this.#log.warn({ requestId, credentialId }, 'a credential was found exposed and is revoked');
    }
  }
}
