import { createHmac } from 'node:crypto';
import { makeIccid } from '../../kernel/iccid.ts';

type ProfileState = 'allocated' | 'released' | 'downloaded' | 'installed' | 'unavailable';

/** A profile that somebody ordered. */
export interface Profile {
  readonly iccid: string;
  readonly profileType: string;
  readonly matchingId: string;
  state: ProfileState;
}

/** `subject/reason` of a failure. */
export type StatusCode = `${string}/${string}`;

/** International networks, an issuer that is nobody's and not that of the sandbox carrier. */
const ISSUER = { country: '882', issuer: '98', length: 19 } as const;

/** Account numbers that fit such an ICCID. */
const ACCOUNT_SPACE = 10n ** 11n;

/** Profile types that exist to fail, by their ends; `-fail-8.2.6-3.3` fails with any code. */
const FAILING: Readonly<Record<string, StatusCode>> = {
  '-rejected': '8.2.5/1.2',
  '-out-of-stock': '8.2.5/3.7',
  '-review': '1.1/1.2',
};

const FAIL = /-fail-(\d+(?:\.\d+)*)-(\d+(?:\.\d+)*)$/;

const failureOf = (profileType: string): StatusCode | null => {
  const [, subject, reason] = FAIL.exec(profileType) ?? [];
  if (subject !== undefined && reason !== undefined) return `${subject}/${reason}`;
  const ending = Object.keys(FAILING).find((end) => profileType.endsWith(end));
  return ending === undefined ? null : (FAILING[ending] ?? null);
};

/** What a function did: the fields of its answer, or the code of its failure. */
export type Outcome = Readonly<Record<string, string>> | StatusCode;

/** `89…F` as well as `89…`. */
const withoutPadding = (iccid: unknown): string => String(iccid).replace(/F$/i, '');

type Fields = Readonly<Record<string, unknown>>;

/** The profiles of an SM-DP+, each derived from the call that ordered it: one that is started anew gives the same ones. */
export class Profiles {
  readonly #byIccid = new Map<string, Profile>();
  readonly #smdpAddress: string;

  constructor(smdpAddress: string) {
    this.#smdpAddress = smdpAddress;
  }

  find(iccid: string): Profile | undefined {
    return this.#byIccid.get(withoutPadding(iccid));
  }

  /** SGP.22 section 5.3.1. */
  downloadOrder(callIdentifier: string, { profileType = 'any' }: Fields): Outcome {
    const failure = failureOf(String(profileType));
    if (failure !== null) return failure;
    const digest = createHmac('sha256', 'onyx smdp emulator').update(callIdentifier).digest();
    const iccid = makeIccid({ ...ISSUER, account: digest.readBigUInt64BE(0) % ACCOUNT_SPACE });
    const matchingId = digest.toString('hex', 8, 24).toUpperCase();
    this.#byIccid.set(iccid, { iccid, matchingId, profileType: String(profileType), state: 'allocated' });
    return { iccid: iccid.padEnd(20, 'F') };
  }

  /** SGP.22 section 5.3.2. */
  confirmOrder(_callIdentifier: string, { iccid, matchingId }: Fields): Outcome {
    const profile = this.find(String(iccid));
    if (profile === undefined) return '8.2.1/3.9';
    if (profile.state !== 'allocated') return '8.2.1/3.3';
    if (matchingId !== undefined) return '8.2.6/2.1'; // it gives its own
    profile.state = 'released';
    return { matchingId: profile.matchingId, smdpAddress: this.#smdpAddress };
  }

  /** SGP.22 section 5.3.3. */
  cancelOrder(_callIdentifier: string, { iccid, matchingId, finalProfileStatusIndicator }: Fields): Outcome {
    const profile = this.find(String(iccid));
    if (profile === undefined) return '8.2.1/3.9';
    if (finalProfileStatusIndicator === undefined) return '8.2.1/2.2';
    if (profile.state === 'downloaded' || profile.state === 'installed') return '8.2.1/3.3';
    if (matchingId !== undefined && matchingId !== profile.matchingId) return '8.2.6/3.10';
    profile.state = 'unavailable';
    return {};
  }
}
