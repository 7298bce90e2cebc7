import { readFile } from 'node:fs/promises';

const FIRST_PRICES = 'domains/catalogue/first-data/market-prices.csv';

/** The retail prices that the product comes with. They stand with the source, which the compiled server has two folders above it. */
export const readFirstPrices = async (): Promise<Uint8Array> => {
  const beside = new URL(`../${FIRST_PRICES}`, import.meta.url);
  const aboveCompiled = new URL(`../../../src/${FIRST_PRICES}`, import.meta.url);
  return readFile(beside).catch(() => readFile(aboveCompiled));
};
