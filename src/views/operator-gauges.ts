import type { House } from '../door/use-case.ts';
import type { Gauge } from './gauges.ts';
import { jobGauges } from './job-facts.ts';
import { moneyGauges } from './money-facts.ts';
import { orderGauges } from './order-facts.ts';
import { webhookGauges } from './webhook-facts.ts';
import { workerGauges } from './worker-facts.ts';

/** What of the whole system an operator watches; the same on every process. */
export const operatorGauges = (house: House): readonly Gauge[] => [
  ...orderGauges(house),
  ...jobGauges(house),
  ...workerGauges(house),
  ...webhookGauges(house),
  ...moneyGauges(house),
];
