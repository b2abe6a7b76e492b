import { isReadable, readWholeJournal } from '#figures/journal/journal.js';
import { parseDecimal } from '#kernel/decimal.js';
import type { ViewStore } from '#kernel/ports/views.js';
import { parseDay, type Calendar } from '#kernel/time/calendar.js';
import { hadHappened, type Moment } from '#kernel/time/moment.js';
import { RATE_EVENTS, type RateSet } from './rate.events.js';

/** From a day on, millionths of the base currency for one unit. */
export type RateFrom = readonly [from: number, rate: bigint];

/** By currency its rates in the order of their days, one a day. */
export type RatesKnown = ReadonlyMap<string, readonly RateFrom[]>;

/** The rates that were known at a time, all there are where none is named; of two for the same day the one set last. */
export async function ratesKnown(
  views: ViewStore,
  calendar: Calendar,
  knownAt: Moment | undefined,
): Promise<RatesKnown> {
  const byDay = new Map<string, Map<number, bigint>>();
  for (const entry of await readWholeJournal(views, { type: 'RateSet' })) {
    if (!isReadable(entry, RATE_EVENTS)) continue;
    if (knownAt !== undefined && !hadHappened(entry.recordedAt, knownAt, calendar)) continue;
    const { currency, from, rate } = entry.data as object as RateSet['data'];
    const own = byDay.get(currency) ?? new Map<number, bigint>();
    byDay.set(currency, own.set(parseDay(from) as number, parseDecimal(rate)));
  }
  return new Map([...byDay].map(([currency, own]) => [currency, [...own].sort(([a], [b]) => a - b)]));
}

/** The rate in force on a day; undefined where there is none. */
export function rateKnown(rates: readonly RateFrom[], day: number): bigint | undefined {
  return rates.findLast(([from]) => from <= day)?.[1];
}
