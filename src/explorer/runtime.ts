/** Milliseconds since 1970, by the clock of the machine that shows the page. */
export const now = (): number => Date.now();

/** A text that nobody drew before: 60 random bits in base36. */
export const drawName = (): string =>
  [...crypto.getRandomValues(new Uint32Array(2))].map((value) => (value >>> 2).toString(36).padStart(6, '0')).join('');
