import type { RecordedEvent } from '#kernel/event.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { Facts } from '../../facts.js';
import { CustomersFold } from './customers-fold.js';
import type { Effect, PlacedEffect } from './entry.js';

/**
 * The facts of a subject whose events happen to customers, or guests: each has an effect on a customer's history, and entries that are
 * labelled with what the customer was on the day.
 */
export function onTimeline(effectOf: (event: never, calendar: Calendar) => Effect | undefined): TimelineFacts {
  return {
    of: (event, calendar) => {
      const effect = effectOf(event as never, calendar);
      if (effect === undefined) return undefined;
      check(effect, event);
      return { ...effect, position: event.position };
    },
    fold: beginFold,
  };
}

type TimelineFacts = Facts<PlacedEffect>;

const beginFold: TimelineFacts['fold'] = ({ policies, series, again }) =>
  new CustomersFold(policies, series, (event) => again(event) as PlacedEffect | undefined);

/** The facts as those of a customer's timeline; undefined where they are not. */
export function timelineFacts(facts: Facts | undefined): TimelineFacts | undefined {
  return facts?.fold === beginFold ? (facts as TimelineFacts) : undefined;
}

/** A customer's events have the customer as their key, or two shards would keep one history. */
function check({ customer, day, entries }: Effect, { key }: RecordedEvent): void {
  if (customer !== undefined && customer !== key)
    throw new Error(`it is about another customer than its key ${key} says`);
  if (!Number.isSafeInteger(day)) throw new Error('every occurredAt in it must be an instant');
  for (const { own } of entries)
    for (const value of own) if (typeof value !== 'string') throw new Error('what figures are cut by must be text');
}
