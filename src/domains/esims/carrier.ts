/** What an order asks of the carrier. */
export interface PreparationRequest {
  /** Our reference: the same one always means the same eSIM, so asking again is safe. */
  readonly reference: string;
  readonly packageId: string;
  readonly dataMb: number;
  readonly validityDays: number;
  /** When this preparation was first asked for. */
  readonly askedAt: Date;
  /** What time it is for the owner of the order. */
  readonly now: Date;
}

/** What an eSIM is installed with. A secret. */
export interface ActivationMaterial {
  /** SM-DP+ address: a host name (SGP.22). */
  readonly smdpAddress: string;
  readonly matchingId: string;
}

export type CarrierAnswer =
  | { readonly kind: 'ready'; readonly iccid: string; readonly activation: ActivationMaterial }
  | { readonly kind: 'pending'; readonly askAgainAt: Date }
  | { readonly kind: 'rejected'; readonly reason: 'CARRIER_REJECTED' | 'CARRIER_OUT_OF_STOCK' }
  | { readonly kind: 'review'; readonly reason: 'CARRIER_REVIEW' };

/** The preparation that is to be taken back. */
export interface CancellationRequest {
  /** That of the preparation: the same one always means the same cancellation, so asking again is safe. */
  readonly reference: string;
  /** As the preparation gave it. */
  readonly iccid: string;
  /** As the preparation gave it, where it is at hand. A secret. */
  readonly matchingId?: string | undefined;
}

/**
 * `cancelled`: no device can fetch the eSIM any more, nor is it given to anybody else. `downloaded`: it is too late, a
 * device has it. `unknown`: the carrier decided neither, and the same question is asked again later.
 */
export type CancellationAnswer = 'cancelled' | 'downloaded' | 'unknown';

/**
 * Whoever prepares eSIM profiles. An error means that nothing is known: the same question is asked again later with the
 * same reference, and the answer settles the order whichever of the questions it came to.
 */
export interface Carrier {
  prepare(request: PreparationRequest): Promise<CarrierAnswer>;
  cancel(request: CancellationRequest): Promise<CancellationAnswer>;
}
