import type { Code } from '../kernel/codes.ts';
import { Fault } from '../kernel/fault.ts';

/** Constraints that a caller can run into, and the refusal that each one means. The constraint decides a race; the code says it. */
const CONSTRAINT_CODES: Readonly<Record<string, Code>> = {
  orders_partner_order_id_key: 'PARTNER_ORDER_ID_TAKEN',
  accounts_balance_check: 'INSUFFICIENT_BALANCE',
  entries_payment_reference_key: 'PAYMENT_REFERENCE_TAKEN',
  esims_pkey: 'ICCID_TAKEN',
  refunds_open_order_key: 'REFUND_OPEN',
  wallets_pkey: 'WALLET_EXISTS',
  disputes_open_key: 'DISPUTE_OPEN',
  organisations_name_key: 'ORGANISATION_NAME_TAKEN',
  catalogue_versions_version_key: 'CATALOGUE_VERSION_TAKEN',
};

/** The parts of a PostgreSQL error that decide; it may be wrapped by the ORM. */
interface DriverError {
  readonly code?: unknown;
  readonly constraint?: unknown;
  readonly cause?: unknown;
  readonly previous?: unknown;
}

const CAUSES_MAX = 5;

/** Classes of PostgreSQL's begin with a digit, F, H, P or X; names of the system's errors, such as EPIPE, with an E. */
const SQLSTATE = /^[0-9FHPX][0-9A-Z]{4}$/;

/** The SQLSTATE and constraint of an error, wherever in its causes they stand. */
const sqlErrorOf = (error: unknown): { state: string; constraint: string | null } | null => {
  let current = error;
  for (let depth = 0; depth < CAUSES_MAX && current instanceof Error; depth += 1) {
    const { code, constraint, cause, previous } = current as DriverError; // a driver's error: foreign data
    if (typeof code === 'string' && SQLSTATE.test(code)) {
      return { state: code, constraint: typeof constraint === 'string' ? constraint : null };
    }
    current = cause ?? previous;
  }
  return null;
};

/** The SQLSTATE of an error (PostgreSQL, appendix A), or null where it does not come from the database. */
export const sqlStateOf = (error: unknown): string | null => sqlErrorOf(error)?.state ?? null;

/** A deadlock or serialisation failure: the same change may succeed when it is run again. */
export const isTransient = (error: unknown): boolean => ['40001', '40P01'].includes(sqlStateOf(error) ?? '');

/** A lock was not had within the connection's lock_timeout. */
export const isLockTimeout = (error: unknown): boolean => sqlStateOf(error) === '55P03';

/** Turns the violation of a known constraint, and a lock that was not had in time, into their refusals; gives anything else back. */
export const toFault = (error: unknown): unknown => {
  if (error instanceof Fault) return error;
  const sql = sqlErrorOf(error);
  const code = sql?.constraint ? CONSTRAINT_CODES[sql.constraint] : undefined;
  if (code) return new Fault(code, {}, { cause: error });
  if (isLockTimeout(error)) return new Fault('UNAVAILABLE', {}, { cause: error });
  return error;
};
