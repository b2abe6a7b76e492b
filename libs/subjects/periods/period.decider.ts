import type { Decider } from '#kernel/decider.js';
import type { PeriodClosed } from './period.events.js';

/** How often a period was closed. */
export type Closings = number;

/** Figures as they stood at a position, with their digest. */
export interface ClosePeriod {
  readonly type: 'ClosePeriod';
  readonly id: string;
  /** Now: closing is an act of its own, not a fact of the past. */
  readonly at: string;
  readonly period: string;
  readonly position: number;
  readonly digest: string;
  readonly figures?: PeriodClosed['data']['figures'];
  readonly head?: PeriodClosed['data']['head'];
}

/** A period can be closed again; every closing has its number and stays. */
export const periodDecider: Decider<Closings, ClosePeriod, PeriodClosed> = {
  initial: 0,

  evolve: (closings) => closings + 1,

  decide({ id, at, period, position, digest, figures, head }, closings) {
    const data = {
      ...{ id, period, number: closings + 1, position, digest },
      ...(figures !== undefined && { figures }),
      ...(head !== undefined && { head }),
    };
    return [{ type: 'PeriodClosed', schema: 1, occurredAt: at, key: `period-${period}`, data }];
  },
};
