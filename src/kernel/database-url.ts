import { badInput } from './fault.ts';

const MODES: readonly string[] = ['disable', 'require', 'verify-ca', 'verify-full'];

/** The files behind `sslmode`: the authority, and our own certificate with its key (PEM). */
const FILES: readonly string[] = ['sslrootcert', 'sslcert', 'sslkey'];

/** What is wrong with the parameters of a connection string, as a bound; null where each one is honoured. */
const boundOf = (parameters: URLSearchParams): string | null => {
  const mode = parameters.get('sslmode');
  if ([...parameters.keys()].some((name) => name !== 'sslmode' && !FILES.includes(name))) {
    return `no parameters but sslmode, ${FILES.join(', ')}`;
  }
  if (mode === null) return parameters.size === 0 ? null : `sslmode where it takes ${FILES.join(', ')}`;
  // `allow` and `prefer` go on in the clear where somebody on the way wants that.
  if (!MODES.includes(mode)) return `an sslmode of ${MODES.join(', ')}`;
  return mode === 'verify-ca' && !parameters.has('sslrootcert') ? 'sslrootcert with the sslmode verify-ca' : null;
};

/**
 * A connection string of PostgreSQL, whose `sslmode` means to every connection what it means to libpq ("SSL Support",
 * table of modes). Refuses parameters that no connection would honour; never shows one, for a password may look like it.
 */
export const databaseUrl = (value: string, variable: string): string => {
  const url = /^postgres(ql)?:\/\/.+/.test(value) ? URL.parse(value) : null;
  if (url === null) throw badInput({ field: variable, bound: 'a postgres:// URL' });
  const bound = boundOf(url.searchParams);
  if (bound !== null) throw badInput({ field: variable, bound });
  if (!url.searchParams.has('sslmode')) return value;
  // Without it the driver has modes of its own.
  url.searchParams.set('uselibpqcompat', 'true');
  return url.href;
};
