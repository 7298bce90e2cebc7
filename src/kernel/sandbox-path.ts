/** The ways that an order can take, each with a package that takes it. */
export const SANDBOX_PATHS = [
  'ready',
  'late',
  'rejected',
  'out-of-stock',
  'review',
  'review-ready',
  'review-failed',
  'price-changed',
  'unavailable',
  'no-funds',
  'response-lost',
  'slow',
  'rate-limited',
  'internal-error',
] as const;

export type SandboxPath = (typeof SANDBOX_PATHS)[number];

const PREFIX = 'onyx-connect-sandbox-';
const READY = `${PREFIX}1gb-7d`;

/** The id of the package that takes a path. */
export const packageIdOfPath = (path: SandboxPath): string => (path === 'ready' ? READY : `${READY}-${path}`);

const PATHS: ReadonlyMap<string, SandboxPath> = new Map(SANDBOX_PATHS.map((path) => [packageIdOfPath(path), path]));

/** The path that a package takes; null for one that is simply sold. */
export const sandboxPathOf = (packageId: string): SandboxPath | null =>
  packageId.startsWith(PREFIX) ? (PATHS.get(packageId) ?? null) : null;
