/** What opened a page, as far as it decides which button comes first. */
export type Device = 'iphone' | 'android' | 'computer';

/** An iPad that asks for desktop pages says that it is a Mac, and is shown what a computer is: nothing is missing there. */
export const deviceOf = (userAgent: string | undefined): Device => {
  if (/iPhone|iPad|iPod/.test(userAgent ?? '')) return 'iphone';
  return /Android/.test(userAgent ?? '') ? 'android' : 'computer';
};
