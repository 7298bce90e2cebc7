/** What is asked of an SM-DP+ (GSMA SGP.22 section 5.3), as its JSON binding names it (section 6.5.2). */
export type Es2Function = 'downloadOrder' | 'confirmOrder' | 'cancelOrder';

/** Where a function is asked, and where an SM-DP+ tells how a download goes (section 6.5.1.1). */
export const ES2_PATH = '/gsma/rsp2/es2plus';

/** Which version of the protocol is spoken (section 6.5.1.2). */
export const ADMIN_PROTOCOL = 'gsma/rsp/v2.2.2';

/** Before version 2.2 an ICCID had to fill ten bytes: one of 19 digits ends with an F. Later versions take it as well. */
export const padIccid = (iccid: string): string => iccid.padEnd(20, 'F');

/**
 * The SM-DP+ gave no answer, or none that says anything: whether it did what it was asked is not known. Holds nothing
 * that was sent or received.
 */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  constructor(asked: Es2Function, why: string, options?: { cause?: unknown }) {
    super(`${asked}: ${why}`, options);
  }
}
