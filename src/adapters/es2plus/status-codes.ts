import type { Es2Function } from './es2-function.ts';

/** What a failure means for us: `again` says that nothing was decided. */
export type Es2Meaning = 'rejected' | 'out_of_stock' | 'downloaded' | 'again';

/** SGP.22 section 5.2.6.2, for all functions: the SM-DP+ could not work, which decides nothing. */
const OF_ALL: Readonly<Record<string, Es2Meaning>> = {
  '1.2/4.2': 'again', // function provider, execution error
  '1.2/4.4': 'again', // function provider, busy (SGP.02 section 5.1.6.4; still sent)
  '1.6/4.10': 'again', // function, time to live expired
};

/**
 * The status codes of each function whose meaning is certain, as `subject/reason`. Only what DownloadOrder says can end
 * an order and release its price, for then no profile was taken. Whatever else ConfirmOrder says, somebody looks at it.
 */
const OF_FUNCTION: Readonly<Record<Es2Function, Readonly<Record<string, Es2Meaning>>>> = {
  // SGP.22 section 5.3.1
  downloadOrder: {
    '8.2.5/1.2': 'rejected', // the caller is not allowed to use this profile type
    '8.2.5/3.7': 'out_of_stock', // no more profiles of this profile type
    '8.2.5/3.8': 'rejected', // the profile type is not that of the profile
    '8.2.5/3.9': 'rejected', // the profile type is unknown
  },
  // SGP.22 section 5.3.2
  confirmOrder: {},
  // SGP.22 section 5.3.3
  cancelOrder: {
    '8.2.1/3.3': 'downloaded', // the profile is downloaded already
  },
};

/** What a failed function means; null where the table has no certain meaning for it. */
export const meaningOf = (asked: Es2Function, code: string): Es2Meaning | null =>
  OF_FUNCTION[asked][code] ?? OF_ALL[code] ?? null;
