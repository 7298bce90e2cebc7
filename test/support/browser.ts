import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const which = (name: string): string | null => {
  try {
    return execFileSync('which', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
};

/** The Chromium of this machine. Where there is none a test fails: a page that no browser showed is not tested. */
const findChromium = (): string => {
  const named = process.env.CHROMIUM_PATH;
  const found = named && existsSync(named) ? named : NAMES.map(which).find((path) => path !== null);
  if (!found) throw new Error('no Chromium: install the package `chromium`, or set CHROMIUM_PATH');
  return found;
};

/**
 * A browser without a window. Pages come from this machine alone, so it needs no sandbox of its own, which root has not;
 * a graphics card that is none would be played by the processor.
 */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-gpu-rasterization'],
  });
