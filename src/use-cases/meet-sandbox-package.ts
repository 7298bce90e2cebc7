import { firstRefusalOf, meet } from '../domains/sandbox/index.ts';
import { useCase } from '../door/use-case.ts';
import type { SandboxPath } from '../kernel/sandbox-path.ts';

interface MeetSandboxPackage {
  readonly path: SandboxPath;
  readonly key: string;
}

/**
 * Lets the first request of a key meet what its sandbox package does to it, before an order is placed: gives the refusal,
 * RATE_LIMITED or INTERNAL, and null for every later request and every other path. Kept in a transaction of its own.
 */
export const meetSandboxPackage = useCase('sandbox.meet', async (tx, { path, key }: MeetSandboxPackage) => {
  const refusal = firstRefusalOf(path);
  const isFirst = refusal !== null && (await meet(tx, path, key));
  return { result: isFirst ? refusal : null, subject: isFirst ? path : null, event: null };
});
