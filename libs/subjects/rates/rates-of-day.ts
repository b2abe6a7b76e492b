import { formatDay } from '#kernel/time/calendar.js';
import type { Data, Desk } from '#ledger/command-type.js';
import { RATES } from './rates.commands.js';
import { rateOn, type RateIn } from './rates.decider.js';

/** The rates in force on the business day of an instant, as they are set now: those of a fact are frozen in it. */
export async function ratesOn(at: string, { handler, reading }: Desk): Promise<{ readonly rateIn: RateIn }> {
  const rates = await handler.stateOf(RATES, '');
  const date = formatDay(reading.calendar.dayOf(at));
  return { rateIn: (currency) => (currency === reading.currency ? '1' : rateOn(rates, currency, date)) };
}

/** The rate of one currency, without a look at any where it is the base currency. */
export async function rateOf(currency: string, at: string, desk: Desk): Promise<string | null> {
  return currency === desk.reading.currency ? '1' : (await ratesOn(at, desk)).rateIn(currency);
}

/** The stream of rates, where a command is in a currency that it names. */
export function ratesStream({ currency }: Data): string | undefined {
  return currency === undefined ? undefined : RATES.prefix;
}
