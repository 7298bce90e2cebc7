const MB_PER_GB = 1024;

export const DATA_GB_MAX = 1000;
export const DATA_MB_MAX = DATA_GB_MAX * MB_PER_GB;

/** The allowance in gigabytes. Exact as a number, since it divides by a power of two. */
export const allowanceGb = (dataMb: number): number => dataMb / MB_PER_GB;

/** The allowance in words: `10 GB`, `1.5 GB`, `500 MB`. Gigabytes where two decimals say it exactly, megabytes elsewhere. */
export const dataLabel = (dataMb: number): string =>
  dataMb >= MB_PER_GB && (dataMb * 100) % MB_PER_GB === 0 ? `${allowanceGb(dataMb)} GB` : `${dataMb} MB`;

/** The allowance inside a package id: `10gb`, or `1536mb` where it is not whole gigabytes. */
export const sizeSlug = (dataMb: number): string =>
  dataMb % MB_PER_GB === 0 ? `${dataMb / MB_PER_GB}gb` : `${dataMb}mb`;

const DECIMAL = /^(\d{1,9})(?:\.(\d{1,10}))?$/;

/** Reads gigabytes (a decimal text) as megabytes, exactly; null where the text is no decimal or not whole megabytes. */
export const gigabytesToMb = (text: string): number | null => {
  const [, whole, fraction = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return null;
  const scaled = BigInt(whole + fraction) * BigInt(MB_PER_GB);
  const unit = 10n ** BigInt(fraction.length);
  return scaled % unit === 0n ? Number(scaled / unit) : null;
};
