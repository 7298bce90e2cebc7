import type { CancellationAnswer, CancellationRequest, Carrier, CarrierAnswer } from '../../domains/esims/index.ts';
import { luhnDigit } from '../../kernel/iccid.ts';
import { type Es2Answer, readField } from './es2-answer.ts';
import { type Es2Channel, type Es2ChannelOptions, openEs2Channel } from './es2-channel.ts';
import { type Es2Function, NoAnswer, padIccid } from './es2-function.ts';
import { meaningOf } from './status-codes.ts';

export interface Es2CarrierOptions extends Es2ChannelOptions {
  /** The SM-DP+ address of activation codes where the answer names none. */
  readonly smdpAddress: string | null;
  /** The profile type of a package by its id, or of all others by `*`; a package without one is a profile type itself. */
  readonly profileTypes: ReadonlyMap<string, string>;
}

export interface Es2Carrier extends Carrier {
  close(): Promise<void>;
}

const ICCID = /^89\d{17}(\d|F|f)?$/;
const MATCHING_ID = /^[0-9A-Za-z-]{1,255}$/;
const HOST_NAME = /^[0-9A-Za-z]([0-9A-Za-z.-]{0,253}[0-9A-Za-z])?$/;

type Failed = Extract<Es2Answer, { kind: 'failed' }>;

const REVIEW = { kind: 'review', reason: 'CARRIER_REVIEW' } as const;

const REFUSALS = {
  rejected: { kind: 'rejected', reason: 'CARRIER_REJECTED' },
  out_of_stock: { kind: 'rejected', reason: 'CARRIER_OUT_OF_STOCK' },
  downloaded: REVIEW,
} as const;

/** What a failure is to the order. Throws NoAnswer where it decides nothing. */
const refusalOf = (asked: Es2Function, { code }: Failed): CarrierAnswer => {
  const meaning = meaningOf(asked, code);
  if (meaning === 'again') throw new NoAnswer(asked, `failed with ${code}`);
  return meaning === null ? REVIEW : REFUSALS[meaning];
};

const hasCheckDigit = (iccid: string): boolean => luhnDigit(iccid.slice(0, -1)) === iccid.at(-1);

/** What makes a profile that was taken ready for devices. */
const confirm = async (
  channel: Es2Channel,
  reference: string,
  iccid: string,
  smdpAddress: string | null,
): Promise<CarrierAnswer> => {
  const asked = 'confirmOrder';
  const answer = await channel.call(asked, reference, { iccid: padIccid(iccid), releaseFlag: true });
  if (answer.kind === 'failed') return refusalOf(asked, answer);
  const fields = { smdpAddress, ...answer.fields };
  const activation = {
    smdpAddress: readField(asked, fields, 'smdpAddress', HOST_NAME),
    matchingId: readField(asked, fields, 'matchingId', MATCHING_ID),
  };
  return { kind: 'ready', iccid, activation };
};

/**
 * Has profiles prepared by an SM-DP+ (GSMA SGP.22 section 5.3, ES2+): DownloadOrder takes one, ConfirmOrder releases it.
 * Nothing is kept between the two. Whoever asks again sends both with the same function call identifiers, and an SM-DP+
 * answers a call that it knows as it did before (section 6.5.1.3): that covers an answer lost on the way as well as a
 * crash, where a row of ours would be written only after the answer came. One that does not know its calls gives another
 * profile, which nobody is charged for, or a failure, which somebody looks at.
 */
export const es2Carrier = ({ smdpAddress, profileTypes, ...options }: Es2CarrierOptions): Es2Carrier => {
  const channel = openEs2Channel(options);
  const profileTypeOf = (packageId: string): string =>
    profileTypes.get(packageId) ?? profileTypes.get('*') ?? packageId;
  return {
    prepare: async ({ reference, packageId }) => {
      const asked = 'downloadOrder';
      const answer = await channel.call(asked, reference, { profileType: profileTypeOf(packageId) });
      if (answer.kind === 'failed') return refusalOf(asked, answer);
      const iccid = readField(asked, answer.fields, 'iccid', ICCID).replace(/f$/i, '');
      // Such cards are in use, and none is issued here: it may be a mistake.
      if (!hasCheckDigit(iccid)) return REVIEW;
      return confirm(channel, reference, iccid, smdpAddress);
    },

    // Unavailable: the partner may have shown the matching id to somebody, so the profile is not sold again.
    cancel: async ({ reference, iccid, matchingId }: CancellationRequest): Promise<CancellationAnswer> => {
      const answer = await channel.call('cancelOrder', reference, {
        iccid: padIccid(iccid),
        ...(matchingId === undefined ? {} : { matchingId }),
        finalProfileStatusIndicator: 'Unavailable',
      });
      if (answer.kind === 'executed') return 'cancelled';
      return meaningOf('cancelOrder', answer.code) === 'downloaded' ? 'downloaded' : 'unknown';
    },

    close: () => channel.close(),
  };
};
