import { convert, parseDecimal } from '#kernel/decimal.js';
import { parseDay } from '#kernel/time/calendar.js';
import type { DealStep } from './deal-history.js';
import type { OpportunityContent } from './opportunity.events.js';

/** What an opportunity is between two of its steps. */
export interface Standing {
  readonly open: boolean;
  readonly value: string | undefined;
  /** Of the fact that said the value, or closed or reopened it last. */
  readonly rate: string | null;
  readonly probability: string | undefined;
  readonly salesperson: string | undefined;
  readonly pipeline: string | undefined;
  readonly stage: string;
  /** A date. */
  readonly expectedCloseOn: string | undefined;
}

export function standingAsOpened(content: OpportunityContent): Standing {
  const { value, rate, probability, salesperson, pipeline, expectedCloseOn } = content;
  return { open: true, value, rate, probability, salesperson, pipeline, expectedCloseOn, stage: '' };
}

/** Undefined where the step changes nothing: a closing of what is closed, a reopening of what is open. */
export function stepped(before: Standing, step: DealStep): Standing | undefined {
  const { kind, rate, value = before.value } = step;
  switch (kind) {
    case 'changed': {
      const valued = step.value === undefined ? {} : { value, rate };
      return { ...before, ...termsOf(before, step), ...valued };
    }
    case 'won':
    case 'lost':
      return before.open ? { ...before, open: false, value, rate } : undefined;
    case 'reopened':
      return before.open ? undefined : { ...before, open: true, rate };
  }
}

function termsOf(before: Standing, step: DealStep) {
  const { salesperson = before.salesperson, pipeline = before.pipeline, stage = before.stage } = step;
  const { probability = before.probability, expectedCloseOn = before.expectedCloseOn } = step;
  return { salesperson, pipeline, stage, probability, expectedCloseOn };
}

/** In millionths: of the base currency where there is a rate, otherwise of its own; and always of its own. */
export function worthOf({ value = '0', rate }: Standing): readonly [bigint, bigint] {
  const own = parseDecimal(value);
  return [convert(own, rate), own];
}

/** Whether the month in which it was expected to close gave way to a later one. */
export function isPushed(before: Standing, after: Standing): boolean {
  return monthOf(after) > monthOf(before) && before.expectedCloseOn !== undefined;
}

function monthOf({ expectedCloseOn = '' }: Standing): string {
  return expectedCloseOn.slice(0, 'YYYY-MM'.length);
}

/** The first day that is past the one it was expected to close on; none without one. */
export function firstDayPast({ expectedCloseOn }: Standing): number {
  const day = expectedCloseOn === undefined ? undefined : parseDay(expectedCloseOn);
  return day === undefined ? Infinity : day + 1;
}
