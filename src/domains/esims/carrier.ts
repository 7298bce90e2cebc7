/** What an order asks of the carrier. */
export interface PreparationRequest {
  /** Our reference: the same one always means the same eSIM, so asking again is safe. */
  readonly reference: string;
  readonly packageId: string;
  readonly dataMb: number;
  readonly validityDays: number;
  /** When this preparation was first asked for. */
  readonly askedAt: Date;
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

/**
 * Whoever prepares eSIM profiles. An error means that nothing is known: the same question is asked again later with the
 * same reference, and the answer settles the order whichever of the questions it came to.
 */
export interface Carrier {
  prepare(request: PreparationRequest): Promise<CarrierAnswer>;
}
