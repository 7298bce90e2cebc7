import { CATALOGUE_STEPS } from './catalogue-steps.ts';
import { ESIM_STEPS, MONEY_STEPS } from './money-steps.ts';
import { ORDER_STEPS } from './order-steps.ts';
import type { Step } from './step.ts';
import { EVENT_STEPS, WEBHOOK_STEPS } from './webhook-steps.ts';

export interface Chapter {
  readonly title: string;
  readonly steps: readonly Step[];
}

/** A partner's first day, in its order. */
export const CHAPTERS: readonly Chapter[] = [
  { title: 'Arrive', steps: CATALOGUE_STEPS },
  { title: 'Sell', steps: ORDER_STEPS },
  { title: 'Hear of it', steps: WEBHOOK_STEPS },
  { title: 'The eSIM lives', steps: ESIM_STEPS },
  { title: 'Catch up', steps: EVENT_STEPS },
  { title: 'Settle', steps: MONEY_STEPS },
];

const OPERATION = /^(?:query|mutation) (\w+)/;

/** The name of a step's operation, by which its tab is known. */
export const operationOf = ({ document }: Step): string => OPERATION.exec(document)?.[1] ?? '';
