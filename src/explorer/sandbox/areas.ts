import type { Action } from './action.ts';
import { DECISION_ACTIONS } from './decision-actions.ts';
import { EVENT_ACTIONS } from './event-actions.ts';
import { ESIM_ACTIONS, ORDER_ACTIONS } from './order-actions.ts';
import { MONTH_ACTIONS, RESET_ACTIONS, TIME_ACTIONS } from './time-actions.ts';

/** All that is driven in the sandbox, by what it is about. */
export const AREAS: readonly { readonly title: string; readonly actions: readonly Action[] }[] = [
  { title: 'Time', actions: TIME_ACTIONS },
  { title: 'eSIM', actions: ESIM_ACTIONS },
  { title: 'Order and money', actions: [...ORDER_ACTIONS, ...DECISION_ACTIONS, ...MONTH_ACTIONS] },
  { title: 'Events', actions: EVENT_ACTIONS },
  { title: 'Sandbox', actions: RESET_ACTIONS },
];
