import type { Decider } from '#kernel/decider.js';
import type { RateSet } from './rate.events.js';

/** Per currency its rates, sorted by date; of two for the same date the one set last comes last. */
export type Rates = ReadonlyMap<string, readonly { readonly from: string; readonly rate: string }[]>;

/** Base units for one unit of a currency on the day of a command; null where there is no rate. */
export type RateIn = (currency: string) => string | null;

export interface SetRate {
  readonly type: 'SetRate';
  /** The start of the date from which on the rate holds. */
  readonly at: string;
  readonly rate: RateSet['data'];
}

export const ratesDecider: Decider<Rates, SetRate, RateSet> = {
  initial: new Map(),

  evolve(rates, { data: { currency, from, rate } }) {
    const known = rates.get(currency) ?? [];
    const index = known.findLastIndex((other) => other.from <= from);
    return new Map(rates).set(currency, known.toSpliced(index + 1, 0, { from, rate }));
  },

  decide({ at, rate }) {
    return [{ type: 'RateSet', schema: 1, occurredAt: at, key: 'rates', data: rate }];
  },
};

/** Base units for one unit of a currency on a date (`2024-01-31`); null where no rate had been set for it. */
export function rateOn(rates: Rates, currency: string, date: string): string | null {
  return rates.get(currency)?.findLast(({ from }) => from <= date)?.rate ?? null;
}
