import { systemClock } from '../../kernel/clock.ts';
import { badInput } from '../../kernel/fault.ts';
import { SmdpEmulator } from './index.ts';

interface OperatorsEmulatorOptions {
  readonly port: number;
  /** Where downloads are told of; null tells nobody. */
  readonly callbackUrl: string | null;
  readonly token: string | null;
  readonly installAfterMs: number;
  readonly say: (line: string) => void;
}

/** An emulated SM-DP+ for an operator who tries the way of live orders. Refuses: BAD_USER_INPUT where the token is missing. */
export const startOperatorsEmulator = async ({ callbackUrl, token, ...options }: OperatorsEmulatorOptions) => {
  if (callbackUrl !== null && token === null) {
    throw badInput({ field: '--callback-url', bound: 'ONYX_ES2_NOTIFICATION_TOKEN with it, 32 characters or more' });
  }
  const callback = callbackUrl !== null && token !== null ? { callback: { url: callbackUrl, token } } : {};
  const emulator = await SmdpEmulator.start({ clock: systemClock, ...options, ...callback });
  return { url: emulator.url, stop: () => emulator.close() };
};
