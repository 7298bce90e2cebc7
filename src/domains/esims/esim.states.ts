import type { Transitions } from '../../kernel/state-machine.ts';

export const ESIM_STATES = ['allocated', 'ready', 'downloaded', 'installed', 'expired', 'failed'] as const;

export type EsimState = (typeof ESIM_STATES)[number];

/** How an eSIM may move: forward along its life, or out by expiry or failure. */
export const ESIM_TRANSITIONS: Transitions<EsimState> = {
  allocated: ['ready', 'failed'],
  ready: ['downloaded', 'installed', 'expired', 'failed'],
  downloaded: ['installed', 'expired', 'failed'],
  installed: ['expired', 'failed'],
  expired: [],
  failed: [],
};
