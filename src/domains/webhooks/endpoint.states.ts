import type { Transitions } from '../../kernel/state-machine.ts';

export const ENDPOINT_STATES = ['enabled', 'disabled', 'deleted'] as const;

export type EndpointState = (typeof ENDPOINT_STATES)[number];

export const ENDPOINT_TRANSITIONS: Transitions<EndpointState> = {
  enabled: ['disabled', 'deleted'],
  disabled: ['enabled', 'deleted'],
  deleted: [],
};

/** Why an endpoint gets nothing: the partner's wish, its answer 410, or five days without a success. */
export const DISABLED_REASONS = ['partner', 'gone', 'failing'] as const;

export type DisabledReason = (typeof DISABLED_REASONS)[number];
